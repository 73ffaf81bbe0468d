import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { actorOn } from '#test/support/actors.ts'
import { as, launchChromium } from '#test/support/browser.ts'
import { claimOnList } from '#test/support/desk.ts'
import {
  aDueRecord,
  aKeptRecord,
  aList,
  arrivesAt,
  concludedList,
  giveOpinions,
} from '#test/support/lives.ts'
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

const on = (login: DemoLogin, path: string, part: (page: Page) => Promise<void>) =>
  as(browser, { origin: site.origin, login, path }, part)

test(
  'FEA-B21 the compiler draws a sample of a class, and the second person keeps it for ever',
  { timeout: 120_000 },
  async () => {
    const stage = { site: site.site, engine: site.engine }
    const ids = await Promise.all([aDueRecord(stage), aDueRecord(stage)])
    const listId = await aList(stage, ids)
    await actorOn(site.site, 'han.shuning').does(listId, 'compile', { outcome: 'sealed', form: {} })
    await on('han.shuning', `/disposal/${listId}`, async (page) => {
      await page.getByRole('button', { name: '抽样留存…' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('2 件中取 1 件').waitFor()
      expect(await dialog.getByRole('radio', { name: '逐件选定' }).isDisabled()).toBe(true)
      await dialog.getByRole('textbox', { name: '理由' }).fill('失业待遇核定典型材料')
      await dialog.getByRole('button', { name: '留存 1 件作样本' }).click()
      await page.getByRole('region', { name: '留存样本' }).getByText('待核准 1 件').waitFor()
    })
    await giveOpinions(stage, { listId, recordIds: ids })
    await on('wei.changqing', `/disposal/${listId}`, async (page) => {
      await claimOnList(page)
      await answersTicked(page, '同意')
      await page.getByRole('button', { name: '核准 1 件' }).click()
      await page.getByText('留作样本 魏长青 核准').waitFor()
    })
  },
)

test(
  'REQ-17 REQ-6 a second person returns a longer term and then authorises it, and confirms a rule of one file',
  { timeout: 200_000 },
  async () => {
    const stage = { site: site.site, engine: site.engine }
    const [kept, ...ids] = await Promise.all([aKeptRecord(stage), aDueRecord(stage), aDueRecord(stage)])
    const [longer] = ids
    const verdict = { recordId: longer, verdict: 'extend' as const, years: 30, reason: '仍有查考价值' }
    const listId = await concludedList(stage, ids, { business: [verdict] })
    await on('wei.changqing', `/disposal/${listId}`, async (page) => {
      await answersTicked(page, '不同意')
      await page.getByRole('textbox', { name: '理由' }).fill('副本已进馆')
      await page.getByRole('button', { name: '办结，退回 1 件' }).click()
      await page.getByText('魏长青 不同意：副本已进馆').waitFor()
    })
    await actorOn(site.site, 'xu.wenbo').does(listId, 'opinions', {
      slot: 'business',
      outcome: 'given',
      form: { opinion: '近年多次查用' },
      verdicts: [verdict],
    })
    await on('wei.changqing', `/disposal/${listId}`, async (page) => {
      await answersTicked(page, '同意')
      await page.getByRole('button', { name: '核准 1 件' }).click()
      await page.getByText('魏长青 核准').waitFor()
    })
    await arrivesAt(site.site, 'disposal_list', listId, 'file-for-record')
    await on('wei.changqing', `/records/${longer}?tab=retention`, async (page) => {
      await page.getByText(/许文博提议延长，魏长青 .* 核准/).waitFor()
    })

    await on('han.shuning', `/records/${kept}?tab=retention`, async (page) => {
      await page.getByRole('button', { name: '提议单独期限…' }).click()
      await page.getByRole('spinbutton').fill('30')
      await page.getByRole('dialog').getByRole('textbox').fill('涉及长期信访')
      await page.getByRole('button', { name: '提议', exact: true }).click()
      await page.getByText('待第二人核准').waitFor()
      expect(await page.getByRole('button', { name: '核准', exact: true }).isDisabled()).toBe(true)
    })
    await on('wei.changqing', `/records/${kept}?tab=retention`, async (page) => {
      await page.getByRole('button', { name: '核准', exact: true }).click()
      await page.getByText('单独期限优先于类别规则').first().waitFor()
    })
  },
)

/** Ticks every row that waits, and gives all of them one answer. */
async function answersTicked(page: Page, answer: '同意' | '不同意'): Promise<void> {
  await claimOnList(page)
  await page.getByRole('checkbox', { name: '全选' }).check()
  await page.getByRole('button', { name: answer, exact: true }).click()
}
