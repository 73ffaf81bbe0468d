import { epochMsOf, startOfDay, type PlainDate } from './dates.ts'
import { isEnd } from './lifecycle.ts'
import type { Instant } from './state.ts'
import type { EventType, JobKind, JobState, SiteMode } from './vocabulary.ts'
import type { Dormancy } from './vocabulary/import.ts'

/** What is known of a record or a list when its workflow asks where it stands. */
export interface StandingFacts {
  readonly version: number
  readonly placeStep: string
  readonly placeVersion: number
  readonly wakeOn: PlainDate | null
  readonly endedOn: PlainDate | null
  readonly jobs: readonly {
    readonly id: string
    readonly kind: JobKind
    readonly step: string | null
    readonly placeVersion: number
    readonly state: JobState
  }[]
  /** How a record sleeps; absent for what never does. */
  readonly dormancy?: Dormancy
  /** The next day on which a task must be reminded of or escalated. */
  readonly lookOn: PlainDate | null
  readonly today: PlainDate
  readonly archiveNow: Instant
  readonly mode: SiteMode
  readonly zone: string
}

export type StandingAnswer =
  | { readonly kind: 'end'; readonly outcome: string }
  | { readonly kind: 'machine'; readonly jobId: string; readonly job: JobKind }
  | { readonly kind: 'due' }
  | {
      readonly kind: 'waiting'
      readonly lookAgainInMs: number
      readonly sideJobs: readonly { readonly jobId: string; readonly job: JobKind }[]
    }

/**
 * A workflow never sleeps longer than this: a timer of a century is dropped in silence by the engine, and the yearly look
 * finds a changed rule (ADR 5).
 */
export const LONGEST_SLEEP_MS = 366 * 86_400_000

/** What its workflow has to do for a subject now. How long to sleep is answered here, never computed in a workflow. */
export function standingOf(facts: StandingFacts, jitterMs: number): StandingAnswer {
  if (facts.endedOn !== null || isEnd(facts.placeStep)) return { kind: 'end', outcome: facts.placeStep }
  const isDue = (on: PlainDate | null): boolean => on !== null && on <= facts.today
  const running = facts.jobs.filter((job) => job.state === 'running')
  const here =
    running.find((job) => job.step === facts.placeStep && job.placeVersion === facts.placeVersion) ??
    running.find((job) => isPressing(job.kind))
  if (here !== undefined) return { kind: 'machine', jobId: here.id, job: here.kind }
  if (isDue(facts.wakeOn) || isDue(facts.lookOn)) return { kind: 'due' }
  // The daily sweep wakes it when its day has come; until then it needs no workflow.
  if (facts.dormancy === 'sweep' && facts.placeStep === 'keep' && facts.jobs.length === 0)
    return { kind: 'end', outcome: 'dormant' }
  const sideJobs = running.filter((job) => job.step === null).map((job) => ({ jobId: job.id, job: job.kind }))
  return { kind: 'waiting', lookAgainInMs: sleepOf(facts, jitterMs), sideJobs }
}

/** Work beside the lifecycle that must not wait behind the bulk of others. */
function isPressing(kind: JobKind): boolean {
  return kind === 'secure-copies' || kind === 'check-fixity' || kind === 'remove-secret'
}

function sleepOf(facts: StandingFacts, jitterMs: number): number {
  const now = epochMsOf(facts.archiveNow)
  const ahead = [facts.wakeOn, facts.lookOn].filter((on): on is PlainDate => on !== null)
  const waits = ahead.map((on) => startOfDay(on, facts.zone) - now)
  const wait = Math.min(LONGEST_SLEEP_MS, ...waits)
  return Math.max(1_000, wait) + jitterMs
}

/**
 * How long a nudge may rest before the engine is told, in milliseconds. What leaves a subject to the next person, or begins one for
 * them, rests for a moment, so that a run of steps is told once; whatever a machine has to do is told at once. Null: behind all others.
 * A backlog comes by tens of thousands, its records sleep and nobody waits for them: people must not queue behind these.
 * @param types the types of the events that one act appended to the subject
 */
export function nudgeRestMs(types: readonly EventType[]): number | null {
  if (types.some((type) => type === 'record.imported' || type === 'record.import-withdrawn')) return null
  const isForPeople =
    types.some((type) => type === 'task.completed' || type === 'task.opened') &&
    !types.some((type) => type.startsWith('job.'))
  return isForPeople ? 1_000 : 0
}

/** Clocks that differ by more than this stop everything that falls due on a production site. */
export const MOST_SKEW_MS = 5 * 60_000

export type ClockVerdict =
  | { readonly kind: 'fine' }
  | { readonly kind: 'move'; readonly toMs: number }
  | { readonly kind: 'skew'; readonly byMs: number }

/**
 * The workflow's clock against the clock of the law. On a production site a difference is an incident; on a demo or test site
 * the clock of the law follows a workflow that has skipped ahead, which is how a century passes in seconds.
 */
export function clockVerdict(
  facts: Pick<StandingFacts, 'archiveNow' | 'mode'>,
  workflowNowMs: number,
): ClockVerdict {
  const aheadMs = workflowNowMs - epochMsOf(facts.archiveNow)
  if (facts.mode === 'production')
    return Math.abs(aheadMs) > MOST_SKEW_MS ? { kind: 'skew', byMs: aheadMs } : { kind: 'fine' }
  return aheadMs > MOST_SKEW_MS ? { kind: 'move', toMs: workflowNowMs } : { kind: 'fine' }
}
