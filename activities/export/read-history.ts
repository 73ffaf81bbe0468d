import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { PAYLOAD } from '#domain/bag.ts'
import type { Rows } from '#domain/state.ts'
import { STREAM_KINDS, type StreamKind } from '#domain/vocabulary.ts'
import type { ExportedEvent, ExportedPersonal } from '#db/queries/export.ts'
import { foldOf } from '#db/verify.ts'
import { readDocument } from './read-document.ts'

/** A history as it lies in a bag, and what it folds into. */
export interface ReadHistory {
  readonly id: string
  readonly kind: StreamKind
  readonly events: readonly (ExportedEvent & { readonly actorId: string })[]
  readonly personal: readonly ExportedPersonal[]
  readonly rows: Rows
  /** Of objects that have bytes: where they lie; null where they do not. */
  readonly files: ReadonlyMap<string, string | null>
}

/** Every history of a bag, records and all others, one at a time. */
export async function* historiesIn(folder: string): AsyncGenerator<ReadHistory> {
  for (const part of ['records', 'histories']) {
    const place = join(folder, PAYLOAD, part)
    for await (const entry of await opendir(place, { recursive: true })) {
      if (entry.isFile() && entry.name.endsWith('.xml'))
        yield await readHistory(join(entry.parentPath, entry.name))
    }
  }
}

async function readHistory(path: string): Promise<ReadHistory> {
  const said: { readonly attributes: Readonly<Record<string, string>>; readonly text: string }[] = []
  const values: typeof said = []
  const files = new Map<string, string | null>()
  const root = await readDocument(path, ({ name, attributes, text }) => {
    if (name === 'event') said.push({ attributes, text })
    if (name === 'personal') values.push({ attributes, text })
    if (name === 'file') files.set(attributes['object'] ?? '', attributes['path'] ?? null)
  })
  const id = root['id'] ?? ''
  const named = root['root'] === 'archiveRecord' ? 'record' : root['kind']
  const kind = STREAM_KINDS.find((one) => one === named)
  if (kind === undefined) throw new Error(`${path} is the history of an unknown kind`)
  const events = said.map(({ attributes, text }) => ({
    streamId: id,
    seq: Number(attributes['seq']),
    streamKind: kind,
    type: attributes['type'] ?? '',
    canonical: text,
    hash: attributes['hash'] ?? '',
    position: Number(attributes['position']),
    actorId: attributes['actor'] ?? '',
  }))
  const personal = values.map(({ attributes, text }) => ({
    streamId: id,
    seq: Number(attributes['seq']),
    field: attributes['field'] ?? '',
    salt: attributes['salt'] ?? null,
    value: attributes['erased'] === 'true' ? null : text,
  }))
  return { id, kind, events, personal, rows: foldOf(events, personal), files }
}
