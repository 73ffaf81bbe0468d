import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compileBatch } from '#domain/acts/batches.ts'
import { placeHold } from '#domain/acts/holds.ts'
import { draftSchedule } from '#domain/acts/schedules.ts'
import { plainDate } from '#domain/dates.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import type { Language } from '#ui/i18n/start.ts'
import { actorOn, idIn, openTask } from '#test/support/actors.ts'
import { launchChromium, openDoor, takeSeat, type Door, type Look, type Seat } from '#test/support/browser.ts'
import {
  aDueRecord,
  aKeptRecord,
  aTransferDueRecord,
  anItem,
  concludedList,
  fileForRecord,
  LISTING,
  type Stage,
} from '#test/support/lives.ts'
import { fileHandedOver, fileToArrange, fileToCheck } from '#test/support/paper-files.ts'
import { openServedSite, type ServedSite } from '#test/support/served-site.ts'

type Who = DemoLogin | 'visitor'

interface Things {
  readonly keptId: string
  readonly batchId: string
  readonly listId: string
  readonly paperId: string
  readonly checkId: string
  readonly draftId: string
}

let site: ServedSite
let browser: Browser
let things: Things
const doors = new Map<Who, Door>()

beforeAll(async () => {
  ;[site, browser] = await Promise.all([openServedSite(), launchChromium()])
  things = await anArchive({ site: site.site, engine: site.engine })
  for (const login of [
    'han.shuning',
    'qian.wangshu',
    'song.anran',
    'mo.weilan',
    'shen.zhiqiu',
    'duan.jingxing',
    'ning.yue',
    'meng.qingyao',
    'ding.bowen',
    'cen.yuhe',
  ] as const) {
    doors.set(login, await openDoor(site.origin, login))
  }
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** Something on every screen: work that waits, a record under hold, one that is due, a list before its approval. */
async function anArchive(stage: Stage): Promise<Things> {
  const [waiting, keptId, dueId, listedId, batchedId] = await Promise.all([
    anItem(stage, { title: '殷若水失业保险待遇核定材料' }),
    aKeptRecord(stage, { title: '裴景行失业保险待遇核定材料', formedOn: plainDate('2024-03-02') }),
    aDueRecord(stage, { title: '姜半夏失业保险待遇核定材料' }),
    aDueRecord(stage, { title: '卓远山失业保险待遇核定材料' }),
    aTransferDueRecord(stage, { title: '失业保险政策执行情况年度总结' }),
    aTransferDueRecord(stage, { title: '失业保险统计年报' }),
  ])
  await openTask(stage.site, waiting, 'arrange')
  const hold = { reason: '涉诉', authority: '示范市人民法院调档函', reviewOn: plainDate('2027-12-01') }
  await actorOn(stage.site, 'wei.changqing').act({ subjects: [keptId], want: { list: true } }, (facts) =>
    placeHold(facts, { recordId: keptId, ...hold }),
  )
  const listId = await concludedList(stage, [listedId])
  await fileForRecord(stage, listId)
  expect(await openTask(stage.site, dueId, 'due')).toBeDefined()
  const batchId = await aCheckedBatch(stage, batchedId)
  return { keptId, listId, batchId, draftId: await aDraft(stage), ...(await paperAtHand(stage)) }
}

/** A draft that would keep unemployment benefits longer than the schedule in force. */
async function aDraft({ site: on }: Stage): Promise<string> {
  const [base] = await on.admin<{ id: string }[]>`
    select id from schedule_version where schedule = 'social-insurance' and state = 'active'`
  const rows = await on.admin<{ rule: ScheduleRow }[]>`
    select rule from schedule_row where schedule_version_id = ${base?.id ?? ''} and not is_removed`
  const drafted = await actorOn(on, 'han.shuning').act({ subjects: [base?.id ?? ''] }, (facts) =>
    draftSchedule(facts, {
      basedOnId: base?.id ?? '',
      version: 'LONGER-1',
      effectiveOn: plainDate('2026-01-01'),
      rows: rows.map(({ rule }) =>
        rule.code === 'SI-5-03' ? { ...rule, period: { kind: 'years', years: 30 } } : rule,
      ),
    }),
  )
  if (drafted.kind === 'refused') throw new Error(`draft: ${drafted.code}`)
  return idIn(drafted.answer, 'scheduleVersionId')
}

/** A paper file on each desk of its path, in the hands of whose desk it is. */
async function paperAtHand(stage: Stage): Promise<Pick<Things, 'paperId' | 'checkId'>> {
  const { site: on } = stage
  const takes = async (login: DemoLogin, id: string, step: string) =>
    actorOn(on, login).claim(await openTask(on, id, step))
  await takes('shen.zhiqiu', await fileToArrange(on, '殷若水失业保险案卷'), 'arrange')
  await takes('ning.yue', await fileHandedOver(on, { title: '裴景行失业保险案卷' }), 'scan')
  const unscanned = { title: '姜半夏失业保险案卷', scanPolicy: 'never' } as const
  await takes('ding.bowen', await fileHandedOver(on, unscanned), 'bind')
  const paperId = await fileHandedOver(on, unscanned)
  await actorOn(on, 'ding.bowen').does(paperId, 'bind', { outcome: 'bound', form: { countedPages: 3 } })
  await takes('cen.yuhe', paperId, 'shelve')
  const { taskId: checkId } = await fileToCheck(stage, '卓远山失业保险案卷')
  return { paperId, checkId }
}

/** A batch whose package has been made and checked, before it is sent. */
async function aCheckedBatch(stage: Stage, recordId: string): Promise<string> {
  const clerk = actorOn(stage.site, 'han.shuning')
  const made = await clerk.act({ subjects: [recordId], ...LISTING }, (facts) =>
    compileBatch(facts, { title: '失业保险科 2014 年度档案移交', recordIds: [recordId] }),
  )
  if (made.kind === 'refused') throw new Error(`batch: ${made.code}`)
  const batchId = idIn(made.answer, 'batchId')
  await clerk.does(batchId, 'compile', { outcome: 'sealed', form: {} })
  await openTask(stage.site, batchId, 'send')
  return batchId
}

const ROUTES: readonly (readonly [who: Who, path: (things: Things) => string])[] = [
  ['visitor', () => '/sign-in'],
  ['shen.zhiqiu', () => '/worklist?view=group'],
  ['han.shuning', () => '/worklist?view=group'],
  ['han.shuning', () => '/worklist?view=overdue'],
  ['shen.zhiqiu', () => '/worklist?view=group&classCode=SI-5-03'],
  ['han.shuning', () => '/records'],
  ['han.shuning', () => '/records?q=nothing-like-it'],
  ['shen.zhiqiu', () => '/records?q=%E5%A4%B1%E4%B8%9A'],
  ['shen.zhiqiu', () => '/records/new'],
  ...(
    ['overview', 'contents', 'metadata', 'course', 'comments', 'timeline', 'retention', 'proof'] as const
  ).map((tab) => ['han.shuning', ({ keptId }: Things) => `/records/${keptId}?tab=${tab}`] as const),
  ...(['due', 'forecast', 'lists', 'register', 'holds'] as const).map(
    (tab) => ['han.shuning', () => `/disposal?tab=${tab}`] as const,
  ),
  ['qian.wangshu', ({ listId }) => `/disposal/${listId}`],
  ['han.shuning', () => '/transfer'],
  ['han.shuning', () => '/transfer?tab=batches'],
  ['han.shuning', ({ batchId }) => `/transfer/${batchId}`],
  ...(['events', 'access', 'verification', 'checkpoints'] as const).map(
    (tab) => ['duan.jingxing', () => `/audit?tab=${tab}`] as const,
  ),
  ['duan.jingxing', ({ keptId }) => `/records/${keptId}/replay?and=2020-01-01`],
  ['duan.jingxing', ({ batchId }) => `/audit/history/${batchId}?on=2020-01-01`],
  ...(['shen.zhiqiu', 'ning.yue', 'ding.bowen', 'cen.yuhe'] as const).map(
    (login) => [login, () => '/worklist?view=mine'] as const,
  ),
  ['han.shuning', ({ paperId }) => `/records/${paperId}?tab=contents`],
  ['ning.yue', () => '/digitisation'],
  ['meng.qingyao', ({ checkId }) => `/digitisation/${checkId}`],
  ['shen.zhiqiu', () => '/digitisation'],
  ['cen.yuhe', () => '/store'],
  ['cen.yuhe', () => '/store?cell=K1-01-01'],
  ['cen.yuhe', () => '/store?tab=unplaced'],
  ['cen.yuhe', () => '/store?q=%E5%A4%B1%E4%B8%9A'],
  ['shen.zhiqiu', () => '/store'],
  ['han.shuning', () => '/schedules'],
  ...(['rows', 'changes', 'what-if', 'redating'] as const).map(
    (tab) => ['han.shuning', ({ draftId }: Things) => `/schedules/${draftId}?tab=${tab}`] as const,
  ),
  ['han.shuning', () => '/imports'],
  ['han.shuning', () => '/imports/new'],
  ['han.shuning', () => '/incidents'],
  ['song.anran', () => '/health'],
  ['song.anran', () => '/settings?tab=account'],
  ['han.shuning', () => '/settings?tab=organisation'],
  ['shen.zhiqiu', () => '/settings?tab=deputies'],
  ['song.anran', () => '/settings?tab=clock'],
  ['mo.weilan', () => '/settings?tab=keys'],
  ['mo.weilan', () => '/settings?tab=accounts'],
  ['shen.zhiqiu', () => '/settings?tab=sessions'],
  ['han.shuning', () => '/no/such/page'],
]

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
interface Sight {
  readonly language: Language
  readonly themes: readonly Look['theme'][]
}
/** Every route in the first look with each verdict; in the others by `npm run test:all`. */
const LOOKS: readonly Sight[] =
  process.env['EVERFILE_TESTS'] === 'all'
    ? [
        { language: 'zh-CN', themes: ['light', 'dark'] },
        { language: 'en', themes: ['light'] },
      ]
    : [{ language: 'zh-CN', themes: ['light'] }]

describe.each<Sight>(LOOKS)('FEA-P1 FEA-P3 in $language, $themes', (sight) => {
  test(
    'every route: no violation of WCAG 2.2 AA, one first heading, nothing blocked, nothing asked of anybody else',
    { timeout: 600_000 },
    async () => {
      const seats = new Map<Who, Seat>()
      const found: Record<string, unknown> = {}
      for (const [who, path] of ROUTES) {
        const seat =
          seats.get(who) ??
          (await takeSeat(browser, site.origin, {
            look: { language: sight.language, theme: 'light' },
            door: doors.get(who),
          }))
        seats.set(who, seat)
        const address = path(things)
        const problems = await problemsAt(seat.page, address, sight)
        if (problems.length > 0) found[`${who} ${address}`] = problems
      }
      const faults = [...seats.values()].flatMap((seat) => seat.faults)
      for (const seat of seats.values()) await seat.close()
      expect({ found, faults }).toEqual({ found: {}, faults: [] })
    },
  )
})

async function problemsAt(
  page: Page,
  address: string,
  { language, themes }: Sight,
): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto(address)
  await page.locator('h1').first().waitFor()
  await expect.poll(() => page.locator('.ant-skeleton').count()).toBe(0)
  await page.locator(`html[lang="${language}"]`).waitFor()
  const problems: string[] = []
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme })
    await page.locator(`html[data-theme="${theme}"]`).waitFor()
    problems.push(...(await violationsOf(page, theme)))
  }
  const headings = await page.locator('h1').count()
  return headings === 1 ? problems : [...problems, `${headings} first headings`]
}

