import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { DEMO_PASSWORD, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { DESK, launchChromium } from './browser/chromium.ts'
import { runningHere } from './servers/data-folder.mjs'

/**
 * `npm run screenshots [-- --url URL] [--to DIR] [--only NAME]`: every screen of the running demo site, in both languages and both
 * themes, as the person whose screen it is.
 * Takes a few tasks of the demo for its people first. The folder is not kept by git: the pictures are for looking at.
 */
interface Screen {
  readonly name: string
  readonly who: DemoLogin
  readonly at: string
  /** A list of the API whose first entry's id stands for `:id` in the address. */
  readonly of?: string
  /** What to do before the picture. */
  readonly first?: (page: Page) => Promise<void>
  readonly isAlsoWide?: true
}

const HELD = { who: 'han.shuning', of: '/api/records?state=held', at: '/records/:id' } as const

const SCHEDULE = { who: 'wei.changqing', of: '/api/schedules', at: '/schedules/:id' } as const

const SCREENS: readonly Screen[] = [
  { name: 'worklist', who: 'shen.zhiqiu', at: '/worklist?view=mine', isAlsoWide: true },
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
    at: '/worklist?view=mine',
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
  { ...HELD, name: 'record-proof', at: '/records/:id?tab=proof', first: verify },
  { name: 'record-destroyed', who: 'han.shuning', of: '/api/records?state=ended', at: '/records/:id' },
  { name: 'disposal-due', who: 'han.shuning', at: '/disposal?tab=due' },
  { name: 'disposal-forecast', who: 'han.shuning', at: '/disposal?tab=forecast&years=20' },
  { name: 'disposal-lists', who: 'han.shuning', at: '/disposal?tab=lists' },
  { name: 'disposal-register', who: 'han.shuning', at: '/disposal?tab=register' },
  { name: 'disposal-holds', who: 'han.shuning', at: '/disposal?tab=holds' },
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
  },
  { name: 'scan-task', who: 'ning.yue', at: '/worklist?view=group&step=scan' },
  { name: 'record-paper', who: 'han.shuning', of: '/api/records?q=案卷', at: '/records/:id?tab=contents' },
  { name: 'store', who: 'cen.yuhe', at: '/store' },
  { name: 'store-cell', who: 'cen.yuhe', at: '/store?cell=K1-01-01' },
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
  { name: 'settings-access', who: 'guo.huaiyuan', at: '/settings?tab=access' },
  { name: 'settings-structure', who: 'wei.changqing', at: '/settings?tab=structure' },
  { name: 'settings-codes', who: 'han.shuning', at: '/settings?tab=codes' },
  { name: 'settings-rights', who: 'mo.weilan', at: '/settings?tab=rights' },
  { name: 'audit-rights', who: 'duan.jingxing', at: '/audit?tab=rights' },
  { name: 'filing-calendar', who: 'wei.changqing', at: '/filing' },
  { name: 'filing-late', who: 'wei.changqing', at: '/filing?tab=late' },
  { name: 'filing-cases', who: 'wei.changqing', at: '/filing?tab=cases' },
  { name: 'filing-workdays', who: 'wei.changqing', at: '/filing?tab=workdays' },
  { ...HELD, name: 'record-metadata', at: '/records/:id?tab=metadata' },
  { name: 'settings-sessions', who: 'shen.zhiqiu', at: '/settings?tab=sessions' },
  { name: 'missing', who: 'tang.ruoxi', at: '/no/such/page' },
]

/** Who has taken tasks before the pictures: a desk that nobody works at shows little. */
const AT_WORK = ['shen.zhiqiu', 'qian.wangshu'] as const satisfies readonly DemoLogin[]
const TAKEN_TASKS = 9

