import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { refreshSearchWhole } from '#db/search/refresh.ts'
import { plainDate } from '#domain/dates.ts'
import { openTask } from '#test/support/actors.ts'
import { as, launchChromium, seatOf } from '#test/support/browser.ts'
import { aPdf } from '#test/support/documents.ts'
import { anItem } from '#test/support/lives.ts'
import { pictureOf, picturesOf } from '#test/support/pictures.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'

const TITLES = ['裴景行失业保险待遇核定材料', '姜半夏失业保险待遇核定材料', '卓远山失业保险稽核材料']
let site: ServedSite
let browser: Browser
beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
  const stage = { site: site.site, engine: site.engine }
  const pdf = await aPdf({ pages: 3, text: '补发金额按约定条款执行' })
  for (const [index, title] of TITLES.entries()) {
    const formedOn = plainDate(`${2020 + index}-03-02`)
    const id = await anItem(stage, { title, formedOn, ...(index === 2 ? { pdf } : {}) })
    await openTask(site.site, id, 'arrange')
  }
  await refreshSearchWhole(site.site.sql, ENGINE_ID)
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const LONG = { timeout: 400_000 }
const at = (login: DemoLogin, part: (page: Page) => Promise<void>) =>
  as(browser, { origin: site.origin, login }, part)
const on = (login: DemoLogin, path: string, part: (page: Page) => Promise<void>) =>
  as(browser, { origin: site.origin, login, path }, part)
const hits = (page: Page) => page.locator('a[data-hit]')

test(
  'FEA-I1 FEA-P3 a search runs as one types, is narrowed by what it counts, and is walked by keyboard',
  LONG,
  async () => {
    await on('shen.zhiqiu', '/records', async (page) => {
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.keyboard.press('/')
      await page.keyboard.type('失业 核定', { delay: 15 })
      await page.getByText('找到 3 件').waitFor()
      expect(new URL(page.url()).searchParams.get('q')).toBe('失业 核定')
      expect(await page.locator('tbody mark').allInnerTexts()).toEqual([
        '失业',
        '失业',
        '核定',
        '失业',
        '核定',
      ])
      const year = page
        .getByRole('complementary', { name: '缩小范围' })
        .getByRole('button', { name: /^2020/ })
      await year.press('Enter')
      await page.getByText('找到 1 件').waitFor()
      expect(new URL(page.url()).searchParams.get('year')).toBe('2020')
      await picturesOf(page, 'search')
      await page.reload()
      await page.getByText('找到 1 件').waitFor()
      await year.press('Enter')
      await page.getByText('找到 3 件').waitFor()
      await page.getByLabel('搜索', { exact: true }).press('ArrowDown')
      await expect
        .poll(() =>
          hits(page)
            .first()
            .evaluate((link) => link === document.activeElement),
        )
        .toBe(true)
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: /^姜半夏/ }).waitFor()
    })
  },
)

test('FEA-I1 what a page says leads to that very page, with the words marked in it', LONG, async () => {
  await on('shen.zhiqiu', `/records?q=${encodeURIComponent('约定条款')}`, async (page) => {
    await page.getByText('找到 1 件').waitFor()
    const line = await page.locator('.page-line').innerText()
    expect(line).toMatch(/第 \d 页/)
    await pictureOf(page, 'search-page-hit')
    await hits(page).first().press('Enter')
    const wanted = /第 (\d) 页/.exec(line)?.[1]
    await page.getByText(`第 ${wanted} / 3 页`).waitFor()
    await page.locator('.page-text mark', { hasText: '约定条款' }).first().waitFor()
    await pictureOf(page, 'search-viewer')
  })
})

test(
  'REQ-51 FEA-I1 FEA-P3 one box finds records, tasks, people and pages, within the rights of who looks',
  LONG,
  async () => {
    await at('guo.huaiyuan', async (page) => {
      await page.getByRole('heading', { level: 1, name: '我的任务' }).waitFor()
      await page.keyboard.press('Control+k')
      const box = page.getByRole('dialog', { name: '搜索全部' })
      await box.getByRole('region', { name: '页面' }).waitFor()
      await page.keyboard.type('失业', { delay: 15 })
      await box.getByRole('region', { name: '档案' }).waitFor()
      await box.getByRole('region', { name: '人员' }).waitFor()
      await picturesOf(page, 'palette')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await box.waitFor({ state: 'detached' })
      await page.getByRole('heading', { level: 1, name: /失业保险/ }).waitFor()
      await page.keyboard.press('Control+k')
      await box.waitFor()
      await page.keyboard.type('沈知秋')
      await box.getByRole('link', { name: /沈知秋/ }).press('Enter')
      await page.getByRole('link', { name: '组织机构', exact: true }).waitFor()
      await page.locator('tbody tr', { hasText: '沈知秋' }).waitFor()
      expect(await page.locator('tbody tr').count()).toBe(1)
      await pictureOf(page, 'organisation')
    })
    await at('tang.ruoxi', async (page) => {
      await page.getByRole('heading', { level: 1, name: '我的任务' }).waitFor()
      await page.keyboard.press('/')
      await page.getByRole('dialog').waitFor()
      await page.keyboard.type('待遇核定')
      await page.getByRole('dialog').getByText('没有找到与“待遇核定”相符的内容').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await page.locator('.palette-hit').count()).toBe(0)
    })
  },
)

test('FEA-P1 the same search in English, dark', LONG, async () => {
  const look = { language: 'en', theme: 'dark' } as const
  const seat = await seatOf(browser, {
    origin: site.origin,
    login: 'shen.zhiqiu',
    look,
    path: `/records?q=${encodeURIComponent('失业')}`,
  })
  await seat.page.getByText('3 found').waitFor()
  await pictureOf(seat.page, 'search-en-dark')
  await seat.page.keyboard.press('Control+k')
  await seat.page.getByRole('dialog').waitFor()
  await seat.page.keyboard.type('sched')
  await seat.page.getByRole('dialog').getByRole('link', { name: 'Schedules' }).waitFor()
  await pictureOf(seat.page, 'palette-en-dark')
  expect(seat.faults).toEqual([])
  await seat.close()
})
