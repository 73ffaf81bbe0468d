import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, plainDate } from '#domain/dates.ts'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { placeOf } from '#test/support/actors.ts'
import { codeOf, personAt } from '#test/support/api.ts'
import { as, launchChromium } from '#test/support/browser.ts'
import { claimOnList, giveCode } from '#test/support/desk.ts'
import { aDueRecord, todayOf } from '#test/support/lives.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'

let site: ServedSite
let browser: Browser
beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const on = <T>(login: DemoLogin, path: string, part: (page: Page) => Promise<T>) =>
  as(browser, { origin: site.origin, login, path }, part)
const TITLES = ['顾念安失业保险待遇核定材料', '苏知行失业保险待遇核定材料']

test(
  'REQ-20 REQ-22 REQ-23 REQ-25 REG-24 FEA-D1 FEA-D2 FEA-D3 FEA-D9 FEA-D11 FEA-D13 FEA-D15 eight people take due records from the list to the certificate',
  { timeout: 400_000 },
  async () => {
    const stage = { site: site.site, engine: site.engine }
    const recordIds = await Promise.all(TITLES.map((title) => aDueRecord(stage, { title })))
    const listId = await on('han.shuning', '/disposal', async (page) => {
      return compiles(page)
    })
    const onList = (login: DemoLogin, part: (page: Page) => Promise<void>) =>
      on(login, `/disposal/${listId}`, async (page) => {
        await part(page)
      })

    await Promise.all([onList('luo.chengzhi', givesOpinion), onList('xu.wenbo', givesOpinion)])
    await Promise.all([onList('jiang.yilan', givesOpinion), onList('pan.suwen', givesOpinion)])
    await onList('han.shuning', filesForRecord)
    await onList('qian.wangshu', approves)
    await theCoolingOffPasses()
    await onList('bai.luming', async (page) => checks(page, 'bai.luming'))
    await onList('zhuo.feng', async (page) => checks(page, 'zhuo.feng'))
    await onList('yue.ting', destroys)
    await onList('bai.luming', async (page) => signs(page, 'bai.luming'))
    await onList('zhuo.feng', async (page) => signs(page, 'zhuo.feng'))
    await onList('han.shuning', takesTheCertificate)

    for (const id of recordIds) expect(await placeOf(site.site, 'record', id)).toBe('destroyed')
  },
)

async function compiles(page: Page): Promise<string> {
  for (const title of TITLES) await page.getByRole('checkbox', { name: `选择 ${title}` }).check()
  await page.getByRole('button', { name: '列入清单（2 件）' }).click()
  await page.getByRole('button', { name: '建立清单（2 件）' }).click()
  await page.waitForURL(/\/disposal\/[0-9a-f-]{36}$/)
  const listId = page.url().slice(-36)
  await claimOnList(page)
  await page.getByRole('button', { name: '封存 2 件' }).click()
  await page.locator('.hash').first().waitFor()
  await page.locator('.stages [aria-current="step"]', { hasText: '鉴定' }).waitFor()
  return listId
}

async function givesOpinion(page: Page): Promise<void> {
  await claimOnList(page)
  await page.getByText('还差 2 件').first().waitFor()
  expect(await page.getByRole('button', { name: '提交 2 件的意见' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: '销毁', exact: true }).click()
  await page.getByLabel('意见', { exact: false }).last().fill('保管期满，无继续保存价值')
  await page.getByRole('button', { name: '提交 2 件的意见' }).click()
  await page.getByRole('region', { name: '我的办理' }).waitFor({ state: 'detached' })
}

async function filesForRecord(page: Page): Promise<void> {
  await claimOnList(page)
  await page.getByLabel('备案文号').fill('示人社档备〔2027〕3号')
  await page.getByRole('button', { name: '登记备案' }).click()
  await page.locator('.stages [aria-current="step"]', { hasText: '批准' }).waitFor()
}

/** The head sees what is signed: the hash, nothing added since it was sealed, and the rules looked at just now. */
async function approves(page: Page): Promise<void> {
  await page.getByText('您将签署的内容').waitFor()
  expect(await page.locator('.hash').first().innerText()).toMatch(/^[0-9a-f ]{64,}$/)
  await page.getByText('与封存时相比：退出 0 件，新增 0 件，改动 0 件').waitFor()
  await page.locator('.checks li', { hasText: '各件均已到期' }).getByText('通过', { exact: true }).waitFor()
  await claimOnList(page)
  await page.getByLabel('意见').fill('同意销毁')
  const verb = page.getByRole('button', { name: '批准销毁 2 件' })
  expect(await verb.isDisabled()).toBe(true)
  await giveCode(page, await codeOf('qian.wangshu'))
  await verb.click()
  await page.locator('.stages [aria-current="step"]', { hasText: '冷静期' }).waitFor()
}

async function theCoolingOffPasses(): Promise<void> {
  const admin = await personAt(site.app, 'song.anran')
  const to = addDays(plainDate(await todayOf(site.site)), 8)
  const moved = await admin.post('/api/clock', { body: { to, reason: '冷静期已过' } })
  expect(moved.statusCode, moved.body).toBe(200)
}

async function checks(page: Page, login: DemoLogin): Promise<void> {
  await claimOnList(page)
  await page.getByLabel('清点卷（件）数').fill('2')
  await page.getByLabel('与销毁清册相符').check()
  await giveCode(page, await codeOf(login))
  await page.getByRole('button', { name: '核对无误 2 件' }).click()
  await page.getByRole('region', { name: '我的办理' }).waitFor({ state: 'detached' })
}

/** The page moves by itself while copy after copy goes, and ends with a proof for each. */
async function destroys(page: Page): Promise<void> {
  await claimOnList(page)
  await page.getByText('开始后不能停止，内容不能恢复。').waitFor()
  await page.getByRole('button', { name: '销毁 2 件' }).click()
  await page.getByRole('heading', { name: '已销毁' }).waitFor({ timeout: 60_000 })
  await page.getByText('6 / 6 个副本').waitFor()
  for (const item of await page.locator('.execution-items summary').all()) await item.click()
  expect(await page.locator('.proof').count()).toBe(6)
}

async function signs(page: Page, login: DemoLogin): Promise<void> {
  await claimOnList(page)
  await page.getByLabel('销毁方式').fill('删除并回收存储')
  await page.getByLabel('销毁地点').fill('信息中心机房')
  await giveCode(page, await codeOf(login, 1))
  await page.getByRole('button', { name: '签字' }).click()
  await page.getByRole('region', { name: '我的办理' }).waitFor({ state: 'detached' })
}

async function takesTheCertificate(page: Page): Promise<void> {
  const link = page.getByRole('link', { name: '销毁证明书（PDF）' })
  await link.waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-')
  await page.getByRole('button', { name: '开始校验' }).click()
  const verdict = page.getByText(/个事件，\d+ 毫秒/)
  await verdict.waitFor()
  expect(await page.locator('.card', { has: verdict }).innerText()).toContain('完好')
}
