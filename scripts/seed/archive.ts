import { decided } from '#domain/acts/act.ts'
import { plainDate } from '#domain/dates.ts'
import type { SiteMode } from '#domain/vocabulary.ts'
import { asEngine, DIRECT_RUN, type EngineDeps } from '#activities/engine.ts'
import type { Sql } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { openGate } from '#db/gate/gate.ts'
import type { ObjectStore } from '#db/objects.ts'
import { readReference } from '#db/reference/read.ts'
import { DEMO_FOUNDING_KEY } from '#db/seed/seed-organisation.ts'
import { ensureProbed } from '#db/store-probe.ts'
import { PLAN, type Goal, type PlannedRecord } from './archive-plan.ts'
import { handsOn } from './hands.ts'
import { bringToApproval, bringToCertificate, daysPass } from './lists.ts'
import { seedRecord, type SeededRecord } from './records.ts'
import { seedFiling, seedSchemes } from './schemes.ts'

export interface ArchiveOptions {
  /** The product's own connection: the seed has no more rights than its processes. */
  readonly sql: Sql
  readonly store: ObjectStore
  readonly siteMode: SiteMode
  readonly progress: (line: string) => void
}

export type Seeding =
  | { readonly kind: 'seeded'; readonly records: number }
  | { readonly kind: 'seeded-before' }
  | { readonly kind: 'in-use' }

const FINISHED = 'seed/finished'
/** Documents are read by child processes; more of them at once than cores only wait for each other. */
const AT_ONCE = 3

/**
 * Fills the demo archive through the gate alone, as the demo's people, with the machines' work done in this process. Every
 * act has a fixed key, so an interrupted seed is continued and a finished one is left alone.
 */
export async function seedArchive({ sql, store, siteMode, progress }: ArchiveOptions): Promise<Seeding> {
  if (siteMode === 'production') throw new Error('a production site is never seeded')
  const reference = await readReference(sql)
  const gate = openGate(sql, () => reference)
  const deps: EngineDeps = { sql, gate, store, siteMode, engineId: ENGINE_ID, run: DIRECT_RUN }
  const state = await stateOf(deps)
  if (state !== 'open') return { kind: state }
  await store.ensureBuckets()
  progress('probing the object store')
  await ensureProbed(sql, store)
  const hands = handsOn({ ...deps, store: withoutReclaim(store) })
  const today = plainDate(await hands.today())
  progress('classification schemes')
  await seedSchemes(sql, today)
  const records: SeededRecord[] = []
  const arrive = async (week: Week): Promise<void> => {
    const plans = PLAN.filter((plan) => weekOf(plan) === week)
    const seeded = await atOnce(plans, async (plan, done) => {
      progress(`record ${records.length + done + 1} of ${PLAN.length}`)
      return seedRecord(hands, plan, today)
    })
    records.push(...seeded)
  }
  await arrive('first')
  progress('a list that was carried out')
  const gone = idsOf(records, 'destroyed')
  const list = await bringToApproval(hands, {
    key: 'destroyed',
    title: '失业保险关系转移材料到期销毁',
    filingNumber: '示社保档备〔样〕1号',
    recordIds: gone,
  })
  await bringToCertificate(handsOn(deps), list, gone.length)
  await arrive('second')
  await daysPass(hands, { key: 'second-week', days: NEARLY_A_WEEK, reason: '演示：办理中的一周' })
  await arrive('third')
  progress('a list that waits for its approval')
  await bringToApproval(hands, {
    key: 'approval',
    title: '失业保险待遇核定材料到期销毁',
    filingNumber: '示社保档备〔样〕2号',
    recordIds: idsOf(records, 'on-list'),
  })
  await seedFiling(sql)
  await hands.act('engine', { key: FINISHED.slice('seed/'.length), facts: {} }, () =>
    decided([], { records: records.length }),
  )
  return { kind: 'seeded', records: records.length }
}

/**
 * Work arrives over three weeks, so that a desk shows what is late, what is due tomorrow and what has time. The first list's
 * cooling-off lies between the first and the second.
 */
type Week = 'first' | 'second' | 'third'
/** Five working days, the time of most steps, end on the day after this. */
const NEARLY_A_WEEK = 6
const WAITING: readonly Goal[] = ['arrange', 'file', 'appraise', 'send', 'receive']

function weekOf({ goal, number }: PlannedRecord): Week {
  if (goal === 'destroyed') return 'first'
  if (!WAITING.includes(goal)) return 'third'
  if (number % 6 === 0) return 'first'
  return number % 3 === 1 ? 'second' : 'third'
}

function idsOf(records: readonly SeededRecord[], goal: Goal): readonly string[] {
  return records.filter(({ plan }) => plan.goal === goal).map(({ recordId }) => recordId)
}

/** Each reclaim waits for the store; the seed's one comes with its destruction, and takes everything along. */
function withoutReclaim(store: ObjectStore): ObjectStore {
  return { ...store, reclaim: async () => ({ kind: 'reclaimed' }) }
}

/** An archive with records that the seed did not make is somebody's, and is left alone. */
async function stateOf(deps: EngineDeps): Promise<'open' | 'seeded-before' | 'in-use'> {
  const [row] = await asEngine(
    deps,
    (tx) => tx<{ isFinished: boolean; isBegun: boolean; hasRecords: boolean }[]>`
    select exists (select 1 from command where key = ${FINISHED}) as "isFinished",
      exists (select 1 from command where key like 'seed/%' and not starts_with(key, ${DEMO_FOUNDING_KEY})) as "isBegun", exists (select 1 from record) as "hasRecords"`,
  )
  if (row?.isFinished === true) return 'seeded-before'
  return row?.hasRecords === true && !row.isBegun ? 'in-use' : 'open'
}

/** A few at a time, answers in the order of the plan. */
async function atOnce<T, R>(
  items: readonly T[],
  work: (item: T, done: number) => Promise<R>,
): Promise<readonly R[]> {
  const answers = new Map<number, R>()
  const waiting = items.entries()
  const workOff = async (): Promise<void> => {
    for (const [index, item] of waiting) answers.set(index, await work(item, answers.size))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, workOff))
  return items.flatMap((_, index) => (answers.has(index) ? [answers.get(index) as R] : []))
}
