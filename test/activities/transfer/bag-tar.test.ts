import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import { describe, expect, test } from 'vitest'
import { bagOf, readPackage, sourceOf, tarOf, type BagSource } from '#activities/transfer/bag-tar.ts'

const PAYLOAD = [
  sourceOf('说明文件.TXT', '移交单位：示范市社会保险基金管理中心\n'),
  sourceOf('J021/SI-1-01/J021-ZY·YL·DY-2014-Y-0001/a.pdf', Buffer.alloc(70_000, 7)),
]
const INFO = [['External-Identifier', 'T-2027-001']] as const

function aBag(files: readonly BagSource[] = bagOf(PAYLOAD, INFO).files): Readable {
  return tarOf({ root: 'T-2027-001', files, madeAtMs: Date.UTC(2027, 2, 1) })
}

async function bytesOfBag(): Promise<Buffer> {
  return buffer(aBag())
}

describe('a package that is not what it was', () => {
  test('REG-12 FEA-J2 every changed byte of the payload is named by its file', async () => {
    const bytes = await bytesOfBag()
    const at = bytes.indexOf(Buffer.alloc(64, 7))
    bytes[at + 10] = 8
    const { faults } = await readPackage(Readable.from([bytes]))
    expect(faults).toEqual([
      { code: 'bag.digest-differs', path: 'data/J021/SI-1-01/J021-ZY·YL·DY-2014-Y-0001/a.pdf' },
    ])
  })

  test('a changed tag file is found by the manifest of the tags', async () => {
    const bytes = await bytesOfBag()
    const at = bytes.indexOf('External-Identifier: T-2027-001')
    bytes.write('2', at + 'External-Identifier: T-'.length)
    bytes.write('9', at + 'External-Identifier: T-20'.length)
    const { faults } = await readPackage(Readable.from([bytes]))
    expect(faults).toContainEqual({ code: 'bag.digest-differs', path: 'bag-info.txt' })
  })

  test('a missing, an added, a repeated and a fetched file are all named', async () => {
    const { files } = bagOf(PAYLOAD, INFO)
    const without = files.filter(({ path }) => !path.endsWith('a.pdf'))
    expect((await readPackage(aBag(without))).faults).toEqual(
      expect.arrayContaining([
        { code: 'bag.file-missing', path: 'data/J021/SI-1-01/J021-ZY·YL·DY-2014-Y-0001/a.pdf' },
        { code: 'bag.total-differs', path: 'bag-info.txt' },
      ]),
    )
    const more = [...files, sourceOf('data/b.txt', 'more'), sourceOf('fetch.txt', 'http://x 1 data/y\n')]
    const { faults } = await readPackage(aBag([...more, sourceOf('data/b.txt', 'again')]))
    expect(faults.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['bag.file-unlisted', 'bag.file-twice', 'bag.fetch-refused']),
    )
  })

  test('FLT-20 a path that leaves the bag and a link are refused, and nothing is written', async () => {
    const tar = pack()
    tar.entry({ name: 'T-2027-001/../../etc/passwd' }, 'x')
    tar.entry({ name: 'T-2027-001/data/link', type: 'symlink', linkname: '/etc/passwd' })
    tar.finalize()
    const { faults } = await readPackage(Readable.from([await buffer(tar)]))
    expect(faults.filter(({ code }) => code === 'bag.path-unsafe')).toHaveLength(2)
  })

  test('a package that is cut off is unreadable, not short', async () => {
    const bytes = await bytesOfBag()
    const { faults } = await readPackage(Readable.from([bytes.subarray(0, 40_000)]))
    expect(faults.map(({ code }) => code)).toContain('bag.unreadable')
  })

  test('bytes that the store has changed break the packing off', async () => {
    const [first, ...rest] = bagOf(PAYLOAD, INFO).files
    if (first === undefined) throw new Error('a bag has files')
    const lying = { ...first, open: async () => Readable.from([Buffer.alloc(first.sizeBytes, 1)]) }
    await expect(buffer(aBag([lying, ...rest]))).rejects.toThrow(/digest/)
  })
})

test('REQ-31 FEA-J2 a bag that was packed is whole, and packed again it is the same bytes', async () => {
  const [one, two] = [await bytesOfBag(), await bytesOfBag()]
  expect(one.equals(two)).toBe(true)
  const read = await readPackage(Readable.from([one]))
  expect(read.faults).toEqual([])
  expect(read.sizeBytes).toBe(one.length)
  expect(read.bag.tags.get('bag-info.txt')).toContain('Payload-Oxum: ')
  expect(read.texts.get('data/说明文件.TXT')).toContain('示范市')
})
