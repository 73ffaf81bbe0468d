import type { z } from 'zod'
import { ClockView } from '#api/contract/administration.ts'
import { CompiledListView, ListDetailView } from '#api/contract/disposal.ts'
import { LifecycleView, StartedLifecycleView } from '#api/contract/lifecycles.ts'
import { RecordDetailView } from '#api/contract/records.ts'
import { TaskActView, TaskDetailView, TaskPageView } from '#api/contract/tasks.ts'
import { plainDate, type PlainDate } from '#domain/dates.ts'
import { demoUnitId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import type { Caller, Person } from './client.ts'
import type { Feed } from './feed.ts'
import type { GivenRecord } from './input.ts'
import { until } from './wait.ts'

type Task = z.output<typeof TaskDetailView>
export type List = z.output<typeof ListDetailView>

/** Everybody of the demo who has a part to play. */
export const CAST = [
  'shen.zhiqiu',
  'guo.huaiyuan',
  'han.shuning',
  'luo.chengzhi',
  'xu.wenbo',
  'jiang.yilan',
  'pan.suwen',
  'qian.wangshu',
  'bai.luming',
  'zhuo.feng',
  'yue.ting',
  'duan.jingxing',
  'song.anran',
] as const satisfies readonly DemoLogin[]

export interface Play {
  readonly as: (login: (typeof CAST)[number]) => Person
  readonly system: Caller
  readonly feed: Feed
  readonly say: (line: string) => void
}

interface Part {
  readonly subjectId: string
  readonly step: string
  readonly slot?: string
  readonly outcome: string
  readonly form: (task: Task) => Readonly<Record<string, unknown>>
  /** A verdict of destruction on each item of a list. */
  readonly hasVerdicts?: true
  /** Signed with a second factor, bound to the hash of the register. */
  readonly isSigned?: true
}

/** The person finds the task in the own worklist, claims it and completes it. */
async function does(play: Play, person: Person, part: Part): Promise<void> {
  const { subjectId, step, slot } = part
  const found = await until(`a task ${step} ${slot ?? ''} for ${person.name}`, async () => {
    await play.feed.catchUp()
    return taskOf(person, { subjectId, step, slot })
  })
  if (found.state === 'open') await person.post(`/api/tasks/${found.id}/claim`, undefined, TaskActView)
  const task = await person.get(`/api/tasks/${found.id}`, TaskDetailView)
  const verdicts =
    part.hasVerdicts === undefined
      ? undefined
      : (task.items ?? []).map(({ recordId }) => ({ recordId, verdict: 'destroy' }))
  const factor =
    part.isSigned === undefined ? {} : { totp: await person.code(), registerHash: task.registerHash ?? '' }
  const body = {
    outcome: part.outcome,
    form: part.form(task),
    ...(verdicts === undefined ? {} : { verdicts }),
    ...factor,
  }
  await person.post(`/api/tasks/${found.id}/complete`, body, TaskActView)
  await play.feed.catchUp()
}

async function taskOf(
  person: Person,
  wanted: { readonly subjectId: string; readonly step: string; readonly slot: string | undefined },
) {
  for (const view of ['mine', 'group']) {
    let cursor: string | null = null
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const page: z.output<typeof TaskPageView> = await person.get(
        `/api/tasks?view=${view}&step=${wanted.step}&limit=200${query}`,
        TaskPageView,
      )
      const task = page.items.find(
        (one) =>
          one.subjectId === wanted.subjectId && (wanted.slot === undefined || one.slot === wanted.slot),
      )
      if (task !== undefined) return task
      cursor = page.nextCursor
    } while (cursor !== null)
  }
  return undefined
}

export async function todayOf({ as }: Play): Promise<PlainDate> {
  const { today } = await as('song.anran').get('/api/clock', ClockView)
  return plainDate(today)
}

/** The system administrator of the demo site moves the clock of the law; on a production site there is no such thing. */
export async function moveClockTo(play: Play, to: string): Promise<void> {
  if ((await todayOf(play)) >= to) return
  await play.as('song.anran').post('/api/clock', { to, reason: 'demonstration' }, ClockView)
  play.say(`  the clock of the site shows ${to} now`)
}