/** A theme changes colours and nothing else, so in the second one contrast alone is looked at again. */
async function violationsOf(page: Page, theme: Look['theme']): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations, passes } = await (
    theme === 'light' ? axe.withTags(TAGS) : axe.withRules(['color-contrast'])
  ).analyze()
  const nothing = passes.length === 0 ? ['axe looked at nothing'] : []
  return [
    ...nothing,
    ...violations.map(
      ({ id, nodes }) =>
        `${theme} ${id}: ${nodes
          .slice(0, 3)
          .map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`)
          .join(' | ')}`,
    ),
  ]
}

test('FEA-P3 the look for violations finds one that is there', async () => {
  const seat = await takeSeat(browser, site.origin)
  await seat.page.goto('/sign-in')
  await seat.page.locator('h1').waitFor()
  await seat.page.evaluate(() => {
    const pale = document.createElement('p')
    pale.textContent = 'hardly to be read'
    pale.style.color = '#d0d0d0'
    pale.style.background = '#eeeeee'
    document.querySelector('main')?.append(pale)
  })
  expect((await violationsOf(seat.page, 'light')).join()).toContain('color-contrast')
  await seat.close()
})

test('FEA-P3 whoever goes by keyboard sees where they are', async () => {
  const seat = await takeSeat(browser, site.origin, { door: doors.get('shen.zhiqiu') })
  const { page } = seat
  await page.goto('/worklist?view=group')
  await page.locator('.queue-row').first().waitFor()
  const unseen: string[] = []
  let stops = 0
  for (let pressed = 1; pressed <= 20; pressed += 1) {
    await page.keyboard.press('Tab')
    // Past the last stop the focus rests on the page itself, and begins again with the next key.
    if (await page.evaluate(() => document.activeElement === document.body)) continue
    stops += 1
    const focus = await page.evaluate(() => {
      const element = document.activeElement ?? document.body
      const seen = [element, element.parentElement ?? element].some((part) => {
        const style = getComputedStyle(part)
        return (
          (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) ||
          style.boxShadow !== 'none'
        )
      })
      return { seen, name: `${element.tagName} ${element.className} ${element.textContent.slice(0, 20)}` }
    })
    if (!focus.seen) unseen.push(focus.name)
  }
  expect(unseen).toEqual([])
  expect(stops).toBeGreaterThanOrEqual(19)
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await seat.close()
})

test('TRUST the page runs no script that is not ours', async () => {
  const answer = await fetch(`${site.origin}/sign-in`)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'/)
  expect(policy).not.toContain('unsafe')
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
  const html = await answer.text()
  expect(html).toContain(nonce)
  expect(html).not.toContain('__CSP_NONCE__')
})
