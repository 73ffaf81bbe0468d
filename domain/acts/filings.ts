/** Filing by the calendar: a unit states that a period is filed, and the clock says which were not in time. */
import { candidateGroup, type Actor } from '#domain/access.ts'
import { addDays, addWorkingDays, type PlainDate, type WorkingCalendar } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { periodsOf, type FilingPeriod } from '#domain/filing-calendar.ts'
import { isLiveOn } from '#domain/organisation.ts'
import { refuse } from '#domain/refusal.ts'
import type { Rows } from '#domain/state.ts'
import { DAYS_TO_REMIND } from '#domain/working-days.ts'
import type { AdministrationDecision, AdministrationFacts } from './administer.ts'
import { cadencesOf } from './schemes.ts'

export interface FilingFacts extends AdministrationFacts {
  readonly actor: Pick<Actor, 'personId' | 'groups'>
  readonly calendar: WorkingCalendar
  /** Id of the history of a unit's filings. */
  readonly calendarIdOf: (unitId: string) => string
  /** Periods that are due today or later and of which a reminder was given: `unit/class/first day`. */
  readonly reminded?: ReadonlySet<string>
  /** Of the period asked for: records that stand filed, and those that do not yet. */
  readonly counted?: { readonly filed: number; readonly unfiled: number }
}

/** A period that a unit owes for a class. */
export interface Duty extends FilingPeriod {
  readonly unitId: string
  readonly classId: string
}

/**
 * What the units owe of what closes within a span, by the cadences of the classes in force. What had closed before its cadence was set
 * is owed by nobody.
 */
export function dutiesWithin(
  organisation: Rows,
  span: { readonly from: PlainDate; readonly to: PlainDate },
  calendar: WorkingCalendar,
): readonly Duty[] {
  const schemes = new Map(organisation.all('scheme').map((scheme) => [scheme.id, scheme]))
  return organisation.all('schemeClass').flatMap((of) => {
    const scheme = schemes.get(of.schemeId)
    if (scheme?.state !== 'active') return []
    return cadencesOf({ organisation }, of.id).flatMap((cadence) => {
      const endsOn = cadence.toOn ?? scheme.endsOn
      return periodsOf({ ...cadence, toOn: endsOn }, span, calendar)
        .filter((period) => period.toOn >= cadence.setOn)
        .flatMap((period) =>
          of.unitIds
            .filter((unitId) => existed(organisation, unitId, period))
            .map((unitId) => ({ ...period, unitId, classId: of.id })),
        )
    })
  })
}

/** A unit owes what closed while it was there and at work; its last period closes with it and is owed by its heir's people. */
function existed(organisation: Rows, unitId: string, { fromOn, toOn }: FilingPeriod): boolean {
  const unit = organisation.get('unit', unitId)
  return (
    unit !== undefined &&
    unit.fromOn <= toOn &&
    isLiveOn(unit, toOn) &&
    (unit.toOn === null || unit.toOn >= fromOn)
  )
}

export interface Statement {
  readonly unitId: string
  readonly classId: string
  /** First day of the period. */
  readonly fromOn: PlainDate
  readonly note: string
}

/** The unit's archivist or head states that a period is filed. Refused while records of it stand unfiled. */
export function stateFiling(facts: FilingFacts, input: Statement): AdministrationDecision {
  const { unitId, classId, fromOn, note } = input
  const groups = [candidateGroup('unit-archivist', unitId), candidateGroup('unit-head', unitId)]
  if (!groups.some((group) => facts.actor.groups.includes(group)))
    return refuse('access.denied', { act: 'filing.state' })
  const span = { from: fromOn, to: addDays(fromOn, DAYS_OF_A_YEAR) }
  const duty = dutiesWithin(facts.organisation, span, facts.calendar).find(
    (one) => one.unitId === unitId && one.classId === classId && one.fromOn === fromOn,
  )
  if (duty === undefined) return refuse('filing.no-such-period', { fromOn })
  if (duty.toOn >= facts.today) return refuse('filing.still-open', { toOn: duty.toOn })
  const isOfPeriod = (row: { readonly classId: string; readonly fromOn: PlainDate }) =>
    row.classId === classId && row.fromOn === fromOn
  const calendarId = facts.calendarIdOf(unitId)
  if (facts.organisation.all('filingStatement').some((row) => row.unitId === unitId && isOfPeriod(row)))
    return refuse('filing.stated', { fromOn })
  const { filed = 0, unfiled = 0 } = facts.counted ?? {}
  if (unfiled > 0) return refuse('filing.unfiled-records', { unfiled })
  const stream = { kind: 'filing' as const, id: calendarId }
  const { toOn, dueOn } = duty
  const data = { id: facts.newId(), unitId, classId, fromOn, toOn, dueOn, records: filed, note }
  return {
    kind: 'decided',
    events: [{ stream, type: 'filing.stated', data }],
    answer: { statementId: data.id },
  }
}

const DAYS_OF_A_YEAR = 366
/** Days back that the sweep looks at: a year's filing is due half a year after it has closed. */
const SWEPT_DAYS = 600

type PeriodOf = Pick<Duty, 'unitId' | 'classId' | 'fromOn'>

/** What names a period of a unit and a class. */
export function periodKeyOf({ unitId, classId, fromOn }: PeriodOf): string {
  return `${unitId}/${classId}/${fromOn}`
}

/** The clock raises an alert for each period that its unit has not filed in time, and reminds of one whose day comes near; once for each. */
export function sweepFilings(facts: FilingFacts): AdministrationDecision {
  const { organisation, today, calendar, reminded = new Set<string>() } = facts
  const filed = new Set(organisation.all('filingStatement').map(periodKeyOf))
  const alerted = new Set(organisation.all('filingAlert').map(periodKeyOf))
  const open = dutiesWithin(organisation, { from: addDays(today, -SWEPT_DAYS), to: today }, calendar).filter(
    (duty) => !filed.has(periodKeyOf(duty)),
  )
  const near = addWorkingDays(today, DAYS_TO_REMIND, calendar)
  const isNear = (duty: Duty) => duty.toOn < today && duty.dueOn >= today && duty.dueOn <= near
  // What is filed day by day is daily work: a bell for each of its days would be heard by nobody.
  const isDaily = ({ fromOn, toOn }: Duty) => fromOn === toOn
  const late = open.filter((duty) => duty.dueOn < today && !alerted.has(periodKeyOf(duty)))
  const soon = open.filter((duty) => isNear(duty) && !isDaily(duty) && !reminded.has(periodKeyOf(duty)))
  const eventOf = (type: 'filing.alerted' | 'filing.reminded', duty: Duty): NewEvent => {
    const { unitId, classId, fromOn, toOn, dueOn } = duty
    const stream = { kind: 'filing' as const, id: facts.calendarIdOf(unitId) }
    const data = { unitId, classId, fromOn, toOn, dueOn }
    return type === 'filing.reminded'
      ? { stream, type, data }
      : { stream, type, data: { id: facts.newId(), ...data } }
  }
  const events = [
    ...late.map((duty) => eventOf('filing.alerted', duty)),
    ...soon.map((duty) => eventOf('filing.reminded', duty)),
  ].slice(0, MOST_AT_ONCE)
  const alerts = Math.min(late.length, events.length)
  const answer = { alerts: String(alerts), reminders: String(events.length - alerts) }
  return { kind: 'decided', events, answer }
}

/** In one commit; what is left the next sweep finds. */
const MOST_AT_ONCE = 500
