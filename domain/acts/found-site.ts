import { EXCLUSIVE_ROLES } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import type { FondsBirth, SiteRow, UnitBirth, UnitRow } from '#domain/organisation.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import {
  personEvents,
  type AdministrationDecision,
  type AdministrationFacts,
  type NewPerson,
} from './administer.ts'

/** The first rows of a site: nobody can act before they stand. */
export interface Founding {
  readonly site: Omit<SiteRow, 'id'>
  /** In an order in which each unit follows the one above it; the first is the bureau. */
  readonly units: readonly Omit<UnitBirth, 'path' | 'toOn'>[]
  readonly fonds: FondsBirth
  /** Services first; posts name units by id. */
  readonly people: readonly (NewPerson & { readonly id: string })[]
}

/** Founds a site in an empty database, with three administrators in three persons (三员, GB/T 22239-2019 8.1.5). */
export function foundSite(facts: AdministrationFacts, founding: Founding): AdministrationDecision {
  if (facts.organisation.all('site').length > 0) return refuse('site.exists')
  if (!/^[A-Z][0-9]{3}$/.test(founding.fonds.code)) return refuse('fonds.form', { code: founding.fonds.code })
  const fault = administratorFault(founding)
  if (fault !== undefined) return fault
  const organisation = facts.organisation.copy()
  const stream = { kind: 'site' as const, id: facts.siteId }
  const events: NewEvent[] = [{ stream, type: 'site.created', data: founding.site }]
  for (const unit of founding.units) {
    const row: UnitBirth = {
      ...unit,
      path: [...pathTo(organisation.get('unit', unit.parentId ?? '')), unit.id],
      toOn: null,
    }
    organisation.load('unit', { liveFrom: row.fromOn, ...row, endedBy: null, successorIds: [], heirId: null })
    events.push({ stream, type: 'unit.created', data: row })
  }
  events.push({ stream, type: 'fonds.created', data: founding.fonds })
  for (const person of founding.people) {
    const added = personEvents({ ...facts, organisation }, person)
    if ('code' in added) return added
    events.push(...added)
    organisation.load('person', { ...knownOf(person), state: 'active' })
  }
  return { kind: 'decided', events, answer: { siteId: facts.siteId, mode: founding.site.mode } }
}

function pathTo(parent: UnitRow | undefined): readonly string[] {
  return parent === undefined ? [] : parent.path
}

function knownOf({
  id,
  login,
  nameZh,
  nameEn,
  clearance,
  kind = 'person',
}: NewPerson & { readonly id: string }) {
  return { id, login, nameZh, nameEn, clearance, kind }
}

/** On a production site each of the three is there; nowhere are two of them one person, neither by login nor by name. */
function administratorFault({ site, people }: Founding): Refusal | undefined {
  const administrators = people.flatMap((person) =>
    person.posts.filter(({ role }) => EXCLUSIVE_ROLES.includes(role)).map(({ role }) => ({ role, person })),
  )
  const isWhole =
    site.mode !== 'production' ||
    EXCLUSIVE_ROLES.every((role) => administrators.some((one) => one.role === role))
  const distinct = (of: (person: NewPerson) => string) =>
    new Set(administrators.map(({ person }) => of(person))).size
  const isSeparate = [distinct((p) => p.login), distinct((p) => p.nameZh), distinct((p) => p.nameEn)].every(
    (count) => count === administrators.length,
  )
  return isWhole && isSeparate ? undefined : refuse('person.separate-duties')
}
