import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { as, launchChromium } from '#test/support/browser.ts'
import { aKeptRecord } from '#test/support/lives.ts'
import { picturesOf, pictureOf } from '#test/support/pictures.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'

let site: ServedSite
let browser: Browser
beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
  const stage = { site: site.site, engine: site.engine }
  for (const day of ['2024-03-02', '2021-07-19', '2021-09-01'])
    await aKeptRecord(stage, { formedOn: plainDate(day) })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

test(
  'REQ-16 FEA-B17 what falls due is drawn by year and class, in records, bytes and metres',
  { timeout: 400_000 },
  async () => {
    await as(browser, { origin: site.origin, login: 'han.shuning', path: '/disposal' }, async (page) => {
      await page.getByRole('tab', { name: '预测' }).click()
      const chart = page.getByRole('figure', { name: '每年到期多少' })
      await chart.waitFor()
      expect(await chart.locator('li', { hasText: '2032' }).locator('.visually-hidden').innerText()).toMatch(
        /SI-5-03.* 2$/,
      )
      expect(await page.locator('.figures dd').first().innerText()).toBe('3')
      await picturesOf(page, 'forecast')
      await page.getByText('字节', { exact: true }).click()
      await expect.poll(() => new URL(page.url()).searchParams.get('measure')).toBe('bytes')
      await page.getByRole('button', { name: /^SI-5-03/ }).press('Enter')
      await expect.poll(() => new URL(page.url()).searchParams.get('classCode')).toBe('SI-5-03')
      await pictureOf(page, 'forecast-bytes')
    })
  },
)

test(
  'REQ-37 FEA-E4 FEA-E10 a class is held from the keyboard: the screen counts before, and after as the engine holds each record and the store its copies',
  { timeout: 400_000 },
  async () => {
    const masters = await site.site.admin<{ key: string; versionId: string }[]>`
      select key, version_id as "versionId" from object_copy where bucket = 'masters' and state = 'stored'`
    expect(masters).toHaveLength(3)
    const visit = { origin: site.origin, login: 'wei.changqing', path: '/disposal?tab=holds' } as const
    await as(browser, visit, async (page) => {
      await page.getByText('没有冻结').waitFor()
      await page.getByRole('button', { name: '冻结一个类别…' }).press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('类别', { exact: true }).selectOption('SI-5-03')
      await dialog.getByRole('status').getByText('现有 3 件').waitFor()
      await dialog.getByLabel('依据或机关').fill('审计通知〔2026〕3号')
      await dialog.getByLabel('理由').fill('专项审计')
      await picturesOf(page, 'hold-class')
      await dialog.getByRole('button', { name: '冻结类别' }).press('Enter')
      await page.getByRole('status').getByText('冻结中 3 件 · 其中后来进入 0 件').waitFor({ timeout: 60_000 })
      await expect.poll(() => page.getByText('正在逐件冻结').count(), { timeout: 60_000 }).toBe(0)
      await picturesOf(page, 'holds-standing')
      await page.getByText('已解除', { exact: true }).click()
      await page.getByText('没有冻结').waitFor()
    })
    const { store } = site.engine
    const heldCopies = async () =>
      (await Promise.all(masters.map((copy) => store.legalHoldOf({ bucket: 'masters', ...copy })))).filter(
        (said) => said === 'held',
      ).length
    await expect.poll(heldCopies, { timeout: 60_000 }).toBe(3)
  },
)
