import type { SiteMode } from './vocabulary.ts'

const DAY_MS = 24 * 60 * 60 * 1000

// Short against mistakes (a lock can never be shortened), long enough to outlast a renewal patrol that fails for weeks.
const STEP_NOT_DUE_MS = 90 * DAY_MS

// Once a record is due its destruction may be approved any day and then waits for the lock: a week at most.
const STEP_DUE_MS = 7 * DAY_MS

// Demo and test sites walk through decades in minutes and must see a lock lapse.
const STEP_PLAYGROUND_MS = 5_000

/**
 * Where a record stands towards its disposal, as far as its lock is concerned. Legal dates are the site clock's; the
 * caller has already decided by it whether the record is due.
 * - `not-due`: the term runs. `earliestLawfulEndMs` is the first instant at which it could lawfully end, null when there
 *   is none (permanent, or waiting for its event).
 * - `due`: the term has run out and nobody has decided; silence means keep. Also while a destruction is rejected,
 *   aborted or stopped by a hold after the due day.
 * - `destruction-approved`: renewal has stopped, in the same commit as the approval.
 */
export type LockStanding =
  | { readonly kind: 'not-due'; readonly earliestLawfulEndMs: number | null }
  | { readonly kind: 'due' }
  | { readonly kind: 'destruction-approved' }

export interface RenewFacts {
  readonly siteMode: SiteMode
  /** The store's own clock, epoch milliseconds: locks run on it and on no other. */
  readonly storeNowMs: number
  readonly standing: LockStanding
  /** Until when the store keeps the bytes already, read back from it; null when no lock is set. */
  readonly retainUntilMs: number | null
}

export type LockRenewal =
  | { readonly kind: 'renew'; readonly untilMs: number }
  | { readonly kind: 'leave'; readonly reason: 'long-enough' | 'renewal-stopped' }

/**
 * Until when the bytes of a record are to be locked next: min(store clock + step, earliest lawful end). The lock is short
 * and rolling because it can be lengthened and never shortened, so it must never outlast a term that a rule may shorten.
 */
export function renewUntil({ siteMode, storeNowMs, standing, retainUntilMs }: RenewFacts): LockRenewal {
  if (standing.kind === 'destruction-approved') return { kind: 'leave', reason: 'renewal-stopped' }
  const untilMs = Math.min(storeNowMs + lockStepMsOf(siteMode, standing), lawfulEndMsOf(standing, storeNowMs))
  if (retainUntilMs !== null && retainUntilMs >= untilMs) return { kind: 'leave', reason: 'long-enough' }
  return { kind: 'renew', untilMs }
}

/** How far ahead a lock reaches, in milliseconds. */
export function lockStepMsOf(siteMode: SiteMode, standing: LockStanding): number {
  if (siteMode !== 'production') return STEP_PLAYGROUND_MS
  return standing.kind === 'not-due' ? STEP_NOT_DUE_MS : STEP_DUE_MS
}

/** No limit once due. An end that the store's clock has passed limits nothing either: no lock can be set in the past. */
function lawfulEndMsOf(standing: LockStanding, storeNowMs: number): number {
  if (standing.kind !== 'not-due' || standing.earliestLawfulEndMs === null) return Number.POSITIVE_INFINITY
  return standing.earliestLawfulEndMs > storeNowMs ? standing.earliestLawfulEndMs : Number.POSITIVE_INFINITY
}
