import { afterAll, beforeAll } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { moveClock } from '#domain/acts/clock.ts'
import { compileList } from '#domain/acts/lists.ts'
import type { NewRecord } from '#domain/acts/create-record.ts'
import { plainDate, type PlainDate } from '#domain/dates.ts'
import type { ItemOpinion } from '#domain/state.ts'
import { actorOn, openTask, placeOf, until, type Login } from './actors.ts'
import { openTestSite, type TestSite } from './database.ts'
import { aPdf } from './documents.ts'
import { startEngine, type Engine } from './engine.ts'

/** A test site with its worker and its relay running. */
export interface Stage {
  readonly site: TestSite
  readonly engine: Engine
}

/** One for the tests of a file, from before the first of them to after the last. */
export function ownStage(): Stage {
  const opened: { site?: TestSite; engine?: Engine } = {}
  beforeAll(async () => {
    opened.site = await openTestSite()
    opened.engine = await startEngine(opened.site)
  })
  afterAll(async () => {
    await opened.engine?.stop()
    await opened.site?.close()
  })
  return {
    get site() {
      return standing(opened.site)
    },
    get engine() {
      return standing(opened.engine)
    },
  }
}

function standing<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the stage stands from before the first test to after the last')
  return part
}

/** What stands in place of six digits: the interface checks those, the gate only that somebody did. */
export const FACTOR = 'test-factor'

/** Moves the clock of the law to a day and lets the sweep find what has fallen due, as the administrator's act does. */
export async function moveClockTo(site: TestSite, day: PlainDate): Promise<void> {
  const moved = await actorOn(site, 'song.anran').act({}, (facts) =>
    moveClock(facts, { to: day, reason: 'test' }),
  )
  if (moved.kind === 'refused')
    throw new Error(`clock to ${day}: ${moved.code} ${JSON.stringify(moved.detail)}`)
  await sweep(site)
}

export async function sweep(site: TestSite): Promise<number> {
  const [row] = await site.sql<{ n: number }[]>`select sweep_due(${ENGINE_ID}, 1000) as n`
  return row?.n ?? 0
}

export async function todayOf(site: TestSite): Promise<PlainDate> {
  const [row] = await site.admin<{ today: string }[]>`select archive_today()::text as today`
  return plainDate(row?.today ?? '')
}

/** A record of which the business system has given everything; the machine inspects it next. */
export async function anItem(
  { site, engine }: Stage,
  input: Partial<NewRecord> & { readonly pdf?: Buffer } = {},
): Promise<string> {
  const { pdf, ...record } = input
  const system = actorOn(site, 'benefits-system')
  const upload = await system.upload(engine.store, {
    name: '核定表.pdf',
    body: pdf ?? (await aPdf({ pages: 1, text: '失业保险待遇核定' })),
  })
  return system.creates({ uploadIds: [upload], ...record })
}

