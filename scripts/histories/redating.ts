import { orderRedating } from '#domain/acts/redate.ts'
import { plainDate } from '#domain/dates.ts'
import { activateSchedule, approveSchedule, draftSchedule, reviewSchedule } from '#domain/acts/schedules.ts'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import type { Role } from '#domain/vocabulary.ts'
import type { Stage } from '#scripts/bench/stage.ts'
import { newId } from '#db/ids.ts'

const YEARS = 30
const SCHEDULE = 'social-insurance'

/** A longer period for unemployment benefits, drafted, signed and activated by their persons, and its re-dating; answers its job. */
export async function orderARedating({ admin, gate }: Pick<Stage, 'admin' | 'gate'>): Promise<string> {
  const opened = await gate()
  const act = async (role: Role, subjects: readonly string[], decide: (facts: ActFacts) => Decision) => {
    const [person] = await admin<{ id: string }[]>`
      select person_id as id from post where role = ${role} order by person_id limit 1`
    const principal = { kind: 'person', id: person?.id ?? '' } as const
    const answer = await opened.act(
      { name: 'schedule', facts: { principal, key: newId(), subjects }, body: {} },
      decide,
    )
    if (answer.kind === 'refused') throw new Error(`${role}: ${answer.code}`)
    return answer.answer
  }
  const activeId = await only(admin<{ value: string }[]>`
    select id as value from schedule_version where schedule = ${SCHEDULE} and state = 'active'`)
  const rules = await admin<{ rule: ScheduleRow }[]>`
    select rule from schedule_row where schedule_version_id = ${activeId}`
  const rows = rules.map(({ rule }): ScheduleRow =>
    rule.code === 'SI-5-03' ? { ...rule, period: { kind: 'years', years: YEARS } } : rule,
  )
  const drafted = await act('archives-clerk', [activeId], (facts) =>
    draftSchedule(facts, { basedOnId: activeId, version: 'REDATED-1', effectiveOn: facts.today, rows }),
  )
  const id = textOf(drafted['scheduleVersionId'])
  const sha256 = await only(admin<{ value: string }[]>`
    select sha256 as value from schedule_version where id = ${id}`)
  const signed = { id, sha256, note: 'compared with the text' }
  const subjects = [id, activeId]
  const consent = { authority: 'the city archives', number: '2026/7', on: plainDate('2020-01-02') }
  await act('archives-head', subjects, (facts) => reviewSchedule(facts, signed))
  await act('main-head', subjects, (facts) => approveSchedule(facts, signed))
  await act('archives-head', subjects, (facts) => activateSchedule(facts, { ...signed, activeId, consent }))
  const ordered = await act('archives-head', [id], (facts) => orderRedating(facts, { id }))
  return textOf(ordered['jobId'])
}

async function only(query: PromiseLike<readonly { value: string }[]>): Promise<string> {
  const [row] = await query
  if (row === undefined) throw new Error('there is one such version')
  return row.value
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new Error('the act did not answer it')
  return value
}
