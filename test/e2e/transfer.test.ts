import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { placeOf, until } from '#test/support/actors.ts'
import { as, launchChromium } from '#test/support/browser.ts'
import { claimOnList } from '#test/support/desk.ts'
import { aTransferDueRecord, todayOf } from '#test/support/lives.ts'
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

const at = <T>(login: DemoLogin, part: (page: Page) => Promise<T>) =>
  as(browser, { origin: site.origin, login }, part)
const on = <T>(login: DemoLogin, path: string, part: (page: Page) => Promise<T>) =>
  as(browser, { origin: site.origin, login, path }, part)
const TITLES = ['失业保险政策执行情况年度总结', '失业保险基金预决算审批材料']
const RECEIPT = '馆收〔2026〕12号'

test(
  'REQ-31 REG-11 REG-12 FEA-J11 the archives office builds, seals and sends a batch, two persons enter the receipt, and the record is transferred',
  { timeout: 400_000 },
  async () => {
    const stage = { site: site.site, engine: site.engine }
    const recordIds = await Promise.all(TITLES.map((title) => aTransferDueRecord(stage, { title })))
    const { batchId, number } = await at('han.shuning', async (page) => {
      const built = await builds(page)
      await sees(page)
      await fetches(page)
      await sends(page)
      return built
    })
    const receivedOn = await todayOf(site.site)
    const onBatch = (login: DemoLogin, part: (page: Page) => Promise<void>) =>
      on(login, `/transfer/${batchId}`, async (page) => {
        await part(page)
      })
    await onBatch('han.shuning', async (page) => {
      await entersReceipt(page, { batch: 'T-1999-001', number: RECEIPT, receivedOn })
      await page.getByText('回执属于另一批次').waitFor()
      await entersReceipt(page, { batch: number, number: RECEIPT, receivedOn })
      await page.getByText('韩书宁 已录入回执，待第二人独立录入核对。').waitFor()
      expect(await page.getByText(RECEIPT).count()).toBe(0)
    })
    await onBatch('wei.changqing', async (page) => {
      await entersReceipt(page, { batch: number, number: '馆收〔2026〕13号', receivedOn })
      await page.getByText('与第一人所填不符').waitFor()
      await entersReceipt(page, { batch: number, number: RECEIPT, receivedOn })
      await page.getByRole('heading', { name: '本馆副本' }).waitFor()
      await page.getByText('已清除 0 / 2 件').waitFor()
    })
    for (const id of recordIds) {
      await until('a record that is transferred', async () =>
        (await placeOf(site.site, 'record', id)) === 'transferred' ? true : undefined,
      )
    }
    await on('han.shuning', `/records/${recordIds[0]}`, async (page) => {
      const card = page.locator('section', { has: page.getByRole('heading', { name: '移交进馆' }) }).last()
      await card.getByText('已进馆', { exact: true }).waitFor()
      const words = await card.innerText()
      expect(words).toContain(number)
      expect(words).toContain(RECEIPT)
      const inFiveYears = `${Number(receivedOn.slice(0, 4)) + 5}${receivedOn.slice(4)}`
      expect(words).toContain(inFiveYears)
    })
  },
)

test('FEA-H1 who may not dispose of records finds no transfer in the rail', async () => {
  await at('chen.lidong', async (page) => {
    await page.getByRole('link', { name: '档案', exact: true }).waitFor()
    expect(await page.getByRole('link', { name: '移交进馆' }).count()).toBe(0)
    await page.goto('/transfer')
    await page.getByText('您的岗位不能做这件事').waitFor()
  })
})

async function builds(page: Page): Promise<{ readonly batchId: string; readonly number: string }> {
  await page.getByRole('link', { name: '移交进馆' }).click()
  for (const title of TITLES) await page.getByRole('checkbox', { name: `选择 ${title}` }).check()
  await page.getByRole('button', { name: '编制批次（2 件）' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '编制批次（2 件）' }).click()
  await page.waitForURL(/\/transfer\/[0-9a-f-]{36}$/)
  await claimOnList(page)
  await page.getByRole('button', { name: '封存 2 件' }).click()
  await page.locator('.stages [aria-current="step"]', { hasText: '送出' }).waitFor()
  const heading = await page.locator('h1').innerText()
  return { batchId: page.url().slice(-36), number: /T-[A-Z0-9]+-\d{4}-\d{3}/.exec(heading)?.[0] ?? '' }
}

/** The seal, the four natures with what each check looked at, and the folders of the package. */
async function sees(page: Page): Promise<void> {
  expect(await page.locator('.hash').first().innerText()).toMatch(/^[0-9a-f ]{64,}$/)
  const natures = page.locator('section', { has: page.getByRole('heading', { name: '四性检测' }) })
  await natures.getByText('未通过 0').waitFor()
  await natures.locator('summary', { hasText: '真实性' }).click()
  const check = natures.locator('li', { hasText: 'YJ-1-14' })
  await check.getByText('通过', { exact: true }).waitFor()
  expect(await check.innerText()).toContain('SHA-256')
  const tree = page.locator('.bag')
  await tree.getByText('说明文件.TXT').waitFor()
  await tree.locator('summary', { hasText: 'J021/' }).click()
  await tree.locator('summary', { hasText: 'SI-5-07/' }).click()
  const folders = tree.locator('summary', { hasText: 'J021-ZY' })
  await folders.nth(1).waitFor()
  expect(await folders.count()).toBe(2)
}

/** What the browser has saved is the package whose digest stands on the page. */
async function fetches(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /^下载移交包/ })
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  const digest = createHash('sha256')
    .update(await readFile(await download.path()))
    .digest('hex')
  await page.getByText('SHA-256 与登记一致').waitFor()
  const shown = page.locator('section', { has: page.getByRole('heading', { name: '移交包', exact: true }) })
  expect(await shown.locator(`[title="${digest}"]`).count()).toBe(1)
}

async function sends(page: Page): Promise<void> {
  await claimOnList(page)
  await page.getByRole('button', { name: '送出 2 件' }).click()
  await page.locator('.fault', { hasText: '必填' }).waitFor()
  await page.getByLabel('移交方式').click()
  await page.locator('.ant-select-item-option-active', { hasText: '下载' }).waitFor()
  await page.getByLabel('移交方式').press('Enter')
  await page.getByLabel('接收单位').fill('示范市档案馆')
  await page.getByRole('button', { name: '送出 2 件' }).click()
  await page.locator('.stages [aria-current="step"]', { hasText: '接收回执' }).waitFor()
}

interface Paper {
  readonly batch: string
  readonly number: string
  readonly receivedOn: string
}

async function entersReceipt(page: Page, { batch, number, receivedOn }: Paper): Promise<void> {
  await claimOnList(page)
  const work = page.getByRole('region', { name: '我的办理' })
  await work.getByLabel('批次号').fill(batch)
  await work.getByLabel('回执编号').fill(number)
  await work.getByLabel('接收日期').fill(receivedOn)
  await work.getByLabel('接收日期').press('Enter')
  await work.getByRole('button', { name: '档案馆已接收 2 件' }).click()
}
