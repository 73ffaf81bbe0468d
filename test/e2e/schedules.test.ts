import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { plainDate } from '#domain/dates.ts'
import { as, launchChromium, seatOf } from '#test/support/browser.ts'
import { aDueRecord, aKeptRecord, type Stage } from '#test/support/lives.ts'
import { pictureOf, picturesOf } from '#test/support/pictures.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'

let site: ServedSite
let browser: Browser
beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
  const stage: Stage = { site: site.site, engine: site.engine }
  await Promise.all([
    aKeptRecord(stage, { title: '裴景行失业保险待遇核定材料', formedOn: plainDate('2024-03-02') }),
    aKeptRecord(stage, { title: '姜半夏失业保险待遇核定材料', formedOn: plainDate('2021-07-19') }),
    aDueRecord(stage, { title: '卓远山失业保险待遇核定材料' }),
  ])
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const at = (login: DemoLogin, part: (page: Page) => Promise<void>) =>
  as(browser, { origin: site.origin, login }, part)
const NAME = 'LING3-2027'

/** The table in force as a spreadsheet would give it back. */
async function tableInForce(page: Page): Promise<string> {
  const { items } = (await (await page.request.get('/api/schedules')).json()) as {
    items: { id: string; schedule: string; state: string }[]
  }
  const active = items.find(({ schedule, state }) => schedule === 'social-insurance' && state === 'active')
  const table = await page.request.get(`/api/schedules/${active?.id}/table`)
  return ((await table.json()) as { csv: string }).csv
}

const withTerm = (csv: string, term: string) =>
  csv
    .split('\r\n')
    .map((line) => (line.startsWith('SI-5-03,') ? line.replace(/,10,,,/, `,${term},,,`) : line))
    .join('\r\n')

test(
  'REQ-4 REG-6 FEA-B13 FEA-B16 FEA-B19 “what would the new schedule move?”: from a table with a fault to records that have moved',
  { timeout: 400_000 },
  async () => {
    await at('han.shuning', draftsFromATable)
    await at('wei.changqing', async (page) => {
      await opens(page)
      await looksAtWhatWouldMove(page)
      await signs(page, '审核', `审核通过 ${NAME}`)
      await page.locator('.stages [aria-current="step"]', { hasText: '批准' }).waitFor()
    })
    await at('qian.wangshu', async (page) => {
      await opens(page)
      await signs(page, '批准', `批准 ${NAME}`)
      await page.locator('.stages [aria-current="step"]', { hasText: '启用' }).waitFor()
    })
    await at('wei.changqing', async (page) => {
      await opens(page)
      await signs(page, '启用', `启用 ${NAME}`)
      await page.locator('.title .tag', { hasText: '现行' }).waitFor()
      await redates(page)
    })
  },
)

async function opens(page: Page): Promise<void> {
  await page.getByRole('link', { name: '期限表' }).click()
  await page.getByRole('link', { name: NAME }).click()
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor()
}

