import type { StageView } from '#api/contract/disposal.ts'
import type { EventView } from '#api/contract/records.ts'
import type { BatchDetailView } from '#api/contract/transfer.ts'
import type { EventType } from '#domain/vocabulary.ts'

/** By which act each step is done; a later round counts. */
const DONE_BY: Readonly<Record<string, readonly EventType[]>> = {
  compile: ['batch.sealed'],
  package: ['batch.packaged'],
  check: ['batch.checked'],
  send: ['batch.sent'],
  deliver: ['batch.delivered'],
  receipt: ['batch.receipt-entered', 'batch.received'],
}

/** The steps of a batch with the names and days of who did them, from its own history. */
export function stagesOf(
  batch: BatchDetailView,
  events: readonly EventView[],
  endName: string,
): readonly StageView[] {
  return batch.stages.map((stage, index) => {
    const kinds = DONE_BY[stage.step]
    const acts = events.filter((event) => kinds?.includes(event.type)).toSorted((a, b) => a.seq - b.seq)
    const isLast = index === batch.stages.length - 1
    const hasEnded = batch.endedOn !== null
    // A batch that was aborted has left out what nobody did.
    const state = !hasEnded ? stage.state : kinds === undefined || acts.length > 0 ? 'done' : 'to-come'
    const last = acts.at(-1)
    return {
      step: stage.step,
      name: isLast && hasEnded ? { zh: endName, en: endName } : stage.name,
      state,
      by: state === 'to-come' ? [] : [...new Map(acts.map(({ actor }) => [actor.id, actor])).values()],
      waitingFor: null,
      at: state === 'done' ? (last?.at ?? null) : null,
      on: state === 'done' ? (last?.on ?? batch.endedOn) : null,
      isMine: state === 'now' && batch.myTaskId !== null,
    }
  })
}
