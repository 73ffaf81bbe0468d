/**
 * The Merkle tree of RFC 6962: an append-only list whose head (size and root) proves each entry (inclusion) and each earlier
 * head (consistency). A leaf is prefixed with 0x00 and a node with 0x01, so that neither can pass for the other.
 */

/** SHA-256, from whoever has it: nothing here computes digests itself. */
export type Digest = (bytes: Uint8Array) => Uint8Array

const HASH_BYTES = 32
const LEAF_PREFIX = 0
const NODE_PREFIX = 1

export function leafHash(digest: Digest, entry: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + entry.length)
  bytes[0] = LEAF_PREFIX
  bytes.set(entry, 1)
  return digest(bytes)
}

export function nodeHash(digest: Digest, left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES)
  bytes[0] = NODE_PREFIX
  bytes.set(left, 1)
  bytes.set(right, 1 + HASH_BYTES)
  return digest(bytes)
}

/** What is left of a tree that only grows: the roots of its perfect subtrees, the largest first (one per bit of `size`). */
export interface Frontier {
  readonly size: number
  readonly peaks: readonly Uint8Array[]
}

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] }

/** The tree with more entries at its end; costs about one node a leaf, however large the tree is. */
export function extendFrontier(digest: Digest, frontier: Frontier, entries: Iterable<Uint8Array>): Frontier {
  const peaks = [...frontier.peaks]
  let size = frontier.size
  for (const entry of entries) {
    let hash = leafHash(digest, entry)
    for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      const left = peaks.pop()
      if (left === undefined) throw new RangeError('the frontier has fewer peaks than its size says')
      hash = nodeHash(digest, left, hash)
    }
    peaks.push(hash)
    size += 1
  }
  return { size, peaks }
}

/** The root of a frontier's tree (RFC 6962, 2.1); of an empty tree it is the digest of nothing. */
export function frontierRoot(digest: Digest, { peaks }: Frontier): Uint8Array {
  const last = peaks.at(-1)
  if (last === undefined) return digest(new Uint8Array())
  return peaks.slice(0, -1).reduceRight((right, left) => nodeHash(digest, left, right), last)
}

/** Hashes of one level side by side: an object for each would take several times their bytes. */
interface Level {
  bytes: Uint8Array
  count: number
}

/** A whole tree in memory, for proofs: 64 bytes an entry. */
export class MerkleTree {
  readonly #digest: Digest
  /** Perfect subtrees by height; they stay as they are however the tree grows. */
  readonly #levels: Level[] = []

  constructor(digest: Digest) {
    this.#digest = digest
  }

  get size(): number {
    return this.#levels[0]?.count ?? 0
  }

