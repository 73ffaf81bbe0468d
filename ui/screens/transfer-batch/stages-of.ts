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
export function stagesOf(batch: BatchDetailView, events: readonly EventView[]): readonly StageView[] {
  return batch.stages.map(({ step, name, state }) => {
    const kinds = DONE_BY[step] ?? []
    const acts = events.filter((event) => kinds.includes(event.type))
    const done = acts.toSorted((a, b) => a.seq - b.seq)
    const last = done.at(-1)
    const people = new Map(done.map(({ actor }) => [actor.id, actor]))
    const isMine = state === 'now' && batch.myTaskId !== null
    return {
      step,
      name,
      state,
      by: state === 'to-come' ? [] : [...people.values()],
      waitingFor: null,
      at: state === 'done' ? (last?.at ?? null) : null,
      on: state === 'done' ? (last?.on ?? (step === 'conclude' ? batch.endedOn : null)) : null,
      isMine,
    }
  })
}
