import type { Page } from 'playwright-core'
import { GivingPageView } from '#api/contract/givings.ts'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { WHOLE_BACKLOG } from './stage-backlog.ts'
import { NUMBER_AT_THE_WINDOW, PURPOSE_AT_THE_WINDOW } from './stage-proposals.ts'
import { settle } from './studio.ts'

/** A screen of the product, as the person whose screen it is. */
export interface Screen {
  readonly name: string
  readonly who: DemoLogin
  readonly at: string
  /** A list of the API whose first entry's id stands for `:id` in the address; one that is empty spoils the picture. */
  readonly of?: string
  /** What to do before the picture. */
  readonly first?: (page: Page) => Promise<void>
  readonly isAlsoWide?: true
}

const HELD = { who: 'han.shuning', of: '/api/records?state=held', at: '/records/:id' } as const

/** The record for which the stage proposes a rule of its own. */
const KEPT = { who: 'wei.changqing', of: '/api/records?state=kept&classCode=SI-5-03' } as const

/** A living person's file on paper: who opens it is asked what for. */
const ON_PAPER = {
  who: 'han.shuning',
  of: '/api/records?classCode=RS-01',
  at: '/records/:id',
} as const

const SCHEDULE = { who: 'wei.changqing', of: '/api/schedules', at: '/schedules/:id' } as const

