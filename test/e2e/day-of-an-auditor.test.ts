import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { makeCheckpoint } from '#db/checkpoints.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { signingKeyOf } from '#db/signing.ts'
import { actorOn, openTask } from '#test/support/actors.ts'
import { as, launchChromium } from '#test/support/browser.ts'
import { handInOver } from '#test/support/hand-in.ts'
import { moveClockTo } from '#test/support/lives.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'

const run = promisify(execFile)
const VERIFIER = fileURLToPath(new URL('../../scripts/verify-evidence.mjs', import.meta.url))
const TITLE = '周明远失业保险待遇核定材料'
const FILED_ON = '2027-06-01'

let site: ServedSite
let browser: Browser
let recordId: string
beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
  recordId = await handInOver(site.origin, { title: TITLE, formedOn: '2024-03-02' })
  await openTask(site.site, recordId, 'arrange')
  const archivist = actorOn(site.site, 'shen.zhiqiu')
  await archivist.does(recordId, 'arrange', { outcome: 'arranged', form: { pages: 2 } })
  await moveClockTo(site.site, plainDate(FILED_ON))
  await archivist.does(recordId, 'file', { outcome: 'filed', form: { classCode: 'SI-5-03' } })
  await openTask(site.site, recordId, 'appraise')
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const asAuditor = (part: (page: Page) => Promise<void>) =>
  as(browser, { origin: site.origin, login: 'duan.jingxing' }, part)

test(
  'FEA-L2 FEA-L5 FEA-L7 PRM-5 an auditor finds an act, sees the record as it was, and takes the proof away',
  { timeout: 400_000 },
  async () => {
    await asAuditor(async (page) => {
      await page.getByRole('link', { name: '审计' }).click()
      await comparesTwoDaysOfTheSite(page)
      await findsTheFiling(page)
      await seesTheRecordAsItWas(page)
    })
    await asAuditor(takesTheProofAway)
  },
)

/** What the founding of the site made, in words; and from the first day on nothing was changed. */
async function comparesTwoDaysOfTheSite(page: Page): Promise<void> {
  await page.goto('/audit?stream=site&type=site.created')
  await page.locator('main tbody button').first().click()
  await page.getByRole('link', { name: '对比任意两天' }).click()
  const differences = page.locator('.change-table')
  await differences.getByText('单位 失业保险科').first().waitFor()
  await page.getByRole('button', { name: /^全宗（\d+）$/ }).click()
  await expect.poll(() => differences.getByText('单位 失业保险科').count()).toBe(0)
  await page.getByLabel('截至').fill(FILED_ON)
  await page.getByLabel('截至').press('Enter')
  await page.getByText('没有字段不同').waitFor()
  await page.getByRole('button', { name: '返回审计' }).click()
}

async function findsTheFiling(page: Page): Promise<void> {
  await page.getByLabel('题名或档号').fill(TITLE)
  await page.getByLabel('题名或档号').press('Enter')
  await page.waitForURL(/q=/)
  await page.getByRole('button', { name: /归档，档号 J021/ }).click()
  const act = page.getByRole('complementary', { name: '操作' })
  await act.locator('tr', { hasText: '档号' }).getByText(/J021-/).waitFor()
  await act.getByText('沈知秋').first().waitFor()
  await act.getByText(`（站点日期 ${FILED_ON}）`).waitFor()
  await act.getByRole('link', { name: `查看 ${FILED_ON} 的原貌` }).click()
  await page.waitForURL('**/replay**')
}

/** Back to the first day by the keyboard, then both days beside each other. */
async function seesTheRecordAsItWas(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1, name: `回放：${TITLE}` }).waitFor()
  await page.locator('main').getByText(/J021-/).first().waitFor()
  await page.getByLabel('发生过事件的日期').focus()
  await page.keyboard.press('Home')
  await expect.poll(() => page.locator('main').getByText(/J021-/).count()).toBe(0)
  await page.getByLabel('对比').fill(FILED_ON)
  await page.getByLabel('对比').press('Enter')
  const differences = page.locator('.change-table').first()
  await differences.locator('tr', { hasText: '档号' }).getByText(/J021-/).waitFor()
}

/** What is downloaded proves itself with a program that knows nothing of the site. */
async function takesTheProofAway(page: Page): Promise<void> {
  await page.goto(`/audit?q=${encodeURIComponent(TITLE)}`)
  await page.getByRole('button', { name: /归档，档号 J021/ }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: '证据包（ZIP）' }).click()
  const path = await (await download).path()
  const folder = await mkdtemp(join(tmpdir(), 'evidence-'))
  try {
    await run('python3', ['-m', 'zipfile', '-e', path, folder])
    const [inside = ''] = await readdir(folder)
    const { stdout } = await run(process.execPath, [VERIFIER, join(folder, inside)])
    expect(stdout).not.toBe('')
  } finally {
    await rm(folder, { recursive: true })
  }
}

test(
  'REQ-58 PRM-5 FLT-11 an auditor verifies the whole site on the screen, and a changed row is found in front of them',
  { timeout: 400_000 },
  async () => {
    await makeCheckpoint({
      sql: site.site.sql,
      store: site.store,
      engineId: ENGINE_ID,
      siteMode: 'test',
      signingKey: signingKeyOf(site.site.config.signingKey ?? ''),
    })
    await asAuditor(async (page) => {
      await page.goto('/audit?tab=verification')
      await page.getByRole('button', { name: '开始验证' }).click()
      const verdict = page.locator('.audit-verification .card').first()
      await verdict.getByText('完整', { exact: true }).waitFor()
      await retitle('改过的题名')
      await page.getByRole('button', { name: '再次验证' }).click()
      await verdict.getByText('有问题', { exact: true }).waitFor()
      await verdict.getByText('数据与历史不一致').first().waitFor()
      await retitle(TITLE)
      await page.getByRole('button', { name: '再次验证' }).click()
      await verdict.getByText('完整', { exact: true }).waitFor()
      await page.getByRole('tab', { name: '检查点' }).click()
      await page.getByRole('button', { name: '检查点 1' }).click()
      expect(await page.getByRole('dialog').locator('pre').innerText()).toMatch(/\S+\n\d+\n/)
    })
  },
)

/** Past the gate, as no person of the product can. */
async function retitle(title: string): Promise<void> {
  await site.site.admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx`update record set title = ${title} where id = ${recordId}`
  })
}

test(
  'REG-9 FEA-H7 an auditor sees who looked at what and who was refused, their own look included',
  { timeout: 400_000 },
  async () => {
    await as(browser, { origin: site.origin, login: 'he.jingyi' }, async (page) => {
      await page.goto(`/records/${recordId}`)
      await page.getByText('没有您可见的这项内容').first().waitFor()
    })
    await asAuditor(async (page) => {
      await page.goto('/audit?tab=access&result=refused')
      const rows = page.locator('main tbody tr')
      await expect.poll(() => rows.filter({ hasText: '何静仪' }).count()).toBeGreaterThan(0)
      await page.goto('/audit?tab=access')
      await rows.filter({ hasText: '段景行' }).filter({ hasText: '查阅日志' }).first().waitFor()
    })
  },
)
