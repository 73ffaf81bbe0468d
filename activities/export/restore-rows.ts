import { join } from 'node:path'
import { PAYLOAD } from '#domain/bag.ts'
import type { Shape, XmlValue } from '#domain/export-xml.ts'
import { PAGED_TABLE, REFERENCE_TABLES, STRUCTURE_PATH, type SiteRestored } from '#domain/export.ts'
import type { NewEvent, RecordedEvent } from '#domain/events.ts'
import { project } from '#domain/projection.ts'
import type { Tx } from '#db/actor.ts'
import { OPERATOR_ID } from '#db/fixed-ids.ts'
import { canonicalJson, chainHash, sha256Hex } from '#db/gate/canonical.ts'
import { shapeOfReference, shapeOfTable } from '#db/gate/shapes.ts'
import { idOf } from '#db/ids.ts'
import {
  finishRestore,
  insertActs,
  insertFolded,
  insertHistory,
  insertTable,
  replaceTable,
  setGuardsAside,
} from '#db/queries/restore.ts'
import type { ActRow } from '#db/queries/export.ts'
import { actsIn, verdictsIn } from './read-acts.ts'
import { readDocument } from './read-document.ts'
import { historiesIn, type ReadHistory } from './read-history.ts'
import type { PlacedCopy } from './restore-contents.ts'

export interface ToLoad {
  readonly folder: string
  readonly siteId: string
  /** By history: copies that have another version here than where they came from. */
  readonly placed: ReadonlyMap<string, readonly PlacedCopy[]>
  readonly restored: SiteRestored
  readonly operator: string
  readonly now: string
  readonly progress: (line: string) => void
}

/** Loads everything in one transaction: the site is whole, or there is none. Answers how many events came, and how many were added. */
export async function loadRows(
  tx: Tx,
  given: ToLoad,
): Promise<{ readonly events: number; readonly added: number }> {
  const { folder, siteId, progress } = given
  await setGuardsAside(tx)
  const site = await loadReference(tx, folder)
  const scribe = scribeOf(given, site['latestOn'] ?? '')
  let [events, histories] = [0, 0]
  let siteHead = { seq: 0, hash: '' }
  for await (const history of historiesIn(folder)) {
    const told = scribe.append(history)
    const whole = [...history.events, ...told]
    await insertHistory(tx, whole, history.personal)
    await insertFolded(tx, history.rows)
    const last = whole.at(-1)
    if (history.id === siteId && last !== undefined) siteHead = last
    events += history.events.length
    histories += 1
    if (histories % 100 === 0) progress(`loaded ${histories} histories, ${events} events`)
  }
  for await (const acts of actsIn(folder)) await insertActs(tx, acts)
  await insertActs(tx, [scribe.act()])
  const verdicts = shapeOfReference(PAGED_TABLE)
  for await (const rows of verdictsIn(folder))
    await insertTable(
      tx,
      verdicts,
      rows.map((fields) => valuesOf(verdicts, fields)),
    )
  const clockAheadMs = Number(site['clockAheadMs'] ?? 0)
  await finishRestore(tx, { ...siteHead, clockAheadMs, latestOn: site['latestOn'] ?? '' })
  return { events, added: scribe.count() }
}

/** What no event states, as the site had it; answers what the structure document says of itself. */
async function loadReference(tx: Tx, folder: string): Promise<Readonly<Record<string, string>>> {
  const shapes = [
    ...REFERENCE_TABLES.map((table) => ({ section: 'reference', shape: shapeOfReference(table) })),
    { section: 'rows', shape: shapeOfTable('scheduleVersion') },
    { section: 'rows', shape: shapeOfTable('scheduleRow') },
  ]
  const found = new Map<string, Record<string, XmlValue>[]>()
  const root = await readDocument(join(folder, PAYLOAD, STRUCTURE_PATH), ({ section, name, fields }) => {
    const known = shapes.find((one) => one.section === section && one.shape.element === name)
    if (known === undefined) return
    const rows = found.get(name) ?? []
    rows.push(valuesOf(known.shape, fields))
    found.set(name, rows)
  })
  for (const { shape } of shapes) await replaceTable(tx, shape, found.get(shape.element) ?? [])
  return root
}

function valuesOf(
  { fields }: Shape,
  read: ReadonlyMap<string, { readonly text: string; readonly values: readonly string[] }>,
): Record<string, XmlValue> {
  return Object.fromEntries(
    fields.map(({ name, type }): [string, XmlValue] => {
      const field = read.get(name)
      if (field === undefined) return [name, null]
      if (type === 'list') return [name, field.values]
      return [name, type === 'json' ? (JSON.parse(field.text) as object) : field.text]
    }),
  )
}

/** Adds to the histories what happened here: where the copies lie now, and that the site came from a bag. One act, all of it. */
function scribeOf({ placed, restored, siteId, operator, now }: ToLoad, on: string) {
  const key = `restore/${restored.manifestSha256}`
  const commandId = idOf(OPERATOR_ID, key)
  let ordinal = 0
  function eventsOf({ id, kind }: ReadHistory): readonly NewEvent[] {
    const copies = (placed.get(id) ?? []).map(({ copy, versionId, lockedUntil }): NewEvent => ({
      stream: { kind, id },
      type: 'object.preserved',
      data: {
        objectId: copy.objectId,
        copy: { id: copy.id, bucket: copy.bucket, key: copy.key, versionId },
        lockedUntil,
      },
    }))
    const here: NewEvent = { stream: { kind, id }, type: 'site.restored', data: restored }
    return id === siteId ? [...copies, here] : copies
  }
  return {
    append(history: ReadHistory): ReadHistory['events'] {
      let { seq, hash } = history.events.at(-1) ?? { seq: 0, hash: '' }
      return eventsOf(history).map((event) => {
        seq += 1
        const stated = { type: event.type, at: now, on, actor: OPERATOR_ID, data: event.data }
        const stream = `${event.stream.kind}/${event.stream.id}`
        const canonical = canonicalJson({
          v: 1,
          stream,
          seq,
          command: commandId,
          ordinal,
          via: { operator },
          ...stated,
        })
        ordinal += 1
        hash = chainHash(hash, canonical)
        project(history.rows, { ...event, ...stated, seq, hash } as RecordedEvent)
        const position = restored.throughPosition + ordinal
        const streamKind = history.kind
        return {
          streamId: history.id,
          seq,
          streamKind,
          type: event.type,
          canonical,
          hash,
          position,
          actorId: OPERATOR_ID,
        }
      })
    },
    count: () => ordinal,
    act: (): ActRow => ({
      id: commandId,
      principalId: OPERATOR_ID,
      key,
      name: 'site.restore',
      bodyHash: sha256Hex(canonicalJson(restored)),
      answer: { siteId },
      acceptedAt: now,
    }),
  }
}
