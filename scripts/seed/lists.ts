import { moveClock } from '#domain/acts/clock.ts'
import { compileList } from '#domain/acts/lists.ts'
import { addDays, plainDate } from '#domain/dates.ts'
import { APPRAISERS, WITNESSES } from '#db/seed/demo-signers.ts'
import { idIn, type Hands, type SubjectRef } from './hands.ts'

/** The evidence of a second factor that approval, check and signature name. */
const FACTOR = 'seeded'

export interface ListPlan {
  readonly key: string
  readonly title: string
  readonly filingNumber: string
  readonly recordIds: readonly string[]
}

/** A list up to the main head's desk: compiled, sealed, four opinions, registered, filed for record. */
export async function bringToApproval(
  hands: Hands,
  { key, title, filingNumber, recordIds }: ListPlan,
): Promise<SubjectRef> {
  const facts = { subjects: recordIds, want: { objects: true, counters: true } } as const
  const answer = await hands.act('han.shuning', { key: `list/${key}/compile`, facts }, (f) =>
    compileList(f, { title, recordIds }),
  )
  const ref: SubjectRef = { subjectKind: 'disposal-list', subjectId: idIn(answer, 'listId') }
  await hands.does('han.shuning', ref, { step: 'compile', outcome: 'sealed', form: {} })
  const verdicts = recordIds.map((recordId) => ({ recordId, verdict: 'destroy' as const }))
  for (const [login, slot] of APPRAISERS) {
    await hands.does(login, ref, {
      step: 'opinions',
      slot,
      outcome: 'given',
      form: { opinion: '保管期满，无继续保存价值，同意销毁' },
      verdicts,
    })
  }
  const filedOn = await hands.today()
  await hands.does('han.shuning', ref, {
    step: 'file-for-record',
    outcome: 'filed-for-record',
    form: { number: filingNumber, filedOn },
  })
  return ref
}

/** A list from the main head's desk to its certificate; the clock of the demo site passes the cooling-off. */
export async function bringToCertificate(hands: Hands, ref: SubjectRef, items: number): Promise<void> {
  await hands.does('qian.wangshu', ref, {
    step: 'approve',
    outcome: 'approved',
    form: { opinion: '同意销毁' },
    factor: FACTOR,
  })
  await passCooling(hands, ref)
  for (const [login, slot] of WITNESSES) {
    const form = { countedRecords: items, isAsRegistered: true }
    await hands.does(login, ref, { step: 'check', slot, outcome: 'checked', form, factor: FACTOR })
  }
  await hands.does('yue.ting', ref, { step: 'execute', outcome: 'started', form: {} })
  const destroyedOn = await hands.today()
  for (const [login, slot] of WITNESSES) {
    const form = { method: '覆写并清除存储', place: '信息中心机房', destroyedOn }
    await hands.does(login, ref, { step: 'sign', slot, outcome: 'signed', form, factor: FACTOR })
  }
}

/** Longer than any cooling-off of the demo site, with room for the day's end. */
const COOLING_DAYS = 8

async function passCooling(hands: Hands, ref: SubjectRef): Promise<void> {
  await daysPass(hands, { key: ref.subjectId, days: COOLING_DAYS, reason: '演示：冷静期已过' })
  await hands.confirmDue(ref)
}

interface Passing {
  readonly key: string
  readonly days: number
  readonly reason: string
}

/** Moves the site's clock, once under each key. */
export async function daysPass(hands: Hands, { key, days, reason }: Passing): Promise<void> {
  const to = addDays(plainDate(await hands.today()), days)
  await hands.act('engine', { key: `clock/${key}`, facts: {} }, (facts) => moveClock(facts, { to, reason }))
}