/** Takes a record from the machine's inspection to the hand-over. */
export async function fileAndAppraise({ site }: Stage, recordId: string): Promise<void> {
  const archivist = actorOn(site, 'shen.zhiqiu')
  await archivist.does(recordId, 'arrange', { outcome: 'arranged', form: { pages: 1, isInOrder: true } })
  await archivist.does(recordId, 'file', { outcome: 'filed', form: { classCode: 'SI-5-03' } })
  await actorOn(site, 'guo.huaiyuan').does(recordId, 'appraise', {
    outcome: 'appraised',
    form: { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' },
  })
}

export async function handOver({ site }: Pick<Stage, 'site'>, recordId: string): Promise<void> {
  await actorOn(site, 'shen.zhiqiu').does(recordId, 'hand-over', {
    slot: 'sender',
    outcome: 'signed',
    form: { records: 1, pages: 1 },
  })
  await actorOn(site, 'han.shuning').does(recordId, 'hand-over', {
    slot: 'receiver',
    outcome: 'signed',
    form: { countedPages: 1 },
  })
}

export async function aKeptRecord(stage: Stage, input: Parameters<typeof anItem>[1] = {}): Promise<string> {
  const recordId = await anItem(stage, input)
  await fileAndAppraise(stage, recordId)
  await handOver(stage, recordId)
  return recordId
}

/** A record whose ten years were over before it was handed over: the clock finds it due at once. */
export async function aDueRecord(stage: Stage, input: Parameters<typeof anItem>[1] = {}): Promise<string> {
  const recordId = await aKeptRecord(stage, { formedOn: plainDate('2013-05-06'), ...input })
  await openTask(stage.site, recordId, 'due')
  return recordId
}

/** A permanent record that was formed more than ten years ago: its transfer is due as soon as it is kept. */
export async function aTransferDueRecord(
  stage: Stage,
  input: Parameters<typeof anItem>[1] = {},
): Promise<string> {
  const { site } = stage
  const recordId = await anItem(stage, { formedOn: plainDate('2014-05-06'), classCode: 'SI-5-07', ...input })
  const archivist = actorOn(site, 'shen.zhiqiu')
  await archivist.does(recordId, 'arrange', { outcome: 'arranged', form: { pages: 1, isInOrder: true } })
  await archivist.does(recordId, 'file', { outcome: 'filed', form: { classCode: 'SI-5-07' } })
  await actorOn(site, 'guo.huaiyuan').does(recordId, 'appraise', {
    outcome: 'appraised',
    form: { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' },
  })
  await handOver(stage, recordId)
  await openTask(site, recordId, 'due')
  return recordId
}

export async function aList({ site }: Stage, recordIds: readonly string[]): Promise<string> {
  const answer = await actorOn(site, 'han.shuning').act({ subjects: recordIds, ...LISTING }, (facts) =>
    compileList(facts, { title: '到期鉴定', recordIds }),
  )
  if (answer.kind === 'refused') throw new Error(`list: ${answer.code} ${JSON.stringify(answer.detail)}`)
  const { listId } = answer.answer
  if (typeof listId !== 'string') throw new Error('a list has an id')
  return listId
}

export const LISTING = { want: { objects: true, counters: true } } as const

const APPRAISERS = {
  'agency-head': 'luo.chengzhi',
  business: 'xu.wenbo',
  archives: 'jiang.yilan',
  administration: 'pan.suwen',
} as const satisfies Readonly<Record<string, Login>>
export type Seat = keyof typeof APPRAISERS

/** Seals a list and has all four give their opinions; `but` says who thinks otherwise of what. */
export async function concludedList(
  stage: Stage,
  recordIds: readonly string[],
  but: Partial<Readonly<Record<Seat, readonly ItemOpinion[]>>> = {},
): Promise<string> {
  const listId = await aList(stage, recordIds)
  await actorOn(stage.site, 'han.shuning').does(listId, 'compile', { outcome: 'sealed', form: {} })
  await giveOpinions(stage, { listId, recordIds, but })
  return listId
}

interface Opined {
  readonly listId: string
  readonly recordIds: readonly string[]
  readonly but?: Partial<Readonly<Record<Seat, readonly ItemOpinion[]>>>
}

/** All four would destroy everything, save what they say otherwise. */
export async function giveOpinions(stage: Stage, { listId, recordIds, but = {} }: Opined): Promise<void> {
  for (const seat of ['agency-head', 'business', 'archives', 'administration'] as const) {
    const other = but[seat] ?? []
    const verdicts = recordIds.map(
      (recordId) => other.find((o) => o.recordId === recordId) ?? { recordId, verdict: 'destroy' as const },
    )
    await actorOn(stage.site, APPRAISERS[seat]).does(listId, 'opinions', {
      slot: seat,
      outcome: 'given',
      form: { opinion: '同意' },
      verdicts,
    })
  }
}

export async function approvedList(stage: Stage, recordIds: readonly string[]): Promise<string> {
  const listId = await concludedList(stage, recordIds)
  await fileForRecord(stage, listId)
  await actorOn(stage.site, 'qian.wangshu').does(listId, 'approve', {
    outcome: 'approved',
    form: { opinion: '同意销毁' },
    factor: FACTOR,
  })
  return listId
}

export async function fileForRecord({ site }: Stage, listId: string): Promise<void> {
  const filedOn = await todayOf(site)
  await actorOn(site, 'han.shuning').does(listId, 'file-for-record', {
    outcome: 'filed-for-record',
    form: { number: '示人社档备〔2027〕3号', filedOn },
  })
}

/** Moves the clock over the end of cooling-off; the witnesses are asked next. */
export async function coolDown({ site }: Stage, listId: string): Promise<void> {
  const [row] = await site.admin<
    { on: string }[]
  >`select cooling_until::text as on from disposal_list where id = ${listId}`
  await moveClockTo(site, plainDate(row?.on ?? ''))
  await openTask(site, listId, 'check', 'witness-business')
}

export const WITNESSES = {
  'witness-archives': 'bai.luming',
  'witness-business': 'zhuo.feng',
} as const satisfies Readonly<Record<string, Login>>

export async function checkAndStart({ site }: Stage, listId: string, records: number): Promise<void> {
  for (const slot of ['witness-archives', 'witness-business'] as const) {
    await actorOn(site, WITNESSES[slot]).does(listId, 'check', {
      slot,
      outcome: 'checked',
      form: { countedRecords: records, isAsRegistered: true },
      factor: FACTOR,
    })
  }
  await actorOn(site, 'yue.ting').does(listId, 'execute', { outcome: 'started', form: {} })
}

export async function sign({ site }: Stage, listId: string): Promise<void> {
  await openTask(site, listId, 'sign', 'witness-business')
  const destroyedOn = await todayOf(site)
  for (const slot of ['witness-archives', 'witness-business'] as const) {
    await actorOn(site, WITNESSES[slot]).does(listId, 'sign', {
      slot,
      outcome: 'signed',
      form: { method: '删除并回收', place: '示范市机房', destroyedOn },
      factor: FACTOR,
    })
  }
}

export async function arrivesAt(
  site: TestSite,
  table: 'record' | 'disposal_list',
  id: string,
  step: string,
): Promise<void> {
  await until(
    `${table} ${id} at ${step}`,
    async () => ((await placeOf(site, table, id)) === step ? true : undefined),
    60_000,
  )
}
