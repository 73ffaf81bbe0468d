import type { Actor } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import type { PostHandOverRow, PostRegister, PostRow } from '#domain/organisation.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import {
  heldBy,
  type Administered,
  type AdministrationDecision,
  type AdministrationFacts,
} from './administer.ts'
import { handOverPost } from './hand-over-post.ts'

/** What a hand-over rests on beside the organisation: who acts, and what of the post would move today. */
export interface HandOverFacts extends AdministrationFacts {
  readonly actor: Actor
  readonly moving?: { readonly register: PostRegister; readonly hash: string }
}

export interface NewHandOver {
  readonly postId: string
  readonly toId: string
  readonly note: string
}

/** The holder of a post, or somebody above it, proposes its successor (定期轮岗, regulations 9.3). Nothing moves by it yet. */
export function proposeHandOver(
  facts: HandOverFacts,
  { postId, toId, note }: NewHandOver,
): AdministrationDecision {
  const post = heldPost(facts, postId)
  if (post === undefined) return refuse('not-found')
  const { actor } = facts
  if (post.personId !== actor.personId && !isAbove(facts, actor, post))
    return refuse('access.denied', { act: 'hand-over.propose' })
  const isOpenAlready = facts.organisation
    .all('postHandOver')
    .some((one) => one.postId === postId && isOpen(one))
  if (isOpenAlready) return refuse('hand-over.open-already')
  const row = {
    id: facts.newId(),
    postId,
    fromId: post.personId,
    toId,
    unitId: post.unitId,
    role: post.role,
    note,
  }
  // Whatever would stand against the act is said now, not when two people have signed.
  const moved = moveOf(facts, row)
  if (moved.kind === 'refused') return moved
  return said(row.id, [{ stream: siteOf(facts), type: 'hand-over.proposed', data: row }])
}

export interface Signature {
  readonly id: string
  /** Digest of what the signer saw that would move; it must be what would move now. */
  readonly registerHash: string
  /** How the signer proved who they are. */
  readonly proof: string
}

/** Somebody above the post agrees; the permission moves only when the successor has signed too. */
export function confirmHandOver(
  facts: HandOverFacts,
  { id, registerHash, proof }: Signature,
): AdministrationDecision {
  const found = openOne(facts, id)
  if ('code' in found) return found
  const { row, post } = found
  const { actor } = facts
  const isParty = actor.personId === row.fromId || actor.personId === row.toId
  if (isParty || !isAbove(facts, actor, post)) return refuse('access.denied', { act: 'hand-over.confirm' })
  if (row.state !== 'proposed') return refuse('hand-over.out-of-order', { state: row.state })
  if (registerHash !== facts.moving?.hash) return refuse('hand-over.register-moved')
  return said(id, [{ stream: siteOf(facts), type: 'hand-over.confirmed', data: { id, registerHash, proof } }])
}

/**
 * The successor signs for what they receive: in this one act the post, its classes and its open work pass, and the former holder's
 * rights end with the day before.
 */
export function acceptHandOver(
  facts: HandOverFacts,
  { id, registerHash, proof }: Signature,
): AdministrationDecision {
  const found = openOne(facts, id)
  if ('code' in found) return found
  const { row } = found
  if (facts.actor.personId !== row.toId) return refuse('access.denied', { act: 'hand-over.accept' })
  if (row.state !== 'confirmed') return refuse('hand-over.out-of-order', { state: row.state })
  if (facts.moving === undefined || registerHash !== facts.moving.hash)
    return refuse('hand-over.register-moved')
  const moved = moveOf(facts, row)
  if (moved.kind === 'refused') return moved
  const { toPostId = '' } = moved.answer
  const { register } = facts.moving
  const data = { id, toPostId, registerHash, register, proof }
  return { ...moved, events: [{ stream: siteOf(facts), type: 'hand-over.accepted', data }, ...moved.events] }
}

