import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoCellBarcode } from '#db/seed/demo-shelves.ts'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { openTask, placeOf } from '#test/support/actors.ts'
import { as, launchChromium } from '#test/support/browser.ts'
import { claim, openGroup, walkTo } from '#test/support/desk.ts'
import { approves, brings, CLERK, engineDeps, HEAD, settled } from '#test/support/imports.ts'
import { fileHandedOver, fileToArrange } from '#test/support/paper-files.ts'
import { aPdf } from '#test/support/documents.ts'
import { aPdfOfPictures, asJpeg } from '#test/support/scan-pdfs.ts'
import { aScan, type Scan } from '#test/support/scans.ts'
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
const MACHINE_MS = 90_000
const TITLE = '周明远失业保险待遇案卷'

const image = async (name: string, scan: Scan = {}) => ({
  name,
  mimeType: 'image/tiff',
  buffer: await aScan(scan),
})

test(
  'REG-21 a contents list is typed, pasted and put right by keyboard before the file is arranged',
  { timeout: 600_000 },
  async () => {
    const recordId = await fileToArrange(site.site, TITLE)
    await openTask(site.site, recordId, 'arrange')
    await at('shen.zhiqiu', async (page) => {
      await openGroup(page)
      await claim(page)
      await page.getByLabel('第 1 行题名').fill('失业登记表')
      await page.getByLabel('第 1 行日期').fill('2016-03-02')
      await page.getByLabel('第 1 行止页').press('Tab')
      // The next row is there, and begins on the next page.
      await expect.poll(() => page.getByLabel('第 2 行起页').inputValue()).toBe('2')
      expect(await page.getByLabel('第 2 行题名').evaluate((cell) => cell === document.activeElement)).toBe(
        true,
      )
      await paste(page, '核定表\t失业保险科\t示失〔2016〕3号\t2016/3/5\t3-4\n银行回单\t\t\t2016年3月8日\t5')
      await page.getByText('页号空缺：应从 2 起，写的是 3').waitFor()
      expect(await page.getByRole('button', { name: '保存目录' }).isDisabled()).toBe(true)
      await page.getByLabel('第 2 行起页').fill('2')
      await page.getByText('页号空缺').waitFor({ state: 'detached' })
      await page.getByLabel('总页数').fill('6')
      await page.getByText('目录到第 5 页，清点是 6 页').waitFor()
      await page.getByLabel('总页数').fill('5')
      await page.getByText('页号连续').waitFor()
      await page.getByRole('button', { name: '保存目录' }).click()
      await page.getByText('目录已保存').waitFor()
      await page.keyboard.press('e')
      await walkTo(page, '立卷归档')
    })
    expect(await placeOf(site.site, 'record', recordId)).toBe('file')
  },
)

/** What a spreadsheet leaves on the clipboard, put into the cell that has the cursor. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((block) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', block)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
  }, text)
}

test(
  'REQ-46 REG-16 REG-21 REG-22 REG-39 FEA-F1 FEA-F4 FEA-G1 FEA-G6 FEA-G10 scanner, checker, binder and keeper bring a file to its shelf, back from the machine and from quality',
  { timeout: 600_000 },
  async () => {
    const title = '林书瑶失业保险待遇案卷'
    const recordId = await fileHandedOver(site.site, { title })
    await openTask(site.site, recordId, 'scan')
    await at('ning.yue', async (page) => {
      await opens(page, title)
      await adds(page, [
        await image('10.tif'),
        await image('2.tif', { skewDegrees: 4.5 }),
        await image('1.tif'),
      ])
      await submits(page)
      // The machine sends it back, and says of which page and why.
      await opensAgain(page, title)
      await page.locator('.page-grid li.faulty', { hasText: '倾斜' }).waitFor()
      expect(await page.locator('.page-grid li.faulty').count()).toBe(1)
      await rescans(page, 2)
    })
    await at('meng.qingyao', async (page) => {
      await opensAgain(page, title)
      await page.keyboard.press('c')
      await page.getByRole('button', { name: /合格/ }).waitFor()
      await page.locator('img.paper-image').waitFor()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowRight')
      await page.getByText('第 3 / 3 页').waitFor()
      await page.keyboard.press('4')
      await page.getByRole('button', { name: '4 模糊', pressed: true }).waitFor()
      expect(await page.getByRole('button', { name: /合格/ }).isDisabled()).toBe(true)
      await page.keyboard.press('b')
      const dialog = page.getByRole('dialog')
      expect(await dialog.getByLabel('理由').inputValue()).toBe('第 3 页 模糊')
      await dialog.getByRole('button', { name: '退回 1 页' }).click()
      await page.waitForURL('**/digitisation')
    })
    await at('ning.yue', async (page) => {
      await opensAgain(page, title)
      await page.locator('.page-grid li.faulty', { hasText: '模糊' }).waitFor()
      await rescans(page, 3)
    })
    await at('meng.qingyao', async (page) => {
      await opensAgain(page, title)
      await page.keyboard.press('c')
      await page.getByRole('button', { name: /合格/ }).waitFor()
      await page.getByText(/上次退回/).waitFor({ state: 'detached' })
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await page.getByText('上次退回：模糊').waitFor()
      await page.getByText('已看 3 / 3 页').waitFor()
      await page.keyboard.press('a')
      await page.waitForURL('**/digitisation')
    })
    await openTask(site.site, recordId, 'bind')
    await at('ding.bowen', async (page) => {
      await openGroup(page)
      await claim(page)
      await page.getByLabel('实物').fill('2')
      await page.getByText('页数不一致：请核对').waitFor()
      await page.getByLabel('实物').fill('3')
      await page.getByText('三数一致，可以装订。').waitFor()
      await page.locator('.task-actions .ant-btn-primary').click()
      await page.locator('.queue-row').waitFor({ state: 'detached' })
    })
    await openTask(site.site, recordId, 'shelve')
    await at('cen.yuhe', async (page) => {
      await shelves(page, demoCellBarcode(1, 2))
      await moves(page, { title, from: demoCellBarcode(1, 2), to: demoCellBarcode(2, 3) })
      await seesItAll(page, recordId)
    })
  },
)

