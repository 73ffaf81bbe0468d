import type { PlainDate } from '#domain/dates.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { EventView } from '#api/contract/records.ts'
import type { CodeWords } from './code-words.ts'
import { summaryOf } from './event-words.ts'

interface Envelope {
  readonly at: string
  readonly on: PlainDate
  readonly command: string
  /** The engine's workflow and run; an operator's command line names the operator instead. */
  readonly via?: { readonly workflow: string; readonly run: string } | { readonly operator: string }
  readonly data: Readonly<Record<string, unknown>>
}

/** What was hashed, read back. The gate wrote it, so its shape is known. */
export function dataOf({ canonical }: Pick<EventRow, 'canonical'>): Envelope {
  return JSON.parse(canonical) as Envelope
}

export function eventView(row: EventRow, words: CodeWords): EventView {
  const { at, on, command, via, data } = dataOf(row)
  return {
    seq: row.seq,
    type: row.type,
    at,
    on,
    actor: { id: row.actorId, name: { zh: row.actorZh, en: row.actorEn } },
    onBehalfOf:
      row.behalfId === null
        ? null
        : { id: row.behalfId, name: { zh: row.behalfZh ?? '', en: row.behalfEn ?? '' } },
    data: { ...data },
    summary: summaryOf(row.type, data, words),
    hash: row.hash,
    commandId: command,
    workflow: via === undefined || 'operator' in via ? null : { id: via.workflow, runId: via.run },
  }
}
