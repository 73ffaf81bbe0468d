import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTask, placeOf } from '#test/support/actors.ts'
import { as, launchChromium } from '#test/support/browser.ts'
import { claim, openGroup, selected, walkTo } from '#test/support/desk.ts'
import { handInOver } from '#test/support/hand-in.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'

let site: ServedSite
let browser: Browser
beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const MINE = '周明远失业保险待遇核定材料'
const OTHER = '林书瑶失业保险待遇核定材料'
const at = (login: DemoLogin, part: (page: Page) => Promise<void>) =>
  as(browser, { origin: site.origin, login }, part)

test(
  'REQ-8 REG-23 FEA-M6 FEA-A5 FEA-L6 FEA-P1 FEA-P3 a record goes from a business system through four people at their screens',
  { timeout: 400_000 },
  async () => {
    const recordId = await handInOver(site.origin, { title: MINE, formedOn: '2024-03-02' })
    await openTask(site.site, recordId, 'arrange')
    await openTask(
      site.site,
      await handInOver(site.origin, { title: OTHER, formedOn: '2024-04-05' }),
      'arrange',
    )
    await as(browser, { origin: site.origin, login: 'shen.zhiqiu', by: 'form' }, async (page) => {
      await arranges(page)
      await files(page)
    })
    await openTask(site.site, recordId, 'appraise')
    await at('guo.huaiyuan', async (page) => appraises(page))
    await at('shen.zhiqiu', async (page) => handsOver(page))
    await at('han.shuning', async (page) => {
      await receives(page)
      await page.goto(`/records/${recordId}`)
      await seesThePath(page)
      await seesThePages(page)
      await seesWhatHappened(page)
      await seesTheDateExplained(page)
      await verifies(page)
    })
    expect(await placeOf(site.site, 'record', recordId)).toBe('keep')
  },
)

async function arranges(page: Page): Promise<void> {
  await openGroup(page)
  await expect.poll(() => page.locator('.queue-row').count()).toBe(2)
  expect(await selected(page)).toContain(MINE)
  await page.keyboard.press('j')
  await expect.poll(() => selected(page)).toContain(OTHER)
  await page.keyboard.press('k')
  await expect.poll(() => selected(page)).toContain(MINE)
  await claim(page)
  await page.locator('.checks li', { hasText: '必备材料齐全' }).getByText('通过', { exact: true }).waitFor()
  expect(await page.getByLabel('页数').inputValue()).toBe('2')
  await page.getByLabel('顺序已核对').press('Space')
  await page.keyboard.press('e')
  await expect.poll(() => selected(page)).toContain(OTHER)
}

/** The machine works between the steps; the next task is there without asking for it. */
async function files(page: Page): Promise<void> {
  await walkTo(page, '立卷归档')
  await claim(page)
  // The answer comes only when the reader has gone on: it takes them nowhere else.
  const gone = Promise.withResolvers<void>()
  await page.route(/\/api\/tasks\/[^/]+\/complete$/, async (route) => {
    const response = await route.fetch()
    await gone.promise
    await route.fulfill({ response })
  })
  const answered = page.waitForResponse(/\/complete$/)
  await page.keyboard.press('e')
  await page.getByRole('link', { name: /今天完成/ }).click()
  await page.waitForURL(/view=done/)
  gone.resolve()
  await answered
  await expect
    .poll(() => page.locator('.queue-row', { hasText: '立卷归档' }).innerText())
    .toMatch(/J021-\S+2024\S+0001/)
  expect(page.url()).toContain('view=done')
}

async function appraises(page: Page): Promise<void> {
  await openGroup(page)
  await claim(page)
  await page.keyboard.press('e')
  await page.locator('.queue-row').waitFor({ state: 'detached' })
}

async function handsOver(page: Page): Promise<void> {
  await openGroup(page)
  await walkTo(page, '移交')
  await claim(page)
  await page.keyboard.press('e')
  await page.locator('.queue-row', { hasText: '移交' }).waitFor({ state: 'detached' })
}

async function receives(page: Page): Promise<void> {
  await openGroup(page)
  await claim(page)
  await page.keyboard.press('e')
  expect(await page.locator('.fault').innerText()).toBe('必填')
  await page.getByLabel('清点页数').fill('2')
  await page.locator('.task-actions .ant-btn-primary').press('Enter')
  await page.locator('.queue-row').waitFor({ state: 'detached' })
}

async function seesThePath(page: Page): Promise<void> {
  await expect.poll(() => page.locator('.path [aria-current="step"]').innerText()).toBe('保管')
  expect(await page.locator('h1').innerText()).toContain(MINE)
  expect(await page.locator('.path .done').count()).toBeGreaterThanOrEqual(5)
}

async function seesThePages(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /内容/ }).click()
  const image = page.locator('img.page-image.shown')
  await image.waitFor()
  expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1000)
  await page.getByRole('button', { name: '下一页' }).click()
  await page.getByText('第 2 / 2 页').waitFor()
  await page.getByText('文字', { exact: true }).click()
  await page.locator('.page-text', { hasText: '核定结果：准予发放' }).waitFor()
}

async function seesWhatHappened(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /经过/ }).click()
  const events = page.locator('main')
  for (const who of ['失业待遇业务系统', '沈知秋', '郭怀远', '韩书宁', '流程引擎'])
    await events.getByText(who).first().waitFor()
  await events.getByText(/归档，档号 J021/).waitFor()
  await events.getByText('由“整理”转至“立卷归档”').waitFor()
}

async function seesTheDateExplained(page: Page): Promise<void> {
  await page.getByRole('tab', { name: '保管期限' }).click()
  await page.getByRole('heading', { name: '为什么是 2035-01-01' }).waitFor()
  expect(await page.locator('.arithmetic .box strong').allInnerTexts()).toContain('2034-12-31')
}

async function verifies(page: Page): Promise<void> {
  await page.getByRole('button', { name: '校验' }).click()
  await page.getByRole('button', { name: '开始校验' }).click()
  await page.getByText('完好').waitFor()
}