const LOOKS = (['zh-CN', 'en'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((theme) => ({ language, theme })),
)
type Look = (typeof LOOKS)[number]
const WIDE = { width: 1920, height: 1080 } as const
const PATIENCE_MS = 30_000
/** So long after the last answer a screen asks for nothing more. */
const QUIET_MS = 400

type Door = Awaited<ReturnType<BrowserContext['storageState']>>

interface Studio {
  readonly browser: Browser
  readonly url: string
  readonly folder: string
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { url: { type: 'string' }, to: { type: 'string' }, only: { type: 'string' } },
  })
  const url = values.url ?? runningHere()?.url
  if (url === undefined)
    throw new Error('No site is running. Start one with `npm start`, or name one with --url.')
  const folder = path.resolve(values.to ?? 'screenshots')
  await mkdir(folder, { recursive: true })
  const browser = await launchChromium()
  const studio = { browser, url, folder }
  const wanted = SCREENS.filter(({ name }) => values.only === undefined || name.includes(values.only))
  try {
    await pictureOfDoor(studio)
    const doors = new Map<DemoLogin, Door>()
    for (const who of new Set([...AT_WORK, ...wanted.map((screen) => screen.who)]))
      doors.set(who, await open(studio, who))
    for (const look of LOOKS) {
      for (const screen of wanted) await pictureOf(studio, { screen, look, door: doors.get(screen.who) })
    }
    console.log(`${(wanted.length + 1) * LOOKS.length} pictures of ${wanted.length + 1} screens in ${folder}`)
  } finally {
    await browser.close()
  }
}

/** Signs somebody in once; every later picture of theirs begins behind the door. */
async function open({ browser, url }: Studio, login: DemoLogin): Promise<Door> {
  const context = await browser.newContext({ baseURL: url })
  const answer = await context.request.post('/api/session', { data: { login, password: DEMO_PASSWORD } })
  if (!answer.ok()) throw new Error(`${login} cannot sign in: ${await answer.text()}`)
  const { csrfToken } = (await answer.json()) as { readonly csrfToken: string }
  if (AT_WORK.some((name) => name === login)) await takeTasks(context, csrfToken)
  const door = await context.storageState()
  await context.close()
  return door
}

async function takeTasks(context: BrowserContext, csrfToken: string): Promise<void> {
  const mine = await itemsAt(context, '/api/tasks?view=mine')
  const open = await itemsAt(context, '/api/tasks?view=group')
  for (const { id } of open.slice(0, Math.max(0, TAKEN_TASKS - mine.length))) {
    await context.request.post(`/api/tasks/${id}/claim`, {
      headers: { 'x-csrf-token': csrfToken, 'idempotency-key': `screenshots-${id}` },
    })
  }
}

async function itemsAt(
  context: BrowserContext,
  address: string,
): Promise<readonly { readonly id: string }[]> {
  const answer = await context.request.get(address)
  const { items } = (await answer.json()) as { readonly items: readonly { readonly id: string }[] }
  return items
}

async function pictureOfDoor({ browser, url, folder }: Studio): Promise<void> {
  for (const look of LOOKS) {
    const { context, page } = await seat(browser, { url, look, door: undefined })
    await page.goto('/sign-in')
    await settle(page)
    await page.screenshot({ path: fileOf(folder, 'sign-in', look) })
    await context.close()
  }
}

interface Sitting {
  readonly screen: Screen
  readonly look: Look
  readonly door: Door | undefined
}

async function pictureOf({ browser, url, folder }: Studio, { screen, look, door }: Sitting): Promise<void> {
  const { context, page } = await seat(browser, { url, look, door })
  const [first] = screen.of === undefined ? [] : await itemsAt(context, screen.of)
  await page.goto(screen.at.replace(':id', first?.id ?? 'none'))
  await settle(page)
  await screen.first?.(page)
  await page.screenshot({ path: fileOf(folder, screen.name, look) })
  if (screen.isAlsoWide === true) {
    await page.setViewportSize(WIDE)
    await page.screenshot({ path: fileOf(folder, `${screen.name}-wide`, look) })
  }
  await context.close()
}

async function seat(
  browser: Browser,
  { url, look, door }: { readonly url: string; readonly look: Look; readonly door: Door | undefined },
) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: DESK,
    locale: look.language,
    colorScheme: look.theme,
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...(door === undefined ? {} : { storageState: door }),
  })
  context.setDefaultTimeout(PATIENCE_MS)
  await context.addInitScript(
    (language) => localStorage.setItem('everfile.language', language),
    look.language,
  )
  return { context, page: await context.newPage() }
}

/** A screen is ready when its heading stands and nothing of it is still on its way. */
async function settle(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction((quietMs) => {
    const last = performance
      .getEntriesByType('resource')
      .reduce((latest, entry) => Math.max(latest, entry.startTime + entry.duration), 0)
    return document.querySelector('.ant-skeleton') === null && performance.now() - last > quietMs
  }, QUIET_MS)
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

function fileOf(folder: string, name: string, { language, theme }: Look): string {
  return path.join(folder, `${name}-${language}-${theme}.png`)
}

await main()
