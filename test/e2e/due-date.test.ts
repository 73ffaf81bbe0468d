import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { as, launchChromium, seatOf } from '#test/support/browser.ts'
import { aKeptRecord } from '#test/support/lives.ts'
import { pictureOf, picturesOf } from '#test/support/pictures.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'

const TITLE = '裴景行失业保险待遇核定材料'
let site: ServedSite
let browser: Browser
let recordId: string
beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
  const stage = { site: site.site, engine: site.engine }
  recordId = await aKeptRecord(stage, { title: TITLE, formedOn: plainDate('2024-03-02') })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const LONG = { timeout: 400_000 }

test(
  'REQ-2 REQ-8 REQ-11 FEA-B15 “why is this record due on that day?”: a newcomer’s path from the list to the arithmetic',
  LONG,
  async () => {
    await as(browser, { origin: site.origin, login: 'wei.changqing' }, async (page) => {
      await page.getByRole('link', { name: '档案', exact: true }).click()
      await page.getByRole('link', { name: TITLE }).click()
      await page.getByRole('link', { name: '为什么是这一天' }).click()
      await page.getByRole('heading', { name: '为什么是 2035-01-01' }).waitFor()
      const boxes = page.locator('.arithmetic .box strong')
      expect(await boxes.allInnerTexts()).toEqual(['2024-03-02', '2025-01-01', '2034-12-31', '2035-01-01'])
      const arrows = page.locator('.arithmetic .arrow')
      expect((await arrows.allInnerTexts()).map((text) => text.trim())).toEqual([
        '次年 1 月 1 日起',
        '＋ 10 年 − 1 天',
        '次日',
      ])
      await page.locator('dd', { hasText: '令第3号附件 五类 第3项' }).waitFor()
      await picturesOf(page, 'due-date')
      await page.getByRole('link', { name: '看期限表中的这一条' }).click()
      await page.getByRole('heading', { level: 1, name: 'LING3-2009' }).waitFor()
      expect(await page.locator('.data-table tbody tr').count()).toBe(1)
      await page.locator('.data-table tbody tr', { hasText: 'SI-5-03' }).waitFor()
    })
  },
)

test(
  'REQ-10 REQ-12 a later day set by hand stands in the drawing, with who set it and why',
  LONG,
  async () => {
    await as(browser, { origin: site.origin, login: 'wei.changqing' }, async (page) => {
      await page.goto(`/records/${recordId}?tab=retention`)
      await page.getByRole('button', { name: '人工确定…' }).press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('保管至').fill('2030-12-31')
      await page.keyboard.press('Tab')
      await dialog.getByLabel('理由').fill('涉及长期待遇核查')
      await dialog.locator('.ant-btn-primary').press('Enter')
      await dialog.getByRole('alert').waitFor()
      await dialog.getByLabel('保管至').fill('2044-12-31')
      await page.keyboard.press('Tab')
      await dialog.getByRole('button', { name: '定为 2044-12-31' }).press('Enter')
      await page.getByRole('heading', { name: '为什么是 2045-01-01' }).waitFor()
      await page.locator('.arithmetic .box.by-hand', { hasText: '2044-12-31' }).waitFor()
      expect(await page.getByRole('region', { name: '人工日期' }).innerText()).toContain('涉及长期待遇核查')
      await pictureOf(page, 'due-date-by-hand')
    })
  },
)

test('FEA-B15 FEA-P1 the same arithmetic in English', LONG, async () => {
  const look = { language: 'en', theme: 'dark' } as const
  const seat = await seatOf(browser, { origin: site.origin, login: 'han.shuning', look })
  await seat.page.goto(`/records/${recordId}?tab=retention`)
  await seat.page.locator('.arithmetic').getByText('from 1 January of the next year').waitFor()
  await seat.page.locator('.arithmetic').getByText('+ 10 y − 1 day').waitFor()
  await pictureOf(seat.page, 'due-date-en-dark')
  expect(seat.faults).toEqual([])
  await seat.close()
})
