import { EXCLUSIVE_ROLES } from '#domain/access.ts'
import { addYears, type PlainDate } from '#domain/dates.ts'
import { refuse } from '#domain/refusal.ts'
import type { Role } from '#domain/vocabulary.ts'
import { decided, type ActFacts, type Decision } from './act.ts'

export interface NewDeputy {
  readonly postId: string
  readonly deputyId: string
  readonly fromOn: PlainDate
  readonly toOn: PlainDate
}

/** Posts whose duty is to be nobody else: an administrator, an auditor, a witness, a program. */
const NEVER: readonly Role[] = [
  ...EXCLUSIVE_ROLES,
  'auditor',
  'witness',
  'main-head',
  'integration',
  'receiving-archive',
  'engine',
]

/**
 * The holder of a post names who acts for it from date to date (代理). The deputy is a candidate of the post's groups and gets
 * nothing else of it; duties are judged on the natural person.
 */
export function nameDeputy(facts: ActFacts, { postId, deputyId, fromOn, toOn }: NewDeputy): Decision {
  const { actor, today } = facts
  const post = actor.posts.find((one) => one.id === postId)
  if (post === undefined) return refuse('deputy.not-your-post')
  if (NEVER.includes(post.role)) return refuse('deputy.role', { role: post.role })
  const deputy = facts.people?.find((one) => one.personId === deputyId)
  if (deputy?.kind !== 'person' || deputy.state !== 'active' || deputyId === actor.personId)
    return refuse('deputy.person')
  // Whoever sees no content by their duty must not see any for somebody else.
  if (deputy.groups.some((group) => EXCLUSIVE_ROLES.some((role) => group.startsWith(`${role}@`))))
    return refuse('deputy.person')
  if (fromOn < today || toOn < fromOn || toOn > addYears(fromOn, 1)) return refuse('deputy.dates')
  const row = { id: facts.newId(), postId, principalId: actor.personId, deputyId, fromOn, toOn }
  const stream = { kind: 'site' as const, id: facts.site.id }
  return decided(
    [{ stream, type: 'deputy.named', data: row }],
    { deputyId: row.id },
    {
      deputies: [row],
      people: [{ id: deputyId, rightsVersion: deputy.rightsVersion }],
    },
  )
}

/** Ends an appointment before its day; it gives nothing from this commit on. */
export function endDeputy(facts: ActFacts, { id }: { readonly id: string }): Decision {
  if (facts.deputies?.some((one) => one.id === id) !== true) return refuse('not-found')
  const stream = { kind: 'site' as const, id: facts.site.id }
  return decided([{ stream, type: 'deputy.ended', data: { id } }], { deputyId: id }, { deputiesEnded: [id] })
}
