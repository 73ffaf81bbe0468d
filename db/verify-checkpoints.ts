import type { Readable } from 'node:stream'
import { parseBody, parseNote, originOf } from '#domain/checkpoint.ts'
import { EMPTY_FRONTIER, extendFrontier, frontierRoot, type Frontier } from '#domain/merkle.ts'
import type { Tx } from './actor.ts'
import { checkpointPrefixOf, copiesOf, leafLine, leavesBetween, readAsEngine, sha256 } from './checkpoints.ts'
import type { Sql } from './client.ts'
import { sha256Hex } from './gate/canonical.ts'
import type { ObjectStore } from './objects.ts'
import { StoreFault } from './objects/fault.ts'
import { readCheckpointsAfter, type CheckpointRow } from './queries/checkpoints.ts'
import { isSignedBy } from './signing.ts'

/** An event that is not what was signed. */
export interface NamedEvent {
  readonly stream: string
  readonly seq: number
  readonly position: number
}

export interface CheckpointFault {
  readonly checkpoint: number
  readonly kind:
    | 'checkpoint-missing'
    | 'note-unreadable'
    | 'note-differs-from-row'
    | 'signature-wrong'
    | 'key-not-of-this-site'
    | 'root-differs'
    | 'event-changed'
    | 'event-removed'
    | 'event-added'
    | 'copy-missing'
    | 'copy-differs'
  /** The event that was changed, where the signed list of leaves tells it. */
  readonly event: NamedEvent | null
}

export interface CheckpointsVerdict {
  readonly checkpoints: number
  /** Events that a signed head covers. */
  readonly covered: number
  readonly faults: readonly CheckpointFault[]
}

export interface CheckpointsToVerify {
  readonly sql: Sql
  readonly store: ObjectStore
  readonly engineId: string
  /** The site's own key; null where only the keys that the checkpoints name are known. */
  readonly publicKey: Uint8Array | null
}

const PAGE = 50
/** Faults that a person can look at. */
const MOST_SHOWN = 100

/**
 * Recomputes every signed head from the events as they are now: size, root, signature, growth from the one before, and the copies in the
 * evidence bucket. An event that a database administrator edited, with or without its hashes, is named.
 */
export async function verifyCheckpoints(
  given: CheckpointsToVerify,
  onProgress: (checked: number) => void = () => {},
): Promise<CheckpointsVerdict> {
  return readAsEngine(given.sql, given.engineId, async (tx) => {
    const [site] = await tx<{ id: string }[]>`select id from site`
    const faults: CheckpointFault[] = []
    let state: Grown = { frontier: EMPTY_FRONTIER, throughPosition: 0, number: 0 }
    for (;;) {
      const page = await readCheckpointsAfter(tx, state.number, PAGE)
      if (page.length === 0) break
      for (const row of page) {
        for (let missing = state.number + 1; missing < row.number; missing += 1)
          faults.push(faultOf(missing, 'checkpoint-missing'))
        const checked = await checkOne(given, tx, { row, before: state })
        faults.push(...checked.faults, ...noteFaults(row, site?.id ?? '', given.publicKey))
        state = checked.after
        onProgress(state.number)
      }
    }
    faults.push(...(await beyondTheLast(given.store, site?.id ?? '', state.number)))
    return { checkpoints: state.number, covered: state.frontier.size, faults: faults.slice(0, MOST_SHOWN) }
  })
}

interface Grown {
  readonly frontier: Frontier
  readonly throughPosition: number
  readonly number: number
}

function faultOf(
  checkpoint: number,
  kind: CheckpointFault['kind'],
  event: NamedEvent | null = null,
): CheckpointFault {
  return { checkpoint, kind, event }
}