/** The business system hands in a record with its files, in one call. */
export async function handIn(play: Play, record: GivenRecord): Promise<string> {
  const body = new FormData()
  const { title, classCode, formedOn, subjectName } = record
  const said = {
    definition: 'electronic-item',
    title,
    classCode,
    formedOn,
    formingUnitId: demoUnitId('unemployment'),
    carrier: 'electronic',
    grade: 'internal',
    sourceReference: `DEMO-${Date.now()}`,
    ...(subjectName === null ? {} : { subjectName }),
  }
  body.append('record', JSON.stringify(said))
  for (const { name, bytes } of record.files)
    body.append('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), name)
  const started = await play.system.post('/api/lifecycles', body, StartedLifecycleView)
  play.feed.follow({ kind: 'records', id: started.recordId, name: 'record' })
  return started.recordId
}

/** Arranged, filed, appraised, handed over with both signatures, kept: answers the day on which it falls due. */
export async function bringIntoKeeping(play: Play, recordId: string): Promise<string> {
  const archivist = play.as('shen.zhiqiu')
  const step = { subjectId: recordId }
  const pages = async (): Promise<number> => {
    const record = await archivist.get(`/api/records/${recordId}`, RecordDetailView)
    return record.items
      .filter(({ role }) => role === 'content')
      .reduce((sum, object) => sum + (object.pages ?? 0), 0)
  }
  await until('the inspection of the documents', async () => {
    await play.feed.catchUp()
    const life = await play.system.get(`/api/lifecycles/${recordId}`, LifecycleView)
    if (life.place.step === 'create') throw new Error('the documents were sent back by the inspection')
    return life.place.step === 'arrange' ? life : undefined
  })
  const counted = await pages()
  await does(play, archivist, {
    ...step,
    step: 'arrange',
    outcome: 'arranged',
    form: () => ({ pages: Math.max(1, counted), isInOrder: true }),
  })
  await does(play, archivist, {
    ...step,
    step: 'file',
    outcome: 'filed',
    form: ({ record }) => ({ classCode: record?.classCode ?? '' }),
  })
  const appraised = { scanPolicy: 'if-used', grade: 'internal', openingState: 'controlled' }
  await does(play, play.as('guo.huaiyuan'), {
    ...step,
    step: 'appraise',
    outcome: 'appraised',
    form: () => appraised,
  })
  const sent = { records: 1, pages: Math.max(1, counted) }
  await does(play, archivist, {
    ...step,
    step: 'hand-over',
    slot: 'sender',
    outcome: 'signed',
    form: () => sent,
  })
  const taken = { countedPages: Math.max(1, counted) }
  await does(play, play.as('han.shuning'), {
    ...step,
    step: 'hand-over',
    slot: 'receiver',
    outcome: 'signed',
    form: () => taken,
  })
  const { retention } = await play.as('han.shuning').get(`/api/records/${recordId}`, RecordDetailView)
  for (const line of retention.explanation.en) play.say(`    ${line}`)
  if (retention.dueOn === null)
    throw new Error('a record of this class never falls due, so it cannot be destroyed')
  return retention.dueOn
}

/** After the due day: the records wait for the archives clerk, who puts them on a list and seals it. */
export async function compile(play: Play, recordIds: readonly string[]): Promise<string> {
  const clerk = play.as('han.shuning')
  for (const recordId of recordIds) {
    await until('the record to fall due', async () => {
      await play.feed.catchUp()
      const { place } = await clerk.get(`/api/records/${recordId}`, RecordDetailView)
      return place.step === 'due' ? place : undefined
    })
  }
  const { listId, number } = await clerk.post(
    '/api/disposal-lists',
    { title: '演示：到期销毁', recordIds },
    CompiledListView,
  )
  play.feed.follow({ kind: 'disposal-lists', id: listId, name: number })
  await does(play, clerk, { subjectId: listId, step: 'compile', outcome: 'sealed', form: () => ({}) })
  return listId
}

const APPRAISERS = [
  ['luo.chengzhi', 'agency-head'],
  ['xu.wenbo', 'business'],
  ['jiang.yilan', 'archives'],
  ['pan.suwen', 'administration'],
] as const
const WITNESSES = [
  ['bai.luming', 'witness-archives'],
  ['zhuo.feng', 'witness-business'],
] as const

/** Four opinions, filing for record, the main head's signature; then the cooling-off passes by the site's clock. */
export async function approve(play: Play, listId: string): Promise<void> {
  const subject = { subjectId: listId }
  for (const [login, slot] of APPRAISERS) {
    const form = () => ({ opinion: '保管期满，无继续保存价值，同意销毁' })
    await does(play, play.as(login), {
      ...subject,
      step: 'opinions',
      slot,
      outcome: 'given',
      form,
      hasVerdicts: true,
    })
  }
  const filedOn = await todayOf(play)
  const filing = { number: '示社保档备〔演〕1号', filedOn }
  await does(play, play.as('han.shuning'), {
    ...subject,
    step: 'file-for-record',
    outcome: 'filed-for-record',
    form: () => filing,
  })
  await does(play, play.as('qian.wangshu'), {
    ...subject,
    step: 'approve',
    outcome: 'approved',
    form: () => ({ opinion: '同意销毁' }),
    isSigned: true,
  })
  const { coolingUntil } = await listOf(play, listId)
  if (coolingUntil === null) throw new Error('the approved list has no cooling-off')
  play.say(`  cooling-off until ${coolingUntil}: nobody stops it`)
  await moveClockTo(play, coolingUntil)
}

/** Both witnesses check, the executor starts, the machine destroys, both witnesses sign, the certificate is printed. */
export async function destroy(play: Play, listId: string): Promise<List> {
  const subject = { subjectId: listId }
  for (const [login, slot] of WITNESSES) {
    const form = ({ items, list }: Task) => ({
      countedRecords: items?.length ?? list?.counts.listed ?? 0,
      isAsRegistered: true,
    })
    await does(play, play.as(login), {
      ...subject,
      step: 'check',
      slot,
      outcome: 'checked',
      form,
      isSigned: true,
    })
  }
  await does(play, play.as('yue.ting'), { ...subject, step: 'execute', outcome: 'started', form: () => ({}) })
  const destroyedOn = await todayOf(play)
  for (const [login, slot] of WITNESSES) {
    const form = () => ({ method: '覆写并清除存储', place: '信息中心机房', destroyedOn })
    await does(play, play.as(login), {
      ...subject,
      step: 'sign',
      slot,
      outcome: 'signed',
      form,
      isSigned: true,
    })
  }
  return until('the certificate', async () => {
    const list = await listOf(play, listId)
    await play.feed.catchUp()
    return list.endedOn === null ? undefined : list
  })
}

export async function listOf({ as }: Play, listId: string): Promise<List> {
  return as('han.shuning').get(`/api/disposal-lists/${listId}`, ListDetailView)
}
