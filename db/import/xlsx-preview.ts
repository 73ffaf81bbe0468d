/**
 * The first rows of an XLSX for whoever answers people: read by a process of its own with bounds on its time and memory. A workbook holds
 * the texts of its cells apart from its sheet, so even the first row may ask for all of them, and no bomb may hold up anybody else.
 */
import { TABLE_FAULTS_OF_IMPORT } from '#domain/import-faults.ts'
import { runBounded, type ProcessLimits } from '#db/bounded-process.ts'
import { openSlots } from '#db/slots.ts'
import { TableFault } from './table-fault.ts'

/** Its memory is what the texts of cells take; the file itself comes on top. */
type PreviewLimits = Omit<ProcessLimits, 'outputBytes'>

/** The largest workbook that is read at all takes some seconds and half of this. */
const LIMITS: PreviewLimits = { timeoutMs: 30_000, memoryMiB: 512 }
/** A header and a few rows are kilobytes. */
const MOST_SAID = 8 * 1024 * 1024
const MOST_COMPLAINT = 2_000
/** How a shell would tell of an abort: 128 and its signal. */
const ABORTED = 134
/** More at once would take the memory and the cores of everybody else. */
const MOST_AT_ONCE = 2

const slots = openSlots(MOST_AT_ONCE)

/**
 * At most so many rows, the header first.
 * @param load the workbook's bytes; asked for when it is its turn
 * @throws TableFault those of `xlsxRows`; `import.file-bomb` as well where the process came to its bounds
 */
export async function xlsxPreview(
  load: () => Promise<Buffer>,
  { rows, limits = LIMITS }: { readonly rows: number; readonly limits?: PreviewLimits },
): Promise<readonly (readonly string[])[]> {
  return await slots.run(async () => {
    const said = await saidOf(await load(), { rows, limits })
    if ('rows' in said) return said.rows
    throw faultOf(said)
  })
}

/** What the child says about a table: its first rows, or its fault. */
export type Said =
  | { readonly rows: readonly (readonly string[])[] }
  | { readonly fault: string; readonly line: number | null }

interface Reading {
  readonly rows: number
  readonly limits: PreviewLimits
}

async function saidOf(file: Buffer, { rows, limits }: Reading): Promise<Said> {
  const { killedFor, code, signal, output, complaint } = await runBounded({
    script: new URL('./child/xlsx-preview.ts', import.meta.url),
    args: [String(rows)],
    input: file,
    limits: { ...limits, outputBytes: MOST_SAID },
  })
  // By its time, by what it said, or by its memory: V8 aborts itself.
  if (killedFor !== undefined || signal !== null || code === ABORTED) throw new TableFault('import.file-bomb')
  if (code !== 0)
    throw new Error(`the reader of workbooks ended with ${code}: ${complaint.slice(0, MOST_COMPLAINT)}`)
  return JSON.parse(output.toString('utf8')) as Said
}

function faultOf({ fault, line }: { readonly fault: string; readonly line: number | null }): TableFault {
  const code = TABLE_FAULTS_OF_IMPORT.find((one) => one === fault)
  if (code === undefined) throw new Error(`"${fault}" is no fault of a table`)
  return new TableFault(code, line)
}
