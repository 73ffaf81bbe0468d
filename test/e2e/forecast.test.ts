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