async function draftsFromATable(page: Page): Promise<void> {
  await page.getByRole('link', { name: '期限表' }).click()
  await page.getByRole('heading', { name: '社会保险业务档案' }).waitFor()
  await pictureOf(page, 'schedules')
  const csv = await tableInForce(page)
  await page.getByRole('button', { name: '起草新版本…' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('版本名称').fill(NAME)
  await dialog.getByLabel('施行').fill('2026-01-01')
  await page.keyboard.press('Tab')
  const table = (text: string) => ({ name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  await dialog.getByLabel('表格文件（CSV）').setInputFiles(table(withTerm(csv, '11')))
  await dialog.getByText(/读到 59 行/).waitFor()
  await dialog.getByRole('button', { name: '起草', exact: true }).click()
  const faults = dialog.getByRole('alert')
  await faults.getByText('不认识的保管期限').waitFor()
  expect(await faults.locator('tbody tr').innerText()).toContain('SI-5-03')
  await pictureOf(page, 'schedule-faults')
  await dialog.getByLabel('表格文件（CSV）').setInputFiles(table(withTerm(csv, '30')))
  await dialog.getByRole('button', { name: '起草', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor()
  await confirmsADoubtfulRow(page)
  await page.getByRole('tab', { name: /差异/ }).click()
  const change = page.locator('.diff li', { hasText: 'SI-5-03' })
  expect(await change.locator('del').innerText()).toBe('10')
  expect(await change.locator('ins').innerText()).toBe('30')
  await pictureOf(page, 'schedule-changes')
  const review = page.getByRole('button', { name: '审核…' })
  expect(await review.isDisabled()).toBe(true)
}

/** A row marked [?] is confirmed with a note, by keyboard. */
async function confirmsADoubtfulRow(page: Page): Promise<void> {
  const open = page.locator('tr.is-open')
  await expect.poll(() => open.count()).toBe(10)
  await pictureOf(page, 'schedule-rows')
  await open.first().getByRole('button').press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('理由').fill('市局〔2026〕12号通知第三条')
  await dialog.locator('.ant-btn-primary').press('Enter')
  await expect.poll(() => open.count()).toBe(9)
}

async function looksAtWhatWouldMove(page: Page): Promise<void> {
  await page.getByRole('tab', { name: '影响预测' }).click()
  await page.getByRole('heading', { name: '此版本涉及 3 件档案' }).waitFor()
  await picturesOf(page, 'what-if')
  const shift = page.getByRole('button', { name: /^\+20/ })
  await shift.press('Enter')
  await expect.poll(() => page.locator('.data-table tbody tr').count()).toBe(3)
  await page.getByRole('button', { name: '为什么：裴景行失业保险待遇核定材料' }).press('Enter')
  const why = page.locator('tr.opened')
  expect(await why.innerText()).toContain('到期日推迟 20 年：2034-12-31 → 2054-12-31')
  expect(await why.innerText()).toContain('2025-01-01 ＋ 30 年 − 1 天 ＝ 2054-12-31')
  await why.scrollIntoViewIfNeeded()
  await pictureOf(page, 'what-if-record')
}

/** Nothing is signed before the name of the version was typed out. */
async function signs(page: Page, act: string, verb: string): Promise<void> {
  await page.getByRole('button', { name: `${act}…` }).click()
  const dialog = page.getByRole('dialog')
  const button = dialog.getByRole('button', { name: verb })
  await dialog.getByText('3 件推迟').waitFor()
  await dialog.getByLabel('理由').fill('与附件核对无误')
  expect(await button.isDisabled()).toBe(true)
  if (act === '启用') await namesConsent(dialog)
  await dialog.getByLabel(/请键入版本名称/).fill(NAME)
  await pictureOf(page, `schedule-${act}`)
  await button.click()
  await dialog.waitFor({ state: 'detached' })
}

/** A schedule comes into force by the consent of the archives authority. */
async function namesConsent(dialog: Locator): Promise<void> {
  await dialog.getByLabel('批复机关').fill('示范市档案局')
  await dialog.getByLabel('批复文号').fill('示档发〔2026〕7号')
  const on = dialog.getByLabel('批复日期')
  await on.fill('2026-06-30')
  await on.press('Enter')
}

async function redates(page: Page): Promise<void> {
  await page.getByRole('button', { name: '重新计算…' }).click()
  await page.getByRole('heading', { name: '3 件档案仍依旧版本' }).waitFor()
  await page.locator('.page-body').getByRole('button', { name: '重新计算…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(/请键入版本名称/).fill(NAME)
  await dialog.getByRole('button', { name: '重新计算 3 件' }).click()
  await page.locator('.card .tag', { hasText: '已完成' }).waitFor()
  await expect.poll(() => page.locator('.data-table tbody tr').count()).toBe(3)
  await pictureOf(page, 'redating')
  await page.getByRole('link', { name: '裴景行失业保险待遇核定材料' }).click()
  await page.locator('dd', { hasText: '2054-12-31' }).waitFor()
  await pictureOf(page, 'redated-record')
}

test('FEA-B13 a version that one may not touch can be read, and its acts say why not', async () => {
  const seat = await seatOf(browser, {
    origin: site.origin,
    login: 'shen.zhiqiu',
    look: { language: 'en', theme: 'dark' },
  })
  await seat.page.goto('/schedules')
  await seat.page.getByRole('heading', { name: 'Social insurance records' }).waitFor()
  const draft = seat.page.getByRole('button', { name: 'Draft a new version…' }).first()
  expect(await draft.isDisabled()).toBe(true)
  await pictureOf(seat.page, 'schedules-en-dark')
  await seat.page.goto('/schedules/00000000-0000-4000-8000-000000000000')
  await seat.page
    .getByText('There is nothing here that you may see')
    .or(seat.page.getByRole('alert'))
    .first()
    .waitFor()
  expect(seat.faults).toEqual([])
  await seat.close()
})