export const SCREENS: readonly Screen[] = [
  { name: 'worklist', who: 'shen.zhiqiu', at: '/worklist?view=mine&step=file', isAlsoWide: true },
  { name: 'worklist-filing', who: 'shen.zhiqiu', at: '/worklist?view=mine' },
  { name: 'worklist-group', who: 'han.shuning', at: '/worklist?view=group' },
  { name: 'worklist-empty', who: 'yue.ting', at: '/worklist?view=mine' },
  {
    name: 'worklist-bulk',
    who: 'shen.zhiqiu',
    at: '/worklist?view=mine&q=%E5%A4%B1%E4%B8%9A',
    first: async (page) => {
      for (const box of (await page.locator('.queue-tick').all()).slice(0, 3)) await box.check()
    },
  },
  {
    name: 'worklist-delegate',
    who: 'shen.zhiqiu',
    at: '/worklist?view=mine&step=file',
    first: async (page) => {
      await page.getByRole('button', { name: /^(委托|Delegate)…$/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  { name: 'worklist-team', who: 'guo.huaiyuan', at: '/worklist?view=team' },
  {
    name: 'bell',
    who: 'guo.huaiyuan',
    at: '/worklist?view=group',
    first: async (page) => {
      await page.locator('button.bell').click()
      await page.locator('.bell-list').waitFor()
    },
  },
  { name: 'records', who: 'han.shuning', at: '/records' },
  { name: 'records-found', who: 'han.shuning', at: '/records?q=%E5%A4%B1%E4%B8%9A' },
  {
    name: 'palette',
    who: 'guo.huaiyuan',
    at: '/worklist?view=group',
    first: async (page) => {
      await page.locator('.search-open').click()
      await page.getByRole('dialog').locator('input').fill('失业')
      await page.locator('.palette-hit mark').first().waitFor()
    },
  },
  { name: 'records-none', who: 'han.shuning', at: '/records?q=zzzz' },
  { name: 'record-new', who: 'chen.lidong', at: '/records/new' },
  { name: 'imports', who: 'han.shuning', at: '/imports' },
  { name: 'import-checked', who: 'wei.changqing', of: '/api/imports', at: '/imports/:id' },
  {
    name: 'import-finished',
    who: 'han.shuning',
    at: '/imports',
    first: async (page) => {
      await page.getByRole('link', { name: WHOLE_BACKLOG }).click()
      await page.locator('h1', { hasText: WHOLE_BACKLOG }).waitFor()
      await settle(page)
    },
  },
  { name: 'import-new', who: 'han.shuning', at: '/imports/new' },
  { ...HELD, name: 'record-overview' },
  {
    ...HELD,
    name: 'record-contents',
    at: '/records/:id?tab=contents',
    first: async (page) => page.locator('img.page-image.shown').waitFor(),
  },
  {
    ...HELD,
    name: 'record-course',
    at: '/records/:id?tab=course',
    first: async (page) => page.locator('.course-step').first().waitFor(),
  },
  { ...HELD, name: 'record-comments', at: '/records/:id?tab=comments' },
  { ...HELD, name: 'record-timeline', at: '/records/:id?tab=timeline' },
  { ...HELD, name: 'record-retention', at: '/records/:id?tab=retention' },
  { name: 'record-own-rule', ...KEPT, at: '/records/:id?tab=retention' },
  { name: 'worklist-proposal', who: 'wei.changqing', at: '/worklist?view=mine', first: chooseProposal },
  { ...HELD, name: 'record-proof', at: '/records/:id?tab=proof', first: verify },
  {
    name: 'record-destroyed',
    who: 'han.shuning',
    of: '/api/records?state=ended&classCode=SI-5-02',
    at: '/records/:id',
  },
  { ...ON_PAPER, name: 'record-purpose' },
  { name: 'disposal-due', who: 'han.shuning', at: '/disposal?tab=due' },
  { name: 'disposal-forecast', who: 'han.shuning', at: '/disposal?tab=forecast&years=20' },
  { name: 'disposal-lists', who: 'han.shuning', at: '/disposal?tab=lists' },
  { name: 'disposal-register', who: 'han.shuning', at: '/disposal?tab=register' },
  { name: 'disposal-holds', who: 'han.shuning', at: '/disposal?tab=holds' },
  { name: 'disposal-vital', who: 'wei.changqing', at: '/disposal?tab=vital' },
  { name: 'list-approval', who: 'qian.wangshu', of: '/api/disposal-lists?state=open', at: '/disposal/:id' },
  { name: 'list-finished', who: 'han.shuning', of: '/api/disposal-lists?state=ended', at: '/disposal/:id' },
  { name: 'transfer-due', who: 'han.shuning', at: '/transfer' },
  { name: 'transfer-batches', who: 'han.shuning', at: '/transfer?tab=batches' },
  { name: 'batch-open', who: 'han.shuning', of: '/api/transfer-batches?state=open', at: '/transfer/:id' },
  { name: 'batch-ended', who: 'han.shuning', of: '/api/transfer-batches?state=ended', at: '/transfer/:id' },
  { name: 'audit-events', who: 'duan.jingxing', at: '/audit' },
  { name: 'audit-act', who: 'duan.jingxing', at: '/audit?type=task.completed', first: chooseAct },
  { name: 'audit-none', who: 'duan.jingxing', at: '/audit?q=zzzz' },
  { name: 'audit-access', who: 'duan.jingxing', at: '/audit?tab=access' },
  { name: 'audit-verification', who: 'duan.jingxing', at: '/audit?tab=verification', first: verifySite },
  { name: 'audit-checkpoints', who: 'duan.jingxing', at: '/audit?tab=checkpoints' },
  { ...HELD, name: 'record-replay', who: 'duan.jingxing', at: '/records/:id/replay' },
  {
    ...HELD,
    name: 'record-compared',
    who: 'duan.jingxing',
    at: '/records/:id/replay?on=2020-01-01&and=2199-12-31',
    first: async (page) => page.locator('.change-table').waitFor(),
  },
  { name: 'digitisation-scan', who: 'ning.yue', at: '/digitisation' },
  { name: 'digitisation-check', who: 'meng.qingyao', at: '/digitisation' },
  {
    name: 'station',
    who: 'meng.qingyao',
    of: '/api/tasks?view=group&step=quality',
    at: '/digitisation/:id',
    first: sayPurpose,
  },
  { name: 'scan-task', who: 'ning.yue', at: '/worklist?view=group&step=scan', first: sayPurpose },
  { ...ON_PAPER, name: 'record-paper', at: '/records/:id?tab=contents', first: sayPurpose },
  { name: 'store', who: 'cen.yuhe', at: '/store' },
  { name: 'store-cell', who: 'cen.yuhe', at: '/store?cell=K1-01-01' },
  { name: 'store-unplaced', who: 'cen.yuhe', at: '/store?tab=unplaced' },
  { name: 'store-none', who: 'cen.yuhe', at: '/store?q=zzzz' },
  { name: 'schedules', who: 'han.shuning', at: '/schedules' },
  { ...SCHEDULE, name: 'schedule-rows' },
  { ...SCHEDULE, name: 'schedule-what-if', at: '/schedules/:id?tab=what-if' },
  { ...SCHEDULE, name: 'schedule-redating', at: '/schedules/:id?tab=redating' },
  { name: 'incidents', who: 'chen.lidong', at: '/incidents' },
  { name: 'health', who: 'song.anran', at: '/health' },
  { name: 'settings-account', who: 'qian.wangshu', at: '/settings?tab=account' },
  { name: 'settings-organisation', who: 'wei.changqing', at: '/settings?tab=organisation' },
  { name: 'settings-deputies', who: 'guo.huaiyuan', at: '/settings?tab=deputies' },
  { name: 'settings-clock', who: 'song.anran', at: '/settings?tab=clock' },
  { name: 'settings-keys', who: 'mo.weilan', at: '/settings?tab=keys' },
  { name: 'settings-accounts', who: 'mo.weilan', at: '/settings?tab=accounts' },
  { name: 'settings-hand-overs', who: 'guo.huaiyuan', at: '/settings?tab=hand-overs' },
  {
    name: 'settings-hand-over-sign',
    who: 'guo.huaiyuan',
    at: '/settings?tab=hand-overs',
    first: async (page) => {
      await page.locator('.data-table tbody tr button').first().click()
      await page.getByRole('dialog').locator('h3').waitFor()
    },
  },
  { name: 'settings-access', who: 'guo.huaiyuan', at: '/settings?tab=access' },
  { name: 'settings-structure', who: 'wei.changqing', at: '/settings?tab=structure' },
  { name: 'settings-codes', who: 'han.shuning', at: '/settings?tab=codes' },
  { name: 'settings-stubs', who: 'wei.changqing', at: '/settings?tab=stubs' },
  { name: 'settings-marks', who: 'mo.weilan', at: '/settings?tab=marks' },
  { name: 'settings-rights', who: 'mo.weilan', at: '/settings?tab=rights' },
  { name: 'audit-rights', who: 'duan.jingxing', at: '/audit?tab=rights' },
  { name: 'filing-calendar', who: 'wei.changqing', at: '/filing' },
  { name: 'filing-late', who: 'wei.changqing', at: '/filing?tab=late' },
  { name: 'filing-cases', who: 'wei.changqing', at: '/filing?tab=cases' },
  { name: 'filing-workdays', who: 'wei.changqing', at: '/filing?tab=workdays' },
  { ...HELD, name: 'record-metadata', at: '/records/:id?tab=metadata' },
  { name: 'settings-sessions', who: 'shen.zhiqiu', at: '/settings?tab=sessions' },
  { name: 'settings-formats', who: 'wei.changqing', at: '/settings?tab=formats' },
  {
    name: 'settings-ask-class',
    who: 'guo.huaiyuan',
    at: '/settings?tab=access',
    first: pressed(/^(申请查阅门类|Ask for a class)/),
  },
  { name: 'record-grade', ...HELD, who: 'wei.changqing', first: pressed(/^(调整密级|Change the grade)…$/) },
  { name: 'record-relation', ...HELD, first: pressed(/^(登记关系|State a relation)…$/) },
  { name: 'record-hold', ...HELD, first: pressed(/^(冻结|Place hold)…$/) },
  { name: 'box-forms', who: 'cen.yuhe', at: '/store', first: pressed(/^(盒表单|Box forms)…$/) },
  {
    name: 'filing-case',
    who: 'wei.changqing',
    at: '/filing?tab=late',
    first: pressed(/^(立案|Open a case)…$/),
  },
  { name: 'window-desk', who: 'yu.zhaoning', at: '/window' },
  { name: 'window-found', who: 'yu.zhaoning', at: '/window', first: findOwnData },
  { name: 'window-register', who: 'wei.changqing', at: '/window?tab=register' },
  { name: 'missing', who: 'tang.ruoxi', at: '/no/such/page' },
]

/** What opens over the page when its button is pressed. */
function pressed(name: RegExp): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('button', { name }).first().click()
    await page.getByRole('dialog').waitFor()
  }
}

/** Says what a person's file is opened for, where that is asked, and waits for the file. */
async function sayPurpose(page: Page): Promise<void> {
  const ask = page.locator('form', { hasText: /请说明利用目的|Say what/ })
  if ((await ask.count()) === 0) return
  await ask.locator('select').selectOption({ index: 1 })
  await ask.locator('input').fill('核对扫描质量')
  await ask.locator('button[type=submit]').click()
  await ask.waitFor({ state: 'detached' })
  await settle(page)
}

/** The person who came to the window on the stage comes once more. */
async function findOwnData(page: Page): Promise<void> {
  const answer = await page.request.get('/api/givings')
  const { items } = GivingPageView.parse(await answer.json())
  const fields = page.locator('main form input[type=text]')
  for (const [index, text] of [
    items[0]?.applicant?.name ?? '',
    NUMBER_AT_THE_WINDOW,
    PURPOSE_AT_THE_WINDOW,
  ].entries())
    await fields.nth(index).fill(text)
  await page.locator('main form select').selectOption({ index: 1 })
  await page.locator('main form button[type=submit]').click()
  await page.locator('main form + section h2').waitFor()
}

/** Among much late filing what somebody proposed stands far below. */
async function chooseProposal(page: Page): Promise<void> {
  const row = page.locator('.queue-row', { hasText: /单独保管期限|Rule of one record/ }).first()
  await row.scrollIntoViewIfNeeded()
  await row.click()
  await page.getByRole('link', { name: /^(到档案页面决定|Decide on the record's page)/ }).waitFor()
}

async function verify(page: Page): Promise<void> {
  await page.locator('.card button').first().click()
  await page.locator('.card .tag').first().waitFor()
}

/** The whole site, with its figures. */
async function verifySite(page: Page): Promise<void> {
  await page.locator('.card button').first().click()
  await page.locator('.figures').first().waitFor()
}

async function chooseAct(page: Page): Promise<void> {
  await page.locator('.link-button').first().click()
  await page.locator('.audit-detail .change-table').waitFor()
}