/** By the queue of the digitisation desk, as soon as the file has come back to it. */
async function opens(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: '数字化' }).click()
  await page.locator('.lane-row', { hasText: title }).click()
  await page.locator('.task-actions .ant-btn, .station').first().waitFor()
  if (await page.locator('.task-actions .ant-btn-primary', { hasText: '领取' }).isVisible()) await claim(page)
}

async function opensAgain(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: '数字化' }).click()
  await page.locator('.lane-row', { hasText: title }).waitFor({ timeout: MACHINE_MS })
  await opens(page, title)
}

type Image = Awaited<ReturnType<typeof image>>

/** However they were chosen, they come in the order of their names. */
async function adds(page: Page, files: readonly Image[]): Promise<void> {
  await page.locator('.drop-zone input').setInputFiles([...files])
  await expect.poll(() => page.locator('.upload-queue .tag.ok').count()).toBe(files.length)
  expect(await page.locator('.upload-queue .clip').allInnerTexts()).toEqual(['1.tif', '2.tif', '10.tif'])
  await page.getByRole('button', { name: `加入 ${files.length} 页` }).click()
  await expect.poll(() => page.locator('.page-grid > li').count()).toBe(files.length)
  await page.getByText('页数一致').waitFor()
}

async function submits(page: Page): Promise<void> {
  await page.keyboard.press('e')
  await page.locator('.queue-row').waitFor({ state: 'detached' })
}

/**
 * The scanner's PDF of one new page goes to the page that was found faulty, without a number being typed; one that is no scan says
 * why beside its name.
 */
async function rescans(page: Page, faulty: number): Promise<void> {
  const pdf = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer })
  const input = page.locator('.drop-zone input')
  await input.setInputFiles([pdf('说明.pdf', await aPdf({ pages: 1 }))])
  await page.getByText('PDF 中有一页不是扫描图像 · 页号：1').waitFor({ timeout: MACHINE_MS })
  await page.getByRole('button', { name: '移除 说明.pdf' }).click()
  await input.setInputFiles([
    pdf(`重扫${faulty}.pdf`, aPdfOfPictures([{ pictures: [await asJpeg(await aScan())] }])),
  ])
  const number = page.getByLabel(`重扫${faulty}-001.jpg 的页号`)
  await expect.poll(() => number.inputValue()).toBe(String(faulty))
  await page.locator('.upload-queue .tag.ok').waitFor()
  await page.getByRole('button', { name: '加入 1 页' }).click()
  await page.locator('.upload-queue').waitFor({ state: 'detached' })
  await page.locator('.page-grid li.faulty').waitFor({ state: 'detached' })
  await submits(page)
}

/** The scanner in the hand types and ends with Enter; nothing else is touched. */
async function scansBarcode(page: Page, barcode: string): Promise<void> {
  await page.keyboard.type(barcode)
  await page.keyboard.press('Enter')
}

