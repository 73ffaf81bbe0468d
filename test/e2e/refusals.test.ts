import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { openTask, placeOf } from '#test/support/actors.ts'
import { codeOf } from '#test/support/api.ts'
import { as, launchChromium, signIn, takeSeat } from '#test/support/browser.ts'
import { claimOnList, giveCode } from '#test/support/desk.ts'
import { aDueRecord, anItem, concludedList, fileForRecord, type Stage } from '#test/support/lives.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'

let site: ServedSite
let browser: Browser
let stage: Stage
beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
  stage = { site: site.site, engine: site.engine }
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const LONG = { timeout: 400_000 }

test(
  'TRUST-6.3.1 a wrong password and a locked account are said plainly, with what to do',
  LONG,
  async () => {
    const seat = await takeSeat(browser, site.origin)
    const notice = seat.page.getByRole('alert')
    for (let tried = 1; tried <= 5; tried += 1) {
      await signIn(seat, 'lu.yunfan', `wrong-password-${tried}`)
      await notice.getByText('账号或密码不正确').waitFor()
    }
    expect(await notice.innerText()).toContain('账号将锁定')
    await signIn(seat, 'lu.yunfan')
    await notice.getByText('账号已暂时锁定').waitFor()
    expect(await notice.innerText()).toMatch(/至 20\d\d-\d\d-\d\d \d\d:\d\d/)
    expect(seat.faults).toEqual([])
    await seat.close()
  },
)

test(
  'REQ-51 REG-9 FLT-26 PRM-6 a foreign unit’s record looks like one that does not exist',
  LONG,
  async () => {
    const recordId = await anItem(stage)
    await openTask(site.site, recordId, 'arrange')
    await as(browser, { origin: site.origin, login: 'tang.ruoxi' }, async (page) => {
      const seen = async (id: string) => {
        await page.goto(`/records/${id}`)
        await page.getByText('没有您可见的这项内容').waitFor()
        return withoutTraceId(await page.locator('main').innerText())
      }
      expect(await seen(recordId)).toBe(await seen(newId()))
      await page.goto(`/records?q=${encodeURIComponent('核定材料')}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await expect.poll(() => page.locator('main').innerText()).toContain('没有')
      expect(await page.locator('tbody').getByText('核定材料').count()).toBe(0)
    })
  },
)

test('someone else’s task can be read and not taken, and says why', LONG, async () => {
  const recordId = await anItem(stage)
  const taskId = await openTask(site.site, recordId, 'arrange')
  await as(browser, { origin: site.origin, login: 'guo.huaiyuan' }, async (page) => {
    await page.goto(`/worklist?task=${taskId}`)
    const button = page.locator('.task-actions').getByRole('button', { name: '领取' })
    await button.waitFor()
    expect(await button.isDisabled()).toBe(true)
    expect(await button.getAttribute('aria-description')).toContain('这个任务不属于您的岗位')
    await page.keyboard.press('c')
    await page.keyboard.press('e')
  })
  expect(await placeOf(site.site, 'record', recordId)).toBe('arrange')
})

test('FLT-24 a wrong code signs nothing, and the page says what to enter', LONG, async () => {
  const recordId = await aDueRecord(stage)
  const listId = await concludedList(stage, [recordId])
  await fileForRecord(stage, listId)
  await as(browser, { origin: site.origin, login: 'qian.wangshu' }, async (page) => {
    await page.goto(`/disposal/${listId}`)
    await claimOnList(page)
    await page.getByLabel('意见').fill('同意销毁')
    const code = await codeOf('qian.wangshu')
    await signs(page, code === '000000' ? '111111' : '000000')
    const notice = page.getByRole('alert')
    await notice.getByText('第二因素未能证明您的身份').waitFor()
    expect(await notice.innerText()).toContain('当前显示的数字')
    expect(await placeOf(site.site, 'disposal_list', listId)).toBe('approve')
    expect(
      await page
        .locator('.ant-otp input')
        .evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value).join('')),
    ).toBe('')
    await signs(page, code)
    await page.locator('.stages [aria-current="step"]', { hasText: '冷静期' }).waitFor()
  })
  expect(await placeOf(site.site, 'disposal_list', listId)).toBe('cool-off')
})

async function signs(page: Page, code: string): Promise<void> {
  await giveCode(page, code)
  await page.getByRole('button', { name: '批准销毁 1 件' }).click()
}

function withoutTraceId(text: string): string {
  return text.replaceAll(/[0-9a-f]{8,}…?[0-9a-f]*/g, '')
}
