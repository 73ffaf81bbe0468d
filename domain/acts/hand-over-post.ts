import { dayBefore } from '#domain/dates.ts'
import { refuse } from '#domain/refusal.ts'
import type { Role } from '#domain/vocabulary.ts'
import {
  givePost,
  heldBy,
  personOf,
  unitOf,
  type AdministrationDecision,
  type AdministrationFacts,
} from './administer.ts'

export interface PostHandOver {
  readonly from: string
  readonly to: string
  readonly unit: string
  readonly role: Role
}

/**
 * Staff rotation (定期轮岗, regulations 9.3): a post passes to a successor in one act, with every class that it is granted. The
 * former holder's rights end with the day before; nobody keeps the keys of two posts by it.
 */
export function handOverPost(facts: AdministrationFacts, asked: PostHandOver): AdministrationDecision {
  const { from, to, unit, role } = asked
  const former = personOf(facts, from)
  if ('code' in former) return former
  if (from === to) return refuse('post.held', { login: to, role })
  const of = unitOf(facts, unit)
  if (of === undefined) return refuse('unit.unknown', { unit })
  const post = heldBy(facts, former.id).find((one) => one.unitId === of.id && one.role === role)
  if (post === undefined) return refuse('post.unknown', { login: from, role })
  const families = facts.organisation
    .all('classGrant')
    .filter((grant) => grant.postId === post.id && (grant.toOn === null || grant.toOn >= facts.today))
    .map(({ family }) => family)
  const given = givePost(facts, to, { unit: of.id, role, appraiserKind: post.appraiserKind, families })
  if (given.kind === 'refused') return given
  const { postId: toPostId, personId: toPersonId } = given.answer
  if (toPostId === undefined || toPersonId === undefined)
    throw new Error('a given post has an id and a holder')
  const stream = { kind: 'person' as const, id: former.id }
  const data = { postId: post.id, toPersonId, toPostId }
  return {
    kind: 'decided',
    events: [
      { stream, type: 'post.handed-over', data },
      { stream, type: 'post.ended', data: { postId: post.id, toOn: dayBefore(facts.today) } },
      ...given.events,
    ],
    answer: {
      fromId: former.id,
      toId: toPersonId,
      postId: post.id,
      toPostId,
      unitId: of.id,
      families: families.join(' '),
    },
  }
}