  append(entry: Uint8Array): void {
    let hash = leafHash(this.#digest, entry)
    for (let height = 0; ; height += 1) {
      const count = this.#put(height, hash)
      if (count % 2 === 1) return
      hash = nodeHash(this.#digest, this.#at(height, count - 2), hash)
    }
  }

  root(size: number = this.size): Uint8Array {
    this.#mustHold(size)
    return size === 0 ? this.#digest(new Uint8Array()) : this.#rangeHash(0, size)
  }

  /** The audit path of an entry in the tree of that size (RFC 6962, 2.1.1), leaf end first. */
  inclusionProof(index: number, size: number = this.size): readonly Uint8Array[] {
    this.#mustHold(size)
    if (!Number.isInteger(index) || index < 0 || index >= size)
      throw new RangeError(`a tree of ${size} entries has no entry ${index}`)
    const path: Uint8Array[] = []
    for (let [from, to] = [0, size]; to - from > 1;) {
      const middle = from + splitOf(to - from)
      path.unshift(index < middle ? this.#rangeHash(middle, to) : this.#rangeHash(from, middle))
      if (index < middle) to = middle
      else from = middle
    }
    return path
  }

  /** That the tree of `first` entries is the beginning of the tree of `size` (RFC 6962, 2.1.2). */
  consistencyProof(first: number, size: number = this.size): readonly Uint8Array[] {
    this.#mustHold(size)
    if (!Number.isInteger(first) || first < 0 || first > size)
      throw new RangeError(`a tree of ${size} entries did not grow from ${first}`)
    return first === 0 || first === size ? [] : this.#subProof(first, { from: 0, to: size }, 'known')
  }

  #subProof(
    first: number,
    { from, to }: { readonly from: number; readonly to: number },
    left: 'known' | 'unknown',
  ): readonly Uint8Array[] {
    if (first === to) return left === 'known' ? [] : [this.#rangeHash(from, to)]
    const middle = from + splitOf(to - from)
    return first <= middle
      ? [...this.#subProof(first, { from, to: middle }, left), this.#rangeHash(middle, to)]
      : [...this.#subProof(first, { from: middle, to }, 'unknown'), this.#rangeHash(from, middle)]
  }

  #rangeHash(from: number, to: number): Uint8Array {
    const size = to - from
    const height = Math.log2(size)
    if (Number.isInteger(height)) return this.#at(height, from / size)
    const middle = from + splitOf(size)
    return nodeHash(this.#digest, this.#rangeHash(from, middle), this.#rangeHash(middle, to))
  }

  #put(height: number, hash: Uint8Array): number {
    const level = this.#levels[height] ?? { bytes: new Uint8Array(HASH_BYTES), count: 0 }
    this.#levels[height] = level
    if ((level.count + 1) * HASH_BYTES > level.bytes.length) {
      const wider = new Uint8Array(level.bytes.length * 2)
      wider.set(level.bytes)
      level.bytes = wider
    }
    level.bytes.set(hash, level.count * HASH_BYTES)
    level.count += 1
    return level.count
  }

  #at(height: number, index: number): Uint8Array {
    const level = this.#levels[height]
    if (level === undefined || index >= level.count)
      throw new RangeError(`no subtree ${index} of height ${height}`)
    return level.bytes.slice(index * HASH_BYTES, (index + 1) * HASH_BYTES)
  }

  #mustHold(size: number): void {
    if (!Number.isInteger(size) || size < 0 || size > this.size)
      throw new RangeError(`the tree has ${this.size} entries, not ${size}`)
  }
}

export interface InclusionClaim {
  readonly entry: Uint8Array
  readonly index: number
  readonly size: number
  readonly root: Uint8Array
  readonly path: readonly Uint8Array[]
}

/** Whether an audit path leads from the entry to the root (RFC 9162, 2.1.3.2). */
export function isIncluded(digest: Digest, { entry, index, size, root, path }: InclusionClaim): boolean {
  if (index < 0 || index >= size) return false
  let [node, last] = [index, size - 1]
  let hash = leafHash(digest, entry)
  for (const sibling of path) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(digest, sibling, hash)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else hash = nodeHash(digest, hash, sibling)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && isSame(hash, root)
}

export interface ConsistencyClaim {
  readonly first: { readonly size: number; readonly root: Uint8Array }
  readonly second: { readonly size: number; readonly root: Uint8Array }
  readonly path: readonly Uint8Array[]
}

/** Whether the second head only added to the first (RFC 9162, 2.1.4.2). */
export function isConsistent(digest: Digest, { first, second, path }: ConsistencyClaim): boolean {
  if (first.size > second.size) return false
  if (first.size === second.size) return path.length === 0 && isSame(first.root, second.root)
  if (first.size === 0) return path.length === 0
  const isPerfect = Number.isInteger(Math.log2(first.size))
  const [start, ...rest] = isPerfect ? [first.root, ...path] : path
  if (start === undefined) return false
  let [node, last] = [first.size - 1, second.size - 1]
  while (node % 2 === 1) [node, last] = [half(node), half(last)]
  let [before, after] = [start, start]
  for (const sibling of rest) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      before = nodeHash(digest, sibling, before)
      after = nodeHash(digest, sibling, after)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else after = nodeHash(digest, after, sibling)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && isSame(before, first.root) && isSame(after, second.root)
}

/** The largest power of two below a size: where RFC 6962 parts a tree. */
function splitOf(size: number): number {
  return 2 ** (Math.ceil(Math.log2(size)) - 1)
}

function half(number: number): number {
  return Math.floor(number / 2)
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
