import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { MerkleTree } from '#domain/merkle.ts'
import type { Tx } from '#db/actor.ts'
import { leavesBetween, readAsEngine, sha256 } from '#db/checkpoints.ts'
import type { Sql } from '#db/client.ts'
import type { ObjectStore } from '#db/objects.ts'
import { readCheckpointsAfter, type CheckpointRow } from '#db/queries/checkpoints.ts'
import type { HistoryEvent } from '#db/queries/history.ts'
import { fingerprintOf, publicKeyPem } from '#db/signing.ts'
import { readmeTexts } from './readme.ts'

/** A folder that proves a record's history to a stranger, who needs nothing of this site to check it. */
export interface EvidenceFile {
  readonly path: string
  readonly body: Buffer
}

export interface EvidenceInput {
  readonly sql: Sql
  readonly store: ObjectStore
  readonly engineId: string
  readonly site: { readonly id: string; readonly zh: string; readonly en: string }
  readonly madeOn: string
  /** The record's own history first; then that of the list by which it was destroyed, where the reader sees it. */
  readonly histories: readonly (readonly HistoryEvent[])[]
  readonly certificate: EvidencePaper | null
}

export interface EvidencePaper {
  readonly bucket: 'masters' | 'evidence' | 'intake' | 'derived'
  readonly key: string
  readonly versionId: string | null
}

export const EVIDENCE_FORMAT = 'everfile-evidence/1'

/** Canonical events, signed heads with proofs that lead to them, keys, certificate, and a text that says how to check it all. */
export async function evidenceFolder(input: EvidenceInput): Promise<readonly EvidenceFile[]> {
  const { site, madeOn, histories, certificate, store } = input
  const proved = await readAsEngine(input.sql, input.engineId, (tx) => proofsOf(tx, histories))
  const streams = histories.flatMap((history) => streamFile(history))
  const statement = {
    format: EVIDENCE_FORMAT,
    site: { id: site.id, name: site.zh, nameEn: site.en },
    madeOn,
    streams: streams.map(({ path, stream, events, headHash }) => ({ path, stream, events, headHash })),
    checkpoints: proved.checkpoints.map(({ number }) => number),
  }
  const readme = readmeTexts({ site, madeOn, streams, checkpoints: proved.checkpoints.length })
  const files: readonly EvidenceFile[] = [
    textFile('README.zh-CN.md', readme.zh),
    textFile('README.en.md', readme.en),
    jsonFile('evidence.json', statement),
    ...streams.map(({ path, text }) => textFile(path, text)),
    ...proved.checkpoints.map(({ number, note }) => textFile(notePathOf(number), note)),
    jsonFile('proofs.json', proved.proofs),
    ...keyFiles(proved.checkpoints),
    ...(certificate === null
      ? []
      : [{ path: 'certificate.pdf', body: await bytesOf(await store.get(certificate)) }]),
  ]
  return [...files, textFile('manifest-sha256.txt', manifestOf(files))]
}

interface StreamFile {
  readonly path: string
  readonly stream: string
  readonly events: number
  readonly headHash: string
  readonly text: string
}

/** One canonical event a line: canonical JSON has no line feed of its own, so the lines are the bytes that were hashed. */
function streamFile(history: readonly HistoryEvent[]): readonly StreamFile[] {
  const last = history.at(-1)
  if (last === undefined) return []
  const { id } = last.recorded.stream
  return [
    {
      path: `streams/${last.streamKind}-${id}.jsonl`,
      stream: `${last.streamKind}/${id}`,
      events: history.length,
      headHash: last.row.hash,
      text: history.map(({ row }) => `${row.canonical}\n`).join(''),
    },
  ]
}

interface Proofs {
  readonly checkpoints: readonly CheckpointRow[]
  readonly proofs: {
    readonly inclusion: readonly {
      readonly stream: string
      readonly seq: number
      readonly checkpoint: number
      readonly index: number
      readonly path: readonly string[]
    }[]
    /** That each signed head only added to the one before. */
    readonly consistency: readonly {
      readonly first: number
      readonly second: number
      readonly path: readonly string[]
    }[]
    /** Events that are newer than the last signed head; a later folder proves them. */
    readonly uncovered: readonly { readonly stream: string; readonly seq: number }[]
  }
}

const MOST_CHECKPOINTS = 100_000

async function proofsOf(tx: Tx, histories: EvidenceInput['histories']): Promise<Proofs> {
  const events = histories.flat()
  const all = await readCheckpointsAfter(tx, 0, MOST_CHECKPOINTS)
  const covering = new Map(
    events.map((event) => [event, all.find((row) => row.throughPosition >= event.position)] as const),
  )
  const latest = all.at(-1)
  const needed = new Set([...covering.values(), latest].map((row) => row?.number))
  const checkpoints = all.filter((row) => needed.has(row.number))
  const { tree, indexes } = await treeThrough(tx, latest?.throughPosition ?? 0, events)
  return {
    checkpoints,
    proofs: {
      inclusion: events.flatMap((event) => {
        const [row, index] = [covering.get(event), indexes.get(event.position)]
        if (row === undefined || index === undefined) return []
        const path = tree.inclusionProof(index, row.treeSize).map(hexOf)
        return [{ ...nameOf(event), checkpoint: row.number, index, path }]
      }),
      consistency: checkpoints.slice(1).flatMap((second, at) => {
        const first = checkpoints[at]
        if (first === undefined) return []
        const path = tree.consistencyProof(first.treeSize, second.treeSize).map(hexOf)
        return [{ first: first.number, second: second.number, path }]
      }),
      uncovered: events.filter((event) => covering.get(event) === undefined).map(nameOf),
    },
  }
}

function nameOf({ recorded, row, streamKind }: HistoryEvent) {
  return { stream: `${streamKind}/${recorded.stream.id}`, seq: row.seq }
}

async function treeThrough(
  tx: Tx,
  through: number,
  wanted: readonly HistoryEvent[],
): Promise<{ readonly tree: MerkleTree; readonly indexes: ReadonlyMap<number, number> }> {
  const positions = new Set(wanted.map((event) => event.position))
  const tree = new MerkleTree(sha256)
  const indexes = new Map<number, number>()
  for await (const page of leavesBetween(tx, { after: 0, through })) {
    for (const { position, hash } of page) {
      if (positions.has(position)) indexes.set(position, tree.size)
      tree.append(hash)
    }
  }
  return { tree, indexes }
}

function notePathOf(number: number): string {
  return `checkpoints/${String(number).padStart(8, '0')}.note`
}

function keyFiles(checkpoints: readonly CheckpointRow[]): readonly EvidenceFile[] {
  const keys = new Map(checkpoints.map(({ publicKey }) => [fingerprintOf(publicKey), publicKey]))
  return [...keys].map(([fingerprint, key]) => textFile(`keys/${fingerprint}.pem`, publicKeyPem(key)))
}

function manifestOf(files: readonly EvidenceFile[]): string {
  return files
    .map(({ path, body }) => `${createHash('sha256').update(body).digest('hex')}  ${path}\n`)
    .join('')
}

function textFile(path: string, text: string): EvidenceFile {
  return { path, body: Buffer.from(text, 'utf8') }
}

function jsonFile(path: string, value: unknown): EvidenceFile {
  return textFile(path, `${JSON.stringify(value, undefined, 1)}\n`)
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream as AsyncIterable<Uint8Array>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
