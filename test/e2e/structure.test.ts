import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { demoPersonId, demoUnitId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { personAt } from '#test/support/api.ts'
import { as, launchChromium, seatOf, type Look } from '#test/support/browser.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'

let site: ServedSite
let browser: Browser

const aClass = (code: string, over: object = {}) => ({ code, nameZh: code, nameEn: code, ...over })
const FIRST = {
  line: 'SI',
  version: '1986',
  nameZh: '年度—参保单位',
  nameEn: 'Year and employer',
  effectiveOn: '1986-01-01',
  authority: '人社办〔1986〕3号',
  classes: [aClass('CB-SY', { nameZh: '参保单位失业待遇', recordClasses: ['SI-5-03'] })],
}
const SECOND = {
  ...FIRST,
  version: '2021',
  nameZh: '年度—季',
  nameEn: 'Year and quarter',
  effectiveOn: '2021-01-01',
  authority: '人社办〔2020〕18号',
  classes: [
    aClass('JD', { nameZh: '季度业务', nameEn: 'Quarterly business' }),
    aClass('JD-SY', {
      parent: 'JD',
      nameZh: '失业待遇',
      nameEn: 'Unemployment benefit',
      recordClasses: ['SI-5-03'],
      units: [demoUnitId('unemployment')],
      cadence: 'month',
    }),
    aClass('JD-YL', {
      parent: 'JD',
      nameZh: '养老待遇',
      nameEn: 'Pension benefit',
      recordClasses: ['SI-3-01'],
      units: [demoUnitId('pension')],
      cadence: 'ten-days',
    }),
  ],
  crosswalk: [{ fromVersion: '1986', from: 'CB-SY', to: 'JD-SY', note: '改按季度' }],
}

beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
  const [clerk, head] = [await personAt(site.app, 'han.shuning'), await personAt(site.app, 'wei.changqing')]
  for (const body of [FIRST, SECOND]) {
    const { schemeId } = (await clerk.post('/api/schemes', { body })).json<{ schemeId: string }>()
    await head.post(`/api/schemes/${schemeId}/activation`)
  }
  const admin = await personAt(site.app, 'song.anran')
  await admin.post('/api/clock', { body: { to: '2027-03-16', reason: '演示' } })
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const on = (login: DemoLogin, path: string, part: (page: Page) => Promise<void>) =>
  as(browser, { origin: site.origin, login, path }, part)

test(
  'FEA-A10 REG-18 REG-27 late, ordered, filed and closed, each at their own screen',
  { timeout: 400_000 },
  async () => {
    await on('wei.changqing', '/filing?tab=late', async (page) => {
      await page.getByRole('button', { name: '立案…' }).first().press('Enter')
      await page.getByRole('button', { name: '立案', exact: true }).press('Enter')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await page.goto('/filing?tab=cases')
      await page.getByRole('button', { name: '责令限期改正…' }).press('Enter')
      await page.getByLabel('改正期限').fill('2027-04-30')
      await page.getByLabel('改正期限').press('Enter')
      await page.getByLabel('理由').fill('责令月底前归档')
      await page.getByRole('button', { name: '责令限期改正', exact: true }).press('Enter')
      await page.getByText('已责令').waitFor()
    })
    // The case is on the section that files every ten days; its head finds the order among the tasks.
    await on('fang.mingche', '/worklist', async (page) => {
      await page.getByRole('button', { name: /^答复/ }).press('Enter')
      await page.screenshot({ path: '.everfile-test/worklist-reply.png' })
      await page.getByLabel('答复', { exact: true }).fill('已安排补归档')
      await page.getByRole('button', { name: '提交答复' }).press('Enter')
      await expect.poll(() => page.getByRole('button', { name: /^答复/ }).count()).toBe(0)
    })
    await on('shen.zhiqiu', '/filing?year=2027', async (page) => {
      await page.getByRole('button', { name: /2027-02-01 至 2027-02-28.*逾期$/ }).press('Enter')
      await page.getByLabel('备注').fill('本月无业务')
      await page.getByRole('button', { name: '填报归档完成' }).press('Enter')
      await page.getByRole('button', { name: /2027-02-01 至 2027-02-28.*逾期后归档/ }).waitFor()
    })
    const { verdict } = await verifyAll(site.site.sql, ENGINE_ID)
    expect(verdict).toBe('whole')
    expect(demoPersonId('shen.zhiqiu')).not.toBe(ENGINE_ID)
  },
)

test(
  'REG-3 the administrator renames a unit, and sets the day from which it works; the tree shows both',
  { timeout: 400_000 },
  async () => {
    await on('song.anran', '/settings?tab=structure', async (page) => {
      await page.getByLabel('变更“劳动监察科”').press('Enter')
      await page.getByRole('button', { name: '更名', exact: true }).press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('中文名称').fill('劳动保障监察大队')
      await dialog.getByLabel('拉丁字母名称').fill('Labour Inspection Brigade')
      await dialog.getByLabel('依据文件').fill('编办〔2027〕5号')
      await dialog.getByRole('button', { name: '更名', exact: true }).press('Enter')
      const former = page.getByText('曾用名：劳动监察科')
      await expect.poll(() => former.count()).toBe(1)
      await page.goto('/settings?tab=structure')
      await page.getByLabel('变更“劳动保障监察大队”').press('Enter')
      await page.getByRole('button', { name: '上线', exact: true }).press('Enter')
      const day = dialog.getByLabel('上线日', { exact: true })
      await day.fill('2027-04-01')
      await day.press('Enter')
      await dialog.getByLabel('依据文件').fill('人社办〔2027〕6号')
      await dialog.getByRole('button', { name: '上线', exact: true }).press('Enter')
      await page.getByText('2027-04-01 上线').waitFor()
    })
  },
)

test(
  'REG-17 FEA-A2 the first scheme of a line and the version after it are drafted on screen, refused row by row, put in force by another',
  { timeout: 400_000 },
  async () => {
    await on('han.shuning', '/settings?tab=structure', async (page) => {
      await page.getByRole('button', { name: '起草新系列的第一个方案…' }).press('Enter')
      const draft = page.getByRole('region', { name: '新系列的第一个方案' })
      const save = draft.getByRole('button', { name: '保存草案' })
      expect(await save.isDisabled()).toBe(true)
      await draft.getByLabel('系列代号（大写字母）').fill('RS')
      await draft.getByLabel('版本', { exact: true }).fill('2010')
      await draft.getByLabel('中文名称', { exact: true }).fill('退休人员档案')
      await draft.getByLabel('拉丁字母名称', { exact: true }).fill('Retirees')
      await draft.getByLabel('依据文件').fill('人社办〔2009〕7号')
      await draft.getByLabel('生效日').fill('2010-01-01')
      await draft.getByLabel('生效日').press('Enter')
      await draft.getByLabel('类号，第 1 行').fill('TX')
      await draft.getByLabel('中文名称，第 1 行').fill('退休人员')
      await draft.getByLabel('拉丁字母名称，第 1 行').fill('Retirees')
      await draft.getByLabel('期限表类别，第 1 行').fill('RS-99')
      await save.press('Enter')
      await draft.getByText('期限表没有这个类别').waitFor()
      await draft.getByLabel('期限表类别，第 1 行').fill('RS-02')
      await page.screenshot({ path: '.everfile-test/first-scheme.png', fullPage: true })
      await save.press('Enter')
      await page.getByRole('button', { name: 'RS 2010' }).press('Enter')
      await page.getByRole('heading', { name: /RS 2010/ }).waitFor()
      expect(await page.getByRole('button', { name: '启用', exact: true }).isEnabled()).toBe(false)
    })
    await on('wei.changqing', '/settings?tab=structure', async (page) => {
      await page.getByRole('button', { name: 'RS 2010' }).press('Enter')
      await page.getByRole('button', { name: '启用', exact: true }).press('Enter')
      await page.getByRole('button', { name: '起草下一版本…' }).waitFor()
    })
    await on('han.shuning', '/settings?tab=structure', async (page) => {
      await page.getByRole('button', { name: 'RS 2010' }).press('Enter')
      await page.getByRole('button', { name: '起草下一版本…' }).press('Enter')
      const draft = page.getByRole('region', { name: 'RS 2010 的下一版本' })
      await draft.getByLabel('版本', { exact: true }).fill('2028')
      await draft.getByLabel('依据文件').fill('人社办〔2027〕2号')
      await draft.getByLabel('生效日').fill('2028-01-01')
      await draft.getByLabel('生效日').press('Enter')
      await draft.getByRole('button', { name: '增加类别' }).press('Enter')
      await draft.getByLabel('类号，第 2 行').fill('TX-B')
      await draft.getByRole('button', { name: '移除，第 2 行' }).press('Enter')
      await draft.getByLabel('类号，第 1 行').fill('TXRY')
      await draft.getByRole('button', { name: '保存草案' }).press('Enter')
      await page.getByRole('button', { name: 'RS 2028' }).press('Enter')
      // The crosswalk says what became of the class that was renamed.
      await page.getByRole('cell', { name: '2010 TX 退休人员' }).waitFor()
    })
  },
)

const LOOKS: readonly Look[] = [
  { language: 'zh-CN', theme: 'light' },
  { language: 'en', theme: 'dark' },
]
const SCREENS: readonly (readonly [string, DemoLogin, string])[] = [
  ['filing', 'han.shuning', '/filing?year=2027'],
  ['filing-none', 'han.shuning', '/filing?year=2020'],
  ['filing-late', 'wei.changqing', '/filing?tab=late'],
  ['filing-cases', 'wei.changqing', '/filing?tab=cases'],
  ['structure', 'song.anran', '/settings?tab=structure'],
]

test.each(LOOKS)(
  'FEA-P3 the screens keep to WCAG in $language, $theme',
  { timeout: 400_000 },
  async (look) => {
    for (const [name, login, url] of SCREENS) {
      const seat = await seatOf(browser, { origin: site.origin, login, look, path: url })
      await seat.page.locator('.page-body .card, .page-body table, .page-body .state').first().waitFor()
      if (name === 'structure') await seat.page.getByRole('button', { name: /SI 2021/ }).press('Enter')
      await seat.page.waitForLoadState('networkidle')
      await seat.page.screenshot({ path: `.everfile-test/${name}-${look.language}.png`, fullPage: true })
      const { violations } = await new AxeBuilder({ page: seat.page }).analyze()
      expect(
        violations.map(({ id, nodes }) => [name, id, nodes.map(({ html }) => html).slice(0, 3)]),
      ).toEqual([])
      expect(seat.faults).toEqual([])
      await seat.close()
    }
  },
)
