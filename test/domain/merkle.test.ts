import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  EMPTY_FRONTIER,
  extendFrontier,
  frontierRoot,
  isConsistent,
  isIncluded,
  MerkleTree,
  type Digest,
} from '#domain/merkle.ts'

const sha256: Digest = (bytes) => createHash('sha256').update(bytes).digest()
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** The entries and roots by which the logs of RFC 6962 check one another. */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => Buffer.from(text, 'hex'))
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

function treeOf(entries: readonly Uint8Array[]): MerkleTree {
  const tree = new MerkleTree(sha256)
  for (const entry of entries) tree.append(entry)
  return tree
}
const numbered = (count: number) => Array.from({ length: count }, (_, index) => Buffer.from(`entry ${index}`))
const tree = treeOf(numbered(40))
const flipped = (bytes: Uint8Array) =>
  Uint8Array.from(bytes, (byte, index) => (index === 5 ? byte ^ 1 : byte))

test('REQ-58 FLT-36 refuses a proof of another entry, place, size or root, and a path with one bit changed', () => {
  for (let size = 2; size <= 40; size += 1) {
    for (let index = 0; index < size; index += 1) {
      const claim = {
        entry: Buffer.from(`entry ${index}`),
        index,
        size,
        root: tree.root(size),
        path: tree.inclusionProof(index, size),
      }
      expect(isIncluded(sha256, { ...claim, entry: Buffer.from('another') })).toBe(false)
      expect(isIncluded(sha256, { ...claim, index: (index + 1) % size })).toBe(false)
      expect(isIncluded(sha256, { ...claim, root: flipped(claim.root) })).toBe(false)
      expect(isIncluded(sha256, { ...claim, path: claim.path.slice(1) })).toBe(false)
      expect(isIncluded(sha256, { ...claim, path: [...claim.path, claim.root] })).toBe(false)
      const [first = new Uint8Array(), ...rest] = claim.path
      expect(isIncluded(sha256, { ...claim, path: [flipped(first), ...rest] })).toBe(false)
    }
  }
})

test('REQ-58 FLT-36 refuses to call a head the growth of one that it does not hold', () => {
  const other = treeOf(numbered(40).map((entry, index) => (index === 7 ? Buffer.from('edited') : entry)))
  for (let first = 8; first < 40; first += 1) {
    const path = tree.consistencyProof(first)
    const heads = {
      first: { size: first, root: tree.root(first) },
      second: { size: 40, root: tree.root() },
    }
    expect(isConsistent(sha256, { ...heads, path })).toBe(true)
    expect(isConsistent(sha256, { ...heads, first: { size: first, root: other.root(first) }, path })).toBe(
      false,
    )
    expect(isConsistent(sha256, { ...heads, second: { size: 40, root: other.root() }, path })).toBe(false)
    expect(isConsistent(sha256, { ...heads, path: path.slice(0, -1) })).toBe(false)
    expect(isConsistent(sha256, { first: heads.second, second: heads.first, path })).toBe(false)
  }
})

test('refuses entries and sizes that the tree does not have', () => {
  expect(() => tree.root(41)).toThrow(RangeError)
  expect(() => tree.inclusionProof(40)).toThrow(RangeError)
  expect(() => tree.inclusionProof(3, 3)).toThrow(RangeError)
  expect(() => tree.consistencyProof(41)).toThrow(RangeError)
})

test.each(ROOTS.map((root, size) => ({ root, size })))(
  'PRM-5 the tree of $size known entries has the root of RFC 6962',
  ({ root, size }) => {
    expect(hex(treeOf(ENTRIES.slice(0, size)).root())).toBe(root)
    expect(hex(treeOf(ENTRIES).root(size))).toBe(root)
    expect(hex(frontierRoot(sha256, extendFrontier(sha256, EMPTY_FRONTIER, ENTRIES.slice(0, size))))).toBe(
      root,
    )
  },
)

test('PRM-5 the audit paths of RFC 6962 are these', () => {
  const known = treeOf(ENTRIES)
  expect(known.inclusionProof(0, 8).map(hex)).toEqual([
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
  expect(known.consistencyProof(6, 8).map(hex)).toEqual([
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
})

test('PRM-5 every entry and every earlier head of trees up to forty entries can be proved', () => {
  for (let size = 1; size <= 40; size += 1) {
    const root = tree.root(size)
    for (let index = 0; index < size; index += 1) {
      const path = tree.inclusionProof(index, size)
      expect(isIncluded(sha256, { entry: Buffer.from(`entry ${index}`), index, size, root, path })).toBe(true)
    }
    for (let first = 0; first <= size; first += 1) {
      const path = tree.consistencyProof(first, size)
      const heads = { first: { size: first, root: tree.root(first) }, second: { size, root } }
      expect(isConsistent(sha256, { ...heads, path })).toBe(true)
    }
  }
})

test('a frontier that grows a few entries at a time comes to the same roots', () => {
  let frontier = EMPTY_FRONTIER
  for (const count of [0, 1, 2, 3, 5, 8, 13]) {
    const from = frontier.size
    frontier = extendFrontier(sha256, frontier, numbered(40).slice(from, from + count))
    expect(hex(frontierRoot(sha256, frontier))).toBe(hex(tree.root(frontier.size)))
  }
  expect(() => extendFrontier(sha256, { size: 3, peaks: [] }, [Buffer.from('x')])).toThrow(RangeError)
})
