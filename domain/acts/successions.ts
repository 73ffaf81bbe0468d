import { refuse, type Refusal } from '#domain/refusal.ts'
import type { SuccessionWay } from '#domain/vocabulary/structure.ts'
import type { AdministrationDecision, AdministrationFacts } from './administer.ts'
import { livingUnit, siteOf } from './units.ts'

export interface NewFonds {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  /** The agency whose records it holds. */
  readonly agency: string
}

/** A further fonds, for an agency that has none: all records of one creator (DA/T 13-2022: a letter and three digits). */
export function addFonds(facts: AdministrationFacts, input: NewFonds): AdministrationDecision {
  const unit = livingUnit(facts, input.agency)
  if ('code' in unit) return unit
  const { code, nameZh, nameEn } = input
  if (!/^[A-Z][0-9]{3}$/.test(code)) return refuse('fonds.form', { code })
  const all = facts.organisation.all('fonds')
  if (all.some((fonds) => fonds.code === code)) return refuse('fonds.code-taken', { code })
  const fault = agencyFault(facts, unit.id)
  if (fault !== undefined) return fault
  const [first] = all
  if (first === undefined) return refuse('site.missing')
  const { archivesUnitId, bureauUnitId } = first
  const id = facts.newId()
  const data = { id, code, nameZh, nameEn, agencyUnitId: unit.id, archivesUnitId, bureauUnitId }
  return {
    kind: 'decided',
    events: [{ stream: siteOf(facts), type: 'fonds.created', data }],
    answer: { fondsId: id },
  }
}

export interface Settlement {
  readonly fondsId: string
  readonly way: SuccessionWay
  /** The agency that goes on with the fonds, or answers for the closed one. */
  readonly successor: string
  /** The order on which it rests. */
  readonly authority: string
}

/** Says who follows the ended agency of a fonds; from then on its records may be destroyed and transferred again. */
export function settleSuccession(facts: AdministrationFacts, input: Settlement): AdministrationDecision {
  const { fondsId, way, authority } = input
  const fonds = facts.organisation.get('fonds', fondsId)
  if (fonds === undefined) return refuse('not-found')
  const open = facts.organisation
    .all('fondsSuccession')
    .find((one) => one.fondsId === fondsId && one.settledOn === null)
  if (open === undefined) return refuse('fonds.settled', { code: fonds.code })
  const successor = livingUnit(facts, input.successor)
  if ('code' in successor) return successor
  const fault = way === 'continued' ? agencyFault(facts, successor.id) : undefined
  if (fault !== undefined) return fault
  const data = { id: open.id, fondsId, way, successorUnitId: successor.id, authority }
  return {
    kind: 'decided',
    events: [{ stream: siteOf(facts), type: 'fonds.succession-settled', data }],
    answer: { fondsId },
  }
}

/** At a date a unit belongs to one fonds, so an agency forms one at a time. */
function agencyFault(facts: AdministrationFacts, unitId: string): Refusal | undefined {
  const known = facts.organisation
    .all('fonds')
    .find((fonds) => fonds.agencyUnitId === unitId && fonds.closedOn === null)
  return known === undefined ? undefined : refuse('fonds.agency-taken', { code: known.code })
}