async function checkOne(
  { store }: CheckpointsToVerify,
  tx: Tx,
  { row, before }: { readonly row: CheckpointRow; readonly before: Grown },
): Promise<{ readonly faults: readonly CheckpointFault[]; readonly after: Grown }> {
  const lines: string[] = []
  let { frontier } = before
  for await (const page of leavesBetween(tx, {
    after: before.throughPosition,
    through: row.throughPosition,
  })) {
    frontier = extendFrontier(
      sha256,
      frontier,
      page.map((leaf) => leaf.hash),
    )
    lines.push(...page.map(leafLine))
  }
  const [noteRef, leavesRef] = copiesOf(row)
  const [note, leaves] = [await textAt(store, noteRef), await textAt(store, leavesRef)]
  const isLeavesWhole = leaves !== undefined && sha256Hex(leaves) === row.leavesSha256
  const copies = [
    ...(note === undefined || leaves === undefined ? [faultOf(row.number, 'copy-missing')] : []),
    ...((note !== undefined && note !== row.note) || (leaves !== undefined && !isLeavesWhole)
      ? [faultOf(row.number, 'copy-differs')]
      : []),
  ]
  const after = { frontier, throughPosition: row.throughPosition, number: row.number }
  const isWhole = frontier.size === row.treeSize && row.root.equals(frontierRoot(sha256, frontier))
  if (isWhole) return { faults: copies, after }
  // What was signed then is the truth: later heads are judged by it, and only the one that differs is named.
  const signed = leaves === undefined ? undefined : grownBy(before.frontier, leaves)
  const isSignedList = signed !== undefined && row.root.equals(frontierRoot(sha256, signed))
  const named = isSignedList ? firstDifference(leaves ?? '', lines) : undefined
  return {
    faults: [...copies, faultOf(row.number, named?.kind ?? 'root-differs', named?.event ?? null)],
    after: isSignedList ? { ...after, frontier: signed } : after,
  }
}

function grownBy(frontier: Frontier, leaves: string): Frontier {
  const hashes = linesOf(leaves).map((line) => Buffer.from(line.split(' ')[3] ?? '', 'hex'))
  return extendFrontier(sha256, frontier, hashes)
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').slice(0, -1)
}

/** The first event that is not what the signed list says: changed, gone, or put in. */
function firstDifference(
  signed: string,
  now: readonly string[],
):
  | { readonly kind: 'event-changed' | 'event-removed' | 'event-added'; readonly event: NamedEvent }
  | undefined {
  const then = linesOf(signed)
  for (let index = 0; index < Math.max(then.length, now.length); index += 1) {
    const [was, is] = [then[index], now[index]?.trimEnd()]
    if (was === is) continue
    const [before, after] = [eventIn(was), eventIn(is)]
    if (before !== undefined && after !== undefined && before.position === after.position)
      return { kind: 'event-changed', event: before }
    if (before !== undefined && (after === undefined || before.position < after.position))
      return { kind: 'event-removed', event: before }
    if (after !== undefined) return { kind: 'event-added', event: after }
  }
  return undefined
}

function eventIn(line: string | undefined): NamedEvent | undefined {
  const [position, stream, seq] = line?.split(' ') ?? []
  return position === undefined || stream === undefined
    ? undefined
    : { position: Number(position), stream, seq: Number(seq) }
}

function noteFaults(
  row: CheckpointRow,
  siteId: string,
  siteKey: Uint8Array | null,
): readonly CheckpointFault[] {
  const note = parseNote(row.note)
  const head = note === undefined ? undefined : parseBody(note.body)
  if (note === undefined || head === undefined) return [faultOf(row.number, 'note-unreadable')]
  const isRow =
    head.siteId === siteId &&
    note.keyName === originOf(siteId) &&
    head.number === row.number &&
    head.on === row.on &&
    head.treeSize === row.treeSize &&
    head.root === row.root.toString('base64') &&
    head.throughPosition === row.throughPosition
  return [
    ...(isRow ? [] : [faultOf(row.number, 'note-differs-from-row')]),
    ...(isSignedBy(note, row.publicKey) ? [] : [faultOf(row.number, 'signature-wrong')]),
    ...(siteKey === null || row.publicKey.equals(siteKey)
      ? []
      : [faultOf(row.number, 'key-not-of-this-site')]),
  ]
}

const NOTE_NAME = /(\d{8})-note$/

/** Notes that lie in the evidence bucket and whose rows are gone from the end of the table. */
async function beyondTheLast(
  store: ObjectStore,
  siteId: string,
  last: number,
): Promise<readonly CheckpointFault[]> {
  const beyond = new Set<number>()
  try {
    for await (const { key } of store.listVersions('evidence', checkpointPrefixOf(siteId))) {
      const number = Number(NOTE_NAME.exec(key)?.[1] ?? 0)
      if (number > last) beyond.add(number)
    }
  } catch (error) {
    // A site on which no worker has run yet has no buckets; where rows name copies, their absence is a fault of its own.
    if (!isAbsent(error)) throw error
  }
  return [...beyond].map((number) => faultOf(number, 'checkpoint-missing'))
}

function isAbsent(error: unknown): boolean {
  return error instanceof StoreFault && error.code === 'store.not-found'
}

async function textAt(
  store: ObjectStore,
  ref: ReturnType<typeof copiesOf>[number],
): Promise<string | undefined> {
  try {
    return await readAll(await store.get(ref))
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}

async function readAll(stream: Readable): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream as AsyncIterable<Uint8Array>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
