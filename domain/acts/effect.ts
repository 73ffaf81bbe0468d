import type { NewEvent } from '#domain/events.ts'
import type { Effect, Slot } from '#domain/lifecycle.ts'
import type { ItemOpinion, TaskRow, TermAnswer } from '#domain/state.ts'
import type { ActFacts, Decided } from './act.ts'
import type { Subject } from './place.ts'

/** What an effect adds to the completion of a step. */
export interface EffectResult {
  readonly kind: 'effect'
  readonly events: readonly NewEvent[]
  readonly counters?: Decided['counters']
  readonly epochs?: Decided['epochs']
  readonly uploads?: Decided['uploads']
  /** Events that follow the move instead of preceding it. */
  readonly after?: readonly NewEvent[]
  readonly wakeOn?: Subject['row']['wakeOn']
  /** Slots of the place that is entered which stand from an earlier round. */
  readonly standing?: readonly string[]
}

export interface EffectContext<S extends Subject = Subject> {
  readonly facts: ActFacts
  readonly subject: S
  readonly task: TaskRow
  readonly slot: Slot
  /** The slot's effect, or that of the chosen outcome. */
  readonly effect: Effect | undefined
  readonly outcome: string
  readonly form: Readonly<Record<string, unknown>>
  readonly verdicts: readonly ItemOpinion[]
  readonly answers: readonly TermAnswer[]
  readonly factor: string | undefined
}
