import { dayBefore } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import type { ClassGrantRow, PostRow } from '#domain/organisation.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { RecordFamily, Role } from '#domain/vocabulary.ts'
import {
  grantEvents,
  heldBy,
  personOf,
  unitOf,
  type AdministrationDecision,
  type AdministrationFacts,
} from './administer.ts'

/** Which post of whom, and the families of classes that it is about. */
export interface ClassGrant {
  readonly login: string
  readonly unit: string
  readonly role: Role
  readonly families: readonly RecordFamily[]
}

/** Lets a post see records of more families of classes. Default deny: what no grant names, no post shows. */
export function grantClasses(facts: AdministrationFacts, grant: ClassGrant): AdministrationDecision {
  const post = postOf(facts, grant)
  if ('code' in post) return post
  const held = grantsOf(facts, post.id).map(({ family }) => family)
  const already = grant.families.find((family) => held.includes(family))
  if (already !== undefined) return refuse('class.granted-already', { family: already })
  const { id: postId, personId, role } = post
  const events = grantEvents(facts, { personId, postId, role, families: grant.families, fromOn: facts.today })
  return 'code' in events ? events : { kind: 'decided', events, answer: { personId, postId } }
}

/** Ends grants with the day before today: what they showed is hidden at once. */
export function withdrawClasses(facts: AdministrationFacts, grant: ClassGrant): AdministrationDecision {
  const post = postOf(facts, grant)
  if ('code' in post) return post
  const held = grantsOf(facts, post.id)
  const missing = grant.families.find((family) => !held.some((one) => one.family === family))
  if (missing !== undefined) return refuse('class.not-held', { family: missing })
  const events: readonly NewEvent[] = held
    .filter(({ family }) => grant.families.includes(family))
    .map(({ id }) => ({
      stream: { kind: 'person', id: post.personId },
      type: 'class.withdrawn',
      data: { grantId: id, toOn: dayBefore(facts.today) },
    }))
  return { kind: 'decided', events, answer: { personId: post.personId, postId: post.id } }
}

function postOf(facts: AdministrationFacts, { login, unit, role }: ClassGrant): PostRow | Refusal {
  const person = personOf(facts, login)
  if ('code' in person) return person
  const of = unitOf(facts, unit)
  if (of === undefined) return refuse('unit.unknown', { unit })
  const post = heldBy(facts, person.id).find((one) => one.unitId === of.id && one.role === role)
  return post ?? refuse('post.unknown', { login, role })
}

function grantsOf({ organisation, today }: AdministrationFacts, postId: string): readonly ClassGrantRow[] {
  return organisation
    .all('classGrant')
    .filter((one) => one.postId === postId && (one.toOn === null || one.toOn >= today))
}
