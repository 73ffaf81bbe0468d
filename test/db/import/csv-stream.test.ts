import { describe, expect, test } from 'vitest'
import { csvRows } from '#db/import/csv-stream.ts'
import { decoded, encodingOf } from '#db/import/decode.ts'

async function gathered<T>(all: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const one of all) found.push(one)
  return found
}

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

async function rowsOf(text: string, size = 7): Promise<readonly (readonly string[])[]> {
  return (await gathered(csvRows(pieces(text, size)))).map(({ cells }) => cells)
}

describe('FEA-A7 what is refused of a CSV', () => {
  test('a quote that is never closed, by its line', async () => {
    await expect(rowsOf('a,b\n1,2\n"open,3\n4,5\n')).rejects.toMatchObject({
      code: 'import.file-quotes',
      line: 3,
    })
  })
  test('a quote that swallows the table, before it fills the memory', async () => {
    await expect(rowsOf(`a,b\n"${'x'.repeat(200_000)}`, 4096)).rejects.toMatchObject({
      code: 'import.file-quotes',
    })
  })
  test('more columns than any list has', async () => {
    await expect(rowsOf(','.repeat(500))).rejects.toMatchObject({ code: 'import.file-too-long' })
  })
  test('UTF-16 and bytes that are no text', () => {
    expect(() => encodingOf(Buffer.from('\uFEFFab', 'utf16le'))).toThrow('import.file-encoding')
    expect(() => encodingOf(Buffer.from([0x41, 0xff, 0xff, 0x80, 0x80]))).toThrow('import.file-encoding')
  })
})

test.each([1, 2, 3, 5, 1000])('FEA-A7 a CSV in pieces of %i characters reads the same', async (size) => {
  const text = '\uFEFF档号,题名\r\n"a,1","say ""yes""\nand no"\r\n\r\n  ,x\n,\nlast,𠮷'
  expect(await rowsOf(text, size)).toEqual([
    ['档号', '题名'],
    ['a,1', 'say "yes"\nand no'],
    ['  ', 'x'],
    ['last', '𠮷'],
  ])
})

test('FEA-A7 rows have the numbers that a spreadsheet program shows, and the separator is that of the header', async () => {
  const rows = await gathered(csvRows(pieces('a;b,c\n\n1;2\n', 3)))
  expect(rows).toEqual([
    { number: 1, cells: ['a', 'b,c'] },
    { number: 3, cells: ['1', '2'] },
  ])
})

test('FEA-A7 GB18030 is told from UTF-8, also where a character is cut in two', async () => {
  // 档号,题名 in GB18030.
  const bytes = Buffer.from('b5b5bac52ccce2c3fb', 'hex')
  const utf8 = Buffer.from('档号,题名')
  expect(encodingOf(bytes.subarray(0, 3))).toBe('gb18030')
  expect(encodingOf(utf8.subarray(0, 4))).toBe('utf-8')
  async function* byOne(all: Buffer): AsyncGenerator<Uint8Array> {
    for (const byte of all) yield Buffer.from([byte])
  }
  expect((await gathered(decoded(byOne(bytes), 'gb18030'))).join('')).toBe('档号,题名')
  // A rare character, outside of the first plane, takes four bytes.
  const rare = Buffer.from('95328236ccefa996', 'hex')
  expect(encodingOf(rare)).toBe('gb18030')
  expect((await gathered(decoded(byOne(rare), 'gb18030'))).join('')).toBe('𠀀田〇')
  await expect(gathered(decoded(byOne(bytes), 'utf-8'))).rejects.toMatchObject({
    code: 'import.file-encoding',
  })
})

test('FEA-A7 a table of 200 MB passes through without being held', async () => {
  const block = Buffer.from(
    `${Array.from({ length: 1000 }, (_, n) => `J021-RS·1998·Y-${n},退休人员人事档案第${n}卷,RS-01,1998-05-04,${'备注'.repeat(30)}`).join('\n')}\n`,
  )
  const wanted = Math.ceil((200 * 1024 * 1024) / block.length)
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (let n = 0; n < wanted; n += 1) yield block
  }
  const before = process.memoryUsage().rss
  let rows = 0
  let most = 0
  for await (const row of csvRows(decoded(bytes(), 'utf-8'))) {
    rows = row.number
    if (rows % 100_000 === 0) most = Math.max(most, process.memoryUsage().rss - before)
  }
  expect(rows).toBe(wanted * 1000)
  expect(most).toBeGreaterThan(0)
  expect(most).toBeLessThan(150 * 1024 * 1024)
})
