import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { createPublicKey } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PAYLOAD } from '#domain/bag.ts'
import { originOf, parseBody, parseNote, type CheckpointHead } from '#domain/checkpoint.ts'
import { leavesPathOf, notePathOf } from '#domain/export.ts'
import { EMPTY_FRONTIER, extendFrontier, frontierRoot } from '#domain/merkle.ts'
import { sha256 } from '#db/checkpoints.ts'
import { fingerprintOf, isSignedBy } from '#db/signing.ts'
import type { CheckFault } from './check-bag.ts'

const HASH_BYTES = 32
const LEAF = /^(\d+) (\S+) (\d+) ([0-9a-f]{64})$/
const AT_ONCE = 4_096

/** Every event of the site that was signed, by its position: forty bytes for each, and nothing else of them. */
export class SignedLeaves {
  readonly #positions: number[] = []
  #hashes = Buffer.alloc(AT_ONCE * HASH_BYTES)

  get size(): number {
    return this.#positions.length
  }

  /** False where the position does not follow the one before. */
  add(position: number, hash: Buffer): boolean {
    const isNext = position > (this.#positions.at(-1) ?? 0)
    const at = this.#positions.push(position) - 1
    if ((at + 1) * HASH_BYTES > this.#hashes.length)
      this.#hashes = Buffer.concat([this.#hashes, Buffer.alloc(this.#hashes.length)])
    hash.copy(this.#hashes, at * HASH_BYTES)
    return isNext
  }

  hashesFrom(index: number): readonly Buffer[] {
    return Array.from({ length: this.size - index }, (_, at) => this.#at(index + at))
  }

  has(position: number, hashHex: string): boolean {
    let [low, high] = [0, this.size - 1]
    while (low <= high) {
      const middle = Math.floor((low + high) / 2)
      const found = this.#positions[middle] ?? 0
      if (found === position) return this.#at(middle).toString('hex') === hashHex
      if (found < position) low = middle + 1
      else high = middle - 1
    }
    return false
  }

  #at(index: number): Buffer {
    return this.#hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)
  }
}

/** A head as it was signed, with what its row needs of the tree. */
export interface CheckedHead {
  readonly head: CheckpointHead
  readonly note: string
  readonly peaks: Buffer
  readonly publicKey: Buffer
}

export interface CheckedLog {
  readonly signed: readonly CheckedHead[]
  readonly leaves: SignedLeaves
  readonly heads: number
  /** Fingerprints of the keys that signed them. */
  readonly keys: readonly string[]
  readonly faults: readonly CheckFault[]
}

/** Grows the tree of the log from its leaves (RFC 6962) and holds each signed head against it. */
export async function checkLog(folder: string, siteId: string): Promise<CheckedLog> {
  const keys = await keysIn(folder)
  const leaves = new SignedLeaves()
  const faults: CheckFault[] = []
  const signed: CheckedHead[] = []
  let frontier = EMPTY_FRONTIER
  for (let number = 1; ; number += 1) {
    const path = `${PAYLOAD}${notePathOf(number)}`
    const text = await textOf(join(folder, path))
    if (text === undefined) return { leaves, signed, heads: number - 1, keys: [...keys.keys()], faults }
    const before = leaves.size
    if (!(await readLeaves(join(folder, PAYLOAD, leavesPathOf(number)), leaves)))
      faults.push({ code: 'log.leaves-unreadable', path: `${PAYLOAD}${leavesPathOf(number)}` })
    frontier = extendFrontier(sha256, frontier, leaves.hashesFrom(before))
    const note = parseNote(text)
    const head = note === undefined ? undefined : parseBody(note.body)
    const publicKey = [...keys.values()].find((key) => note !== undefined && isSignedBy(note, key))
    const isOurs = head?.number === number && note?.keyName === originOf(siteId) && head.siteId === siteId
    if (publicKey === undefined) faults.push({ code: 'log.signature-wrong', path })
    if (!isOurs) faults.push({ code: 'log.head-unknown', path })
    const root = Buffer.from(frontierRoot(sha256, frontier)).toString('base64')
    if (head?.treeSize !== leaves.size || head.root !== root) faults.push({ code: 'log.root-differs', path })
    if (head !== undefined && publicKey !== undefined)
      signed.push({ head, note: text, peaks: Buffer.concat(frontier.peaks), publicKey })
  }
}

async function keysIn(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const place = join(folder, PAYLOAD, 'log/keys')
  const names = await readdir(place).catch(() => [])
  const keys = await Promise.all(
    names.map(async (name) => {
      const key = createPublicKey(await readFile(join(place, name)))
      return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
    }),
  )
  return new Map(keys.map((key) => [fingerprintOf(key), key]))
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

async function readLeaves(path: string, leaves: SignedLeaves): Promise<boolean> {
  let isWhole = (await textOf(path)) !== undefined
  if (!isWhole) return false
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [, position, , , hash] = LEAF.exec(line) ?? []
    if (position === undefined || hash === undefined) return false
    isWhole = leaves.add(Number(position), Buffer.from(hash, 'hex')) && isWhole
  }
  return isWhole
}