/** Whoever proposed it, a party or somebody above takes it back while the successor has not signed. */
export function withdrawHandOver(
  facts: HandOverFacts,
  { id, reason }: { readonly id: string; readonly reason: string },
): AdministrationDecision {
  const found = openOne(facts, id)
  if ('code' in found) return found
  const { row, post } = found
  const { personId } = facts.actor
  const isNamed = [row.proposedBy, row.fromId, row.toId].includes(personId)
  if (!isNamed && !isAbove(facts, facts.actor, post))
    return refuse('access.denied', { act: 'hand-over.withdraw' })
  return said(id, [{ stream: siteOf(facts), type: 'hand-over.withdrawn', data: { id, reason } }])
}

export interface Sheet {
  readonly id: string
  readonly key: string
  readonly versionId: string | null
  readonly sha256: string
  readonly sizeBytes: number
}

/** The engine lays down the printed register of a hand-over that is done; a second one of the same is nothing. */
export function laySheet(facts: HandOverFacts, sheet: Sheet): AdministrationDecision {
  const row = facts.organisation.get('postHandOver', sheet.id)
  if (row?.state !== 'done') return refuse('not-found')
  if (row.sheetKey !== null) return said(sheet.id, [])
  return said(sheet.id, [{ stream: siteOf(facts), type: 'hand-over.sheet-laid', data: sheet }])
}

/** Heads of the post's own unit and of those above it, and the head of the archives office; never the holder of the post. */
export function isAbovePath(
  actor: Pick<Actor, 'personId' | 'posts'>,
  post: { readonly personId: string; readonly unitPath: readonly string[] },
): boolean {
  if (post.personId === actor.personId) return false
  return actor.posts.some(
    ({ role, unitId }) =>
      role === 'archives-head' ||
      ((role === 'unit-head' || role === 'main-head') && post.unitPath.includes(unitId)),
  )
}

function isAbove({ organisation }: HandOverFacts, actor: Actor, { personId, unitId }: PostRow): boolean {
  return isAbovePath(actor, { personId, unitPath: organisation.get('unit', unitId)?.path ?? [] })
}

export function isOpen({ state }: Pick<PostHandOverRow, 'state'>): boolean {
  return state === 'proposed' || state === 'confirmed'
}

interface Open {
  readonly row: PostHandOverRow
  readonly post: PostRow
}

/** A hand-over that waits for signatures, by whom it concerns; for anybody else there is none. */
function openOne(facts: HandOverFacts, id: string): Open | Refusal {
  const row = facts.organisation.get('postHandOver', id)
  if (row === undefined) return refuse('not-found')
  const post = facts.organisation.must('post', row.postId)
  const { personId } = facts.actor
  const concerns =
    [row.proposedBy, row.fromId, row.toId].includes(personId) || isAbove(facts, facts.actor, post)
  if (!concerns) return refuse('not-found')
  if (!isOpen(row)) return refuse('hand-over.out-of-order', { state: row.state })
  return heldPost(facts, row.postId) === undefined ? refuse('hand-over.post-ended') : { row, post }
}

function heldPost(facts: HandOverFacts, postId: string): PostRow | undefined {
  const post = facts.organisation.get('post', postId)
  const holder = post === undefined ? undefined : facts.organisation.get('person', post.personId)
  if (post === undefined || holder?.kind !== 'person') return undefined
  return heldBy(facts, post.personId).find((one) => one.id === postId)
}

function moveOf(
  facts: HandOverFacts,
  { fromId, toId, unitId, role }: Pick<PostHandOverRow, 'fromId' | 'toId' | 'unitId' | 'role'>,
): AdministrationDecision {
  const from = facts.organisation.get('person', fromId)
  const to = facts.organisation.get('person', toId)
  if (from === undefined || to?.kind !== 'person') return refuse('not-found')
  return handOverPost(facts, { from: from.login, to: to.login, unit: unitId, role })
}

function siteOf({ siteId }: HandOverFacts) {
  return { kind: 'site' as const, id: siteId }
}

function said(handOverId: string, events: readonly NewEvent[]): Administered {
  return { kind: 'decided', events, answer: { handOverId } }
}
