import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { as, launchChromium } from '#test/support/browser.ts'
import { picturesOf } from '#test/support/pictures.ts'
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

const at = (login: DemoLogin, part: (page: Page) => Promise<void>) =>
  as(browser, { origin: site.origin, login }, part)

const NAME = '退休存量一'
/** `卷名` is no header that is known: the person says what it means, once. */
const tableOf = (...rows: readonly string[]) => {
  const lines = ['档号,卷名,类别代码,形成日期', ...rows]
  return { name: 'backlog.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`) }
}
const FIRST = 'J021-RS·1998·Y-0001,裴景行退休人事档案,RS-01,1998-02-03'
const SECOND = 'J021-RS·1998·Y-0002,姜半夏退休人事档案,RS-01,'

test(
  'FEA-A7 a backlog on the screen: its columns, a dry run with a fault, the corrected table, the import by another person, the undo',
  { timeout: 120_000 },
  async () => {
    await at('han.shuning', async (page) => {
      await page.goto('/imports')
      await page.getByRole('link', { name: '提交导入表' }).first().click()
      await handsIn(page, tableOf(FIRST, `${SECOND}1998-02-30`))
      await page.getByText('还须指定：题名').waitFor()
      await page.getByLabel('题名').selectOption({ label: 'B · 卷名' })
      await page.getByLabel('导入名称').fill(NAME)
      await page.getByLabel('形成单位').last().selectOption({ label: '养老保险科' })
      await picturesOf(page, 'import-columns')
      await page.getByRole('button', { name: '提交检查' }).click()
      const fault = page.getByRole('row', { name: /0002/ })
      await fault.getByText('形成日期：不是有效日期').waitFor()
      await picturesOf(page, 'import-checked')
      await page.getByRole('link', { name: '提交更正后的表' }).click()
      await handsIn(page, tableOf(FIRST, `${SECOND}1998-02-28`))
      await page.getByText('沿用同样表头上次的对应').waitFor()
      expect(await page.getByLabel('题名').inputValue()).toBe('1')
      await page.getByRole('button', { name: '提交检查' }).click()
      await page.getByText('所有行都可以导入').waitFor()
    })
    await at('wei.changqing', async (page) => {
      await page.goto('/imports')
      await page.getByRole('link', { name: NAME }).first().click()
      await page.getByRole('button', { name: '批准导入' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(/以确认$/).fill(NAME)
      await dialog.getByRole('button', { name: '导入 2 行' }).click()
      await stateIs(page, '已完成')
      await picturesOf(page, 'import-finished')
      await page.getByRole('link', { name: '查看档案' }).click()
      await page.getByRole('link', { name: '裴景行退休人事档案' }).waitFor()
      await page.goBack()
      await page.getByRole('button', { name: '撤回导入' }).click()
      await dialog.getByLabel(/以确认$/).fill(NAME)
      await dialog.getByLabel('理由').fill('列对应有误')
      await dialog.getByRole('button', { name: '撤回 2 件' }).click()
      await stateIs(page, '已撤回')
    })
  },
)

async function handsIn(page: Page, file: ReturnType<typeof tableOf>): Promise<void> {
  await page.getByLabel('选择 CSV 或 XLSX 文件').setInputFiles(file)
  await page.getByRole('heading', { name: '列的含义' }).waitFor()
}

async function stateIs(page: Page, state: string): Promise<void> {
  await page.locator('.title .tag', { hasText: state }).waitFor()
}
