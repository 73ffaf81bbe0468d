import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { releaseTask } from '#domain/acts/claim-task.ts'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { actorOn, openTask, placeOf } from '#test/support/actors.ts'
import { as, launchChromium } from '#test/support/browser.ts'
import { claim, openGroup, selected, walkTo } from '#test/support/desk.ts'
import { handInOver } from '#test/support/hand-in.ts'
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
const on = (login: DemoLogin, path: string, part: (page: Page) => Promise<void>) =>
  as(browser, { origin: site.origin, login, path }, part)

async function handIn(...titles: readonly string[]): Promise<readonly string[]> {
  const ids = await Promise.all(
    titles.map((title) => handInOver(site.origin, { title, formedOn: '2024-03-02' })),
  )
  for (const id of ids) await openTask(site.site, id, 'arrange')
  return ids
}

/** Narrows the queue by its filter until only these words are left. */
async function narrow(page: Page, words: string, rows: number): Promise<void> {
  await page.getByRole('button', { name: /^筛选/ }).click()
  await page.getByRole('textbox', { name: '题名或档号的任意部分' }).fill(words)
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.queue-row').count()).toBe(rows)
}

test('FEA-C10 a half-filled form is there again in another browser', async () => {
  await handIn('草稿一号失业保险待遇核定材料')
  await at('shen.zhiqiu', async (page) => {
    await openGroup(page)
    await narrow(page, '草稿一号', 1)
    await claim(page)
    await page.getByLabel('说明', { exact: true }).fill('第三页缺章，已催办')
    await page.getByText(/草稿已存/).waitFor()
  })
  await at('shen.zhiqiu', async (page) => {
    await page.getByText(/草稿已存/).waitFor()
    await expect.poll(() => page.getByLabel('说明', { exact: true }).inputValue()).toBe('第三页缺章，已催办')
    expect(page.url()).not.toContain('草稿')
  })
})

test(
  'FEA-C3 a task goes to a colleague, whose bell rings, and comes back',
  { timeout: 400_000 },
  async () => {
    await handIn('委托一号失业保险待遇核定材料')
    await at('shen.zhiqiu', async (page) => {
      await openGroup(page)
      await narrow(page, '委托一号', 1)
      await claim(page)
      await page.getByRole('button', { name: '委托…' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('交给').selectOption({ label: '尹鹤鸣 · 失业保险科' })
      expect(await dialog.getByRole('button', { name: '委托', exact: true }).isDisabled()).toBe(true)
      await dialog.getByLabel('理由').fill('明日外出核查')
      await dialog.getByRole('button', { name: '委托', exact: true }).click()
      await dialog.waitFor({ state: 'hidden' })
      await page.getByRole('link', { name: /我委托的/ }).waitFor()
    })
    await at('yin.heming', async (page) => {
      await page.getByRole('button', { name: /条未读/ }).click()
      await page.getByText('沈知秋 委托给您').click()
      await page.locator('#task-title', { hasText: '委托一号' }).waitFor()
      await page.getByText('沈知秋 委托').first().waitFor()
      await page.getByRole('button', { name: '交回' }).click()
    })
    await at('shen.zhiqiu', async (page) => {
      await walkTo(page, '整理')
      await page.getByRole('button', { name: /条未读/ }).waitFor()
    })
  },
)

test(
  'REQ-28 FEA-C8 ticked rows are done with one form, and each has its verdict',
  { timeout: 400_000 },
  async () => {
    const titles = ['批量甲失业保险待遇核定材料', '批量乙失业保险待遇核定材料', '批量丙失业保险待遇核定材料']
    const ids = await handIn(...titles)
    await at('shen.zhiqiu', async (page) => {
      await openGroup(page)
      await narrow(page, '批量', 3)
      for (const title of titles) await page.getByRole('checkbox', { name: `勾选 ${title}` }).check()
      await page.getByRole('button', { name: '批量完成…' }).click()
      const dialog = page.getByRole('dialog')
      // A colleague is quicker with one of them: that row fails alone, and is tried again alone.
      const taken = await openTask(site.site, ids[1] ?? '', 'arrange')
      const colleague = actorOn(site.site, 'yin.heming')
      await colleague.claim(taken)
      await dialog.getByRole('button', { name: '完成 3 条' }).click()
      await expect.poll(() => dialog.locator('.bulk-rows .tag.over').count()).toBe(1)
      await dialog.locator('.bulk-rows .fault').waitFor()
      await colleague.act({ task: taken }, (facts) => releaseTask(facts, { taskId: taken }))
      await dialog.getByRole('button', { name: '重试失败的 1 条' }).click()
      await dialog.getByText('3 条全部完成').waitFor()
      await expect.poll(() => dialog.locator('.bulk-rows .tag.ok').count()).toBe(3)
      await dialog.getByRole('button', { name: '取消' }).click()
    })
    for (const id of ids) expect(await placeOf(site.site, 'record', id)).toBe('file')
  },
)

test('FEA-O5 the list on the screen is taken away as a file', async () => {
  await handIn('导出一号失业保险待遇核定材料')
  await at('shen.zhiqiu', async (page) => {
    await openGroup(page)
    await narrow(page, '导出一号', 1)
    await page.getByRole('button', { name: '导出' }).first().click()
    const coming = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'CSV 文件' }).click()
    const file = await coming
    expect(file.suggestedFilename()).toBe('任务.csv')
    const text = await readFile(await file.path(), 'utf8')
    expect(text.startsWith('\uFEFF步骤,题名')).toBe(true)
    expect(text.trimEnd().split('\r\n')).toHaveLength(2)
    expect(text).toContain('导出一号')
  })
})

test('FEA-C14 the lifecycle is a picture, and says the same in words', async () => {
  const [id = ''] = await handIn('流程一号失业保险待遇核定材料')
  await on('shen.zhiqiu', `/records/${id}?tab=course`, async (page) => {
    await page.getByRole('figure', { name: /流程图/ }).waitFor()
    await page.locator('.course-step.now', { hasText: '整理' }).waitFor()
    expect(await page.locator('.course-words li[aria-current="step"]').innerText()).toContain('整理')
    expect(await page.locator('.course-words li').count()).toBe(await page.locator('.course-step').count())
  })
})

test('FEA-C11 what one says beside the work tells a colleague', async () => {
  await handIn('留言一号失业保险待遇核定材料')
  await at('shen.zhiqiu', async (page) => {
    await openGroup(page)
    await narrow(page, '留言一号', 1)
    expect(await selected(page)).toContain('留言一号')
    await page.getByRole('textbox', { name: '写留言' }).fill('缺银行回单，请补')
    await page.getByLabel('提醒谁').selectOption({ label: '郭怀远 · 失业保险科' })
    await page.getByRole('button', { name: '留言', exact: true }).click()
    await page.locator('.comment-text', { hasText: '缺银行回单' }).waitFor()
  })
  await at('guo.huaiyuan', async (page) => {
    await page.getByRole('button', { name: /条未读/ }).click()
    await page.getByText('沈知秋 在留言中提到您').waitFor()
  })
})
