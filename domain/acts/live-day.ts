/** The roll-out unit by unit: from which day one works in the system, and what comes to it before. */
import type { PlainDate } from '#domain/dates.ts'
import { refuse } from '#domain/refusal.ts'
import type { AdministrationDecision } from './administer.ts'
import { livingUnit, siteOf, workOf, type Ordered, type UnitFacts } from './units.ts'

export interface GoingLive extends Ordered {
  readonly unit: string
  /** First day on which it works in the system, today or ahead: what lies before is owed by nobody. */
  readonly on: PlainDate
}

/**
 * Sets the day from which a unit works in the system, so that a bureau begins with one unit and the others follow (分批上线). It may be
 * moved until it has come; a unit that has begun, or to which records have come, works and stays at work.
 */
export function setLiveDay(
  facts: UnitFacts,
  { unit: name, on, authority }: GoingLive,
): AdministrationDecision {
  const unit = livingUnit(facts, name)
  if ('code' in unit) return unit
  const { id, nameEn, liveFrom } = unit
  if (on < facts.today) return refuse('unit.live-past', { on, today: facts.today })
  const isSet = liveFrom !== null && liveFrom !== unit.fromOn
  if (liveFrom === on || (isSet && liveFrom <= facts.today))
    return refuse('unit.live-already', { unit: nameEn, on: liveFrom })
  const { lastMadeOn } = workOf(facts, id)
  if (lastMadeOn !== null) return refuse('unit.at-work', { unit: nameEn, on: lastMadeOn })
  const data = { unitId: id, on, authority }
  return {
    kind: 'decided',
    events: [{ stream: siteOf(facts), type: 'unit.live-set', data }],
    answer: { unitId: id },
  }
}