async function shelves(page: Page, barcode: string): Promise<void> {
  await openGroup(page)
  await claim(page)
  await page.locator('#task-title', { hasText: '上架' }).waitFor()
  const field = page.getByLabel('架位条码')
  await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true)
  await scansBarcode(page, 'K9-99-99')
  await page.getByText('没有这个条码的架位').waitFor()
  await scansBarcode(page, barcode)
  await page.locator('.cell-card', { hasText: '空 20 / 20' }).waitFor()
  await page.locator('.task-actions .ant-btn-primary').click()
  await page.locator('.queue-row').waitFor({ state: 'detached' })
}

interface Moving {
  readonly title: string
  readonly from: string
  readonly to: string
}

async function moves(page: Page, { title, from, to }: Moving): Promise<void> {
  await page.getByRole('link', { name: '库房' }).click()
  const field = page.getByLabel('扫架位条码，或输入档号、题名')
  await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true)
  await scansBarcode(page, from)
  await page.locator('.cell-files li', { hasText: title }).getByRole('button', { name: '移架…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('架位条码').fill(to)
  await dialog.getByLabel('理由').fill('一号架漏水')
  await dialog.getByRole('button', { name: `移到 ${to}` }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('这一格是空的。').waitFor()
  await page.locator('.cell', { hasText: to }).filter({ hasText: '空 19 / 20' }).click()
  await page.locator('.cell-files li', { hasText: title }).waitFor()
}

async function seesItAll(page: Page, recordId: string): Promise<void> {
  await page.goto(`/records/${recordId}?tab=contents`)
  await page.locator('.entry', { hasText: '失业保险待遇核定表' }).getByLabel('第 3 页').click()
  await page.getByText('第 3 / 3 页').waitFor()
  const side = page.locator('.paper-side')
  await side.getByText(demoCellBarcode(2, 3)).waitFor()
  await side.getByText('一号架漏水').waitFor()
  await side.getByText('孟清瑶 退回补扫').waitFor()
  await side.getByText('孟清瑶 质检合格').waitFor()
  await side.getByRole('link', { name: /盒签/ }).waitFor({ timeout: MACHINE_MS })
}

/** Two boxes of a backlog, imported and started: in the keep phase, and in no cell. */
async function backlogOfTwo(): Promise<readonly [string, string]> {
  const headers = ['档号', '题名', '类别代码', '形成日期']
  const codes = ['J021-RS·1998·Y-0101', 'J021-RS·1998·Y-0102'] as const
  const lines = codes.map((code, index) => `${code},退休人员档案第${index + 1}卷,RS-02,1998-05-04`)
  const body = Buffer.from([headers.join(','), ...lines].join('\n'))
  const id = await brings(site.site, site.store, { login: CLERK, body, headers })
  if (typeof id !== 'string') throw new Error(id.code)
  const deps = engineDeps(site.site, site.store)
  await approves(site.site, HEAD, await settled(deps, id))
  await settled(deps, id)
  return codes
}

test(
  'FEA-G1 boxes of a backlog are put away with the scanner alone, a slip is put right, and the list of paper without a place grows empty',
  { timeout: 300_000 },
  async () => {
    const [first, second] = await backlogOfTwo()
    const cell = demoCellBarcode(1, 4)
    await at('cen.yuhe', async (page) => {
      await page.goto('/store?tab=unplaced')
      await page.locator('.data-table tbody tr').nth(1).waitFor()
      for (const [code, barcode] of [
        [first, 'K9-99-99'],
        [first, cell],
        [first, cell],
        [second, cell],
      ] as const) {
        await scansBarcode(page, code)
        await scansBarcode(page, barcode)
      }
      const put = page.getByRole('list', { name: '刚上架的' }).getByRole('listitem')
      await put.nth(3).getByText('没有这个条码的架位').waitFor()
      await page.getByText('纸质档案都有架位').waitFor()
      await put.first().getByRole('button', { name: '移架…' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('架位条码').fill(demoCellBarcode(1, 5))
      await dialog.getByLabel('理由').fill('放错一格')
      await dialog.getByRole('button', { name: '移到' }).click()
      await put
        .first()
        .getByText(`${demoCellBarcode(1, 5)} 第 1 位`)
        .waitFor()
    })
    const standing = await site.site.admin<{ barcode: string }[]>`
      select p.barcode from placement p join record r on r.id = p.subject_id
      where r.archival_code in (${first}, ${second}) and p.freed_at is null order by r.archival_code`
    expect(standing.map(({ barcode }) => barcode)).toEqual([cell, demoCellBarcode(1, 5)])
  },
)
