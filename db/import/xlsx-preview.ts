/**
 * The first rows of an XLSX for whoever answers people: read by a process of its own with bounds on its time and memory. A workbook holds
 * the texts of its cells apart from its sheet, so even the first row may ask for all of them, and no bomb may hold up anybody else.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { TABLE_FAULTS_OF_IMPORT } from '#domain/import-faults.ts'
import { TableFault } from './table-fault.ts'

interface PreviewLimits {
  readonly timeoutMs: number
  /** Of the script's heap: what the texts of cells take. The file itself comes on top. */
  readonly memoryMiB: number
}

/** The largest workbook that is read at all takes some seconds and half of this. */
const LIMITS: PreviewLimits = { timeoutMs: 30_000, memoryMiB: 512 }
/** A header and a few rows are kilobytes. */
const MOST_SAID = 8 * 1024 * 1024
const MOST_COMPLAINT = 2_000
/** How a shell would tell of an abort: 128 and its signal. */
const ABORTED = 134
/** More at once would take the memory and the cores of everybody else. */
const MOST_AT_ONCE = 2

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Where the readers of zip and XML really lie: permission is asked of the file behind a link. */
const DEPENDENCIES = join(ROOT, 'node_modules')
const READABLE = [ROOT, ...(existsSync(DEPENDENCIES) ? [realpathSync(DEPENDENCIES)] : [])]

let running = 0
const queue: (() => void)[] = []

/**
 * At most so many rows, the header first.
 * @param load the workbook's bytes; asked for when it is its turn
 * @throws TableFault those of `xlsxRows`; `import.file-bomb` as well where the process came to its bounds
 */
export async function xlsxPreview(
  load: () => Promise<Buffer>,
  { rows, limits = LIMITS }: { readonly rows: number; readonly limits?: PreviewLimits },
): Promise<readonly (readonly string[])[]> {
  if (running >= MOST_AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve))
  running += 1
  try {
    const said = await saidOf(await load(), { rows, limits })
    if ('rows' in said) return said.rows
    throw faultOf(said)
  } finally {
    running -= 1
    queue.shift()?.()
  }
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
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${limits.memoryMiB}`,
      '--permission',
      ...READABLE.map((folder) => `--allow-fs-read=${folder}`),
      '--no-warnings',
      fileURLToPath(new URL('./child/xlsx-preview.ts', import.meta.url)),
      String(rows),
    ],
    { cwd: ROOT, env: {}, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  yieldToPeople(child)
  const timer = setTimeout(() => child.kill('SIGKILL'), limits.timeoutMs)
  // A child that dies before it has read everything closes the pipe; its end is reported by `close` all the same.
  child.stdin.on('error', () => undefined)
  child.stdin.end(file)
  try {
    const { wasStopped, code, output, complaint } = await endOf(child)
    if (wasStopped) throw new TableFault('import.file-bomb')
    if (code !== 0) throw new Error(`the reader of workbooks ended with ${code}: ${complaint}`)
    return JSON.parse(output) as Said
  } finally {
    clearTimeout(timer)
  }
}

interface End {
  /** By its time, by what it said, or by its memory: V8 aborts itself. */
  readonly wasStopped: boolean
  readonly code: number | null
  readonly output: string
  readonly complaint: string
}

async function endOf(child: ChildProcess): Promise<End> {
  const chunks: Buffer[] = []
  let size = 0
  let complaint = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > MOST_SAID) child.kill('SIGKILL')
    else chunks.push(chunk)
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(0, MOST_COMPLAINT)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      const output = Buffer.concat(chunks).toString('utf8')
      resolve({ wasStopped: signal !== null || code === ABORTED, code, output, complaint })
    })
  })
}

function faultOf({ fault, line }: { readonly fault: string; readonly line: number | null }): TableFault {
  const code = TABLE_FAULTS_OF_IMPORT.find((one) => one === fault)
  if (code === undefined) throw new Error(`"${fault}" is no fault of a table`)
  return new TableFault(code, line)
}

function yieldToPeople({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch (error) {
    // It may already be gone: priority is a courtesy, its absence no fault.
    if (!(error instanceof Error)) throw error
  }
}
