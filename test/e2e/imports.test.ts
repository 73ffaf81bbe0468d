import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { as, launchChromium } from '#test/support/browser.ts'
import { picturesOf } from '#test/support/pictures.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'

let site: ServedSite
let browser: Browser
const folder = mkdtempSync(join(tmpdir(), 'everfile-folder-'))
beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = (login: DemoLogin, part: (page: Page) => Promise<void>) =>
  as(browser, { origin: site.origin, login }, part)

const NAME = '退休存量一'
/** `卷名` is no header that is known: the person says what it means, once. */
const tableOf = (...rows: readonly string[]) => {
  const lines = ['档号,卷名,类别代码,形成日期,文件名', ...rows]
  return { name: 'backlog.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`) }
}
const FIRST = 'J021-RS·1998·Y-0001,裴景行退休人事档案,RS-01,1998-02-03'
const SECOND = 'J021-RS·1998·Y-0002,姜半夏退休人事档案,RS-01,'

test(
  'REQ-60 REG-3 FEA-A7 a backlog on the screen: its columns, a dry run with a fault, the corrected table with a folder, the import by another person, the undo',
  { timeout: 120_000 },
  async () => {
    await at('han.shuning', async (page) => {
      await page.goto('/imports')
      await page.getByRole('link', { name: '提交导入表' }).first().click()
      await handsIn(page, tableOf(`${FIRST},`, `${SECOND}1998-02-30,`))
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
      await handsIn(page, tableOf(`${FIRST},登记表.txt`, `${SECOND}1998-02-28,调令.txt`))
      await page.getByText('沿用同样表头上次的对应').waitFor()
      expect(await page.getByLabel('题名').inputValue()).toBe('1')
      await choosesFolder(page, '登记表.txt')
      await drops(page, '调令.txt')
      await page.getByText('已上传 2 / 2 个文件').waitFor()
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
      await page.getByRole('region', { name: '进度' }).getByText('2 / 2 行').waitFor()
      await picturesOf(page, 'import-finished')
      expect(await filesOfRecords()).toEqual(['登记表.txt', '调令.txt'])
      await page.getByRole('link', { name: '查看档案' }).click()
      await page.getByRole('link', { name: '裴景行退休人事档案' }).waitFor()
      await page.goBack()
      await page.getByRole('button', { name: '撤回导入' }).click()
      await dialog.getByLabel(/以确认$/).fill(NAME)
      await dialog.getByLabel('理由').fill('列对应有误')
      await dialog.getByRole('button', { name: '撤回 2 件' }).click()
      await stateIs(page, '已撤回')
      expect(await site.site.admin`select distinct place_step from record`).toEqual([
        { place_step: 'withdrawn' },
      ])
    })
  },
)

async function handsIn(page: Page, file: ReturnType<typeof tableOf>): Promise<void> {
  await page.getByLabel('选择 CSV 或 XLSX 文件').setInputFiles(file)
  await page.getByRole('heading', { name: '列的含义' }).waitFor()
}

/** A folder of a folder, as somebody chooses it in the browser's own dialog. */
async function choosesFolder(page: Page, name: string): Promise<void> {
  mkdirSync(join(folder, '1998'))
  writeFileSync(join(folder, '1998', name), '退休人员登记表')
  await page.getByLabel('选择文件夹').setInputFiles(folder)
  await page.getByText('已上传 1 / 1 个文件').waitFor()
}

async function drops(page: Page, name: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle((of) => {
    const data = new DataTransfer()
    data.items.add(new File(['工作调动令'], of, { type: 'text/plain' }))
    return data
  }, name)
  await page.locator('.drop-place').last().dispatchEvent('drop', { dataTransfer })
}

/** Of the records, once their inspection has ended: until then the undo would leave them as touched. */
async function filesOfRecords(): Promise<readonly string[]> {
  await expect
    .poll(async () => (await site.site.admin`select 1 from job where state = 'running'`).length)
    .toBe(0)
  const rows = await site.site.admin<{ name: string }[]>`
    select u.name from upload u join record r on r.id = u.taken_by order by r.archival_code`
  return rows.map(({ name }) => name)
}

async function stateIs(page: Page, state: string): Promise<void> {
  await page.locator('.title .tag', { hasText: state }).waitFor()
}
