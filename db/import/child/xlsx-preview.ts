/** Reads one workbook from standard input and says its first rows, or its fault, on standard output. Its parent bounds and ends it. */
import { TableFault } from '#db/import/table-fault.ts'
import type { Said } from '#db/import/xlsx-preview.ts'
import { xlsxRows } from '#db/import/xlsx-rows.ts'

const most = Number(process.argv[2])
process.stdout.write(JSON.stringify(await said()))

async function said(): Promise<Said> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk)
  const rows: (readonly string[])[] = []
  try {
    for await (const { cells } of xlsxRows(Buffer.concat(chunks))) {
      rows.push(cells)
      if (rows.length >= most) break
    }
    return { rows }
  } catch (error) {
    if (error instanceof TableFault) return { fault: error.code, line: error.line }
    throw error
  }
}
