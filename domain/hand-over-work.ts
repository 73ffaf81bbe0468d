/**
 * What a post hand-over that waits asks of whom, and by when (定期轮岗, regulations 9.3): a row of the worklist and a ring of the bell, read
 * from the hand-over itself. Nothing of it is stored, so it cannot disagree with the hand-over.
 */
import type { Actor } from './access.ts'
import { isAbovePath } from './acts/hand-overs.ts'
import { addWorkingDays, type PlainDate, type WorkingCalendar } from './dates.ts'
import type { PostHandOverRow } from './organisation.ts'

export const HAND_OVER_SIGNATURES = ['confirm', 'accept'] as const
/** Somebody above the post agrees; then the successor receives it. */
export type HandOverSignature = (typeof HAND_OVER_SIGNATURES)[number]

export interface SignableHandOver extends Pick<PostHandOverRow, 'state' | 'fromId' | 'toId'> {
  /** The unit of the post and those above it. */
  readonly unitPath: readonly string[]
}

/** The signature that a hand-over waits for, where it is this person's to give; null otherwise. */
export function signatureAsked(
  actor: Pick<Actor, 'personId' | 'posts'>,
  { state, fromId, toId, unitPath }: SignableHandOver,
): HandOverSignature | null {
  if (state === 'confirmed') return actor.personId === toId ? 'accept' : null
  const agrees = actor.personId !== toId && isAbovePath(actor, { personId: fromId, unitPath })
  return state === 'proposed' && agrees ? 'confirm' : null
}

/** Working days for a signature; the bureau's proposal, no order names any. */
const DAYS_TO_SIGN = 5

/** The last day on which a signature is given in time, counted from the one before it. */
export function signatureDueOn(saidOn: PlainDate, calendar: WorkingCalendar): PlainDate {
  return addWorkingDays(saidOn, DAYS_TO_SIGN, calendar)
}
