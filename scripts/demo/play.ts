import type { z } from 'zod'
import { ClockView } from '#api/contract/administration.ts'
import { RecordDetailView } from '#api/contract/records.ts'
import { TaskActView, TaskDetailView, TaskPageView } from '#api/contract/tasks.ts'
import { plainDate, type PlainDate } from '#domain/dates.ts'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import type { Caller, Person } from './client.ts'
import type { Feed } from './feed.ts'
import { until } from './wait.ts'

export type Task = z.output<typeof TaskDetailView>
export type SeenRecord = z.output<typeof RecordDetailView>

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
  'lu.yunfan',
  'tang.ruoxi',
  'fang.mingche',
  'ning.yue',
  'meng.qingyao',
  'ding.bowen',
  'cen.yuhe',
  'wei.changqing',
] as const satisfies readonly DemoLogin[]

export interface Play {
  readonly as: (login: (typeof CAST)[number]) => Person
  readonly system: Caller
  readonly feed: Feed
  readonly say: (line: string) => void
}

export interface Part {
  readonly subjectId: string
  readonly step: string
  readonly slot?: string
  readonly outcome: string
  /** What is done with the task in hand before it is completed. */
  readonly prepare?: (task: Task) => Promise<void>
  readonly form: (task: Task) => Readonly<Record<string, unknown>>
  /** A verdict of destruction on each item of a list. */
  readonly hasVerdicts?: true
  /** Signed with a second factor, bound to the hash of the register. */
  readonly isSigned?: true
}

/** The person finds the task in the own worklist, claims it and completes it. */
export async function does(play: Play, person: Person, part: Part): Promise<void> {
  const { subjectId, step, slot } = part
  const found = await until(`a task ${step} ${slot ?? ''} for ${person.name}`, async () => {
    await play.feed.catchUp()
    return taskOf(person, { subjectId, step, slot })
  })
  if (found.state === 'open') await person.post(`/api/tasks/${found.id}/claim`, undefined, TaskActView)
  const task = await person.get(`/api/tasks/${found.id}`, TaskDetailView)
  await part.prepare?.(task)
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

/** Waits until a record stands at one of some steps, telling what happens meanwhile. */
export async function arrival(play: Play, recordId: string, steps: readonly string[]): Promise<SeenRecord> {
  return until(`the record at ${steps.join(' or ')}`, async () => {
    await play.feed.catchUp()
    const record = await recordOf(play, recordId)
    return steps.includes(record.place.step) ? record : undefined
  })
}

/** The record as the auditor sees it, who sees all of them at every step. */
export async function recordOf({ as }: Play, recordId: string): Promise<SeenRecord> {
  return as('duan.jingxing').get(`/api/records/${recordId}`, RecordDetailView)
}
