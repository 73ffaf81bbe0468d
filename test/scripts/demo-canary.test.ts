import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { canaryOf, filesHolding } from '#scripts/demo/canary.ts'
import { aPdf } from '#scripts/demo/sample-pdf.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfile-canary-'))
})
afterEach(async () => rm(folder, { recursive: true, force: true }))

const MEBIBYTE = 1_048_576

test("PRM-8 the search finds the bytes at a file's beginning, end, and across its own reads, however deep", async () => {
  const canary = randomBytes(48)
  const deep = join(folder, 'a/b/.c')
  await mkdir(deep, { recursive: true })
  const places = {
    'begin.dat': 0,
    'across.dat': 4 * MEBIBYTE - 20,
    'second.dat': 8 * MEBIBYTE - 1,
    'end.dat': 9 * MEBIBYTE - 48,
  }
  for (const [name, at] of Object.entries(places)) {
    const bytes = Buffer.alloc(9 * MEBIBYTE)
    canary.copy(bytes, at)
    await writeFile(join(deep, name), bytes)
  }
  await writeFile(join(folder, 'other.dat'), Buffer.alloc(9 * MEBIBYTE, 7))
  const { found, searched } = await filesHolding(folder, [randomBytes(48), canary])
  expect(found.toSorted()).toEqual(
    Object.keys(places)
      .map((name) => join(deep, name))
      .toSorted(),
  )
  expect(searched).toBe(5)
})

test('a document is recognised by bytes of its own that lie in it as they are', async () => {
  const pdf = await aPdf({ pages: 1, text: '虚构样例' })
  const canary = canaryOf(pdf)
  expect(canary?.length).toBe(48)
  expect(pdf.includes(canary ?? Buffer.alloc(0))).toBe(true)
  expect((await aPdf({ pages: 1, text: '另一份' })).includes(canary ?? Buffer.alloc(0))).toBe(false)
})

test('a document of nothing but repetition has no canary', () => {
  expect(canaryOf(Buffer.alloc(4096, 'a'))).toBeUndefined()
})
