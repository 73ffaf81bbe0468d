import { EventPageView, type EventView } from '#api/contract/records.ts'
import type { Caller } from './client.ts'

/** What is said of a history while it grows: who, what, when by the site and by the real clock, hash, and the machine's run. */
export interface Feed {
  follow(subject: {
    readonly kind: 'records' | 'disposal-lists' | 'transfer-batches'
    readonly id: string
    readonly name: string
  }): void
  /** Prints what has happened since it was asked last. */
  catchUp(): Promise<void>
}

/** Left out of the story, not of the ledger: they say again what the others say. */
const QUIET = new Set<EventView['type']>([
  'task.opened',
  'task.claimed',
  'place.moved',
  'object.added',
  'job.started',
  'list.item-left',
])
const HASH_SHOWN = 16

export function feedOf(auditor: Caller, say: (line: string) => void): Feed {
  const followed: { readonly kind: string; readonly id: string; readonly name: string; seen: number }[] = []
  return {
    follow: (subject) => void followed.push({ ...subject, seen: 0 }),
    async catchUp() {
      for (const subject of followed) {
        const events = await eventsAfter(auditor, subject)
        subject.seen = events.at(-1)?.seq ?? subject.seen
        for (const event of events) if (!QUIET.has(event.type)) say(lineOf(subject.name, event))
        const stopped = events.find((event) => event.type === 'job.failed')
        if (stopped !== undefined)
          throw new Error(`a machine's work has become an incident: ${stopped.summary.en}`)
      }
    },
  }
}

async function eventsAfter(
  auditor: Caller,
  { kind, id, seen }: { readonly kind: string; readonly id: string; readonly seen: number },
): Promise<readonly EventView[]> {
  const events: EventView[] = []
  let cursor: string | null = null
  do {
    const page: { items: readonly EventView[]; nextCursor: string | null } = await auditor.get(
      `/api/${kind}/${id}/events?limit=200${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      EventPageView,
    )
    events.push(...page.items.filter((event) => event.seq > seen))
    cursor = page.items.every((event) => event.seq > seen) ? page.nextCursor : null
  } while (cursor !== null)
  return events.sort((a, b) => a.seq - b.seq)
}

function lineOf(name: string, event: EventView): string {
  const realTime = new Date(event.at).toISOString().slice(11, 19)
  const run = event.workflow === null ? '' : `  ${event.workflow.id} run ${event.workflow.runId}`
  return `  ${event.on} (real ${realTime})  ${name} ${String(event.seq).padStart(3)}  ${event.actor.name.zh}: ${event.summary.en}  #${event.hash.slice(0, HASH_SHOWN)}${run}`
}
