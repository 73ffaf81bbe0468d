import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second. */
const MS_PER_TICK = 10

interface Seen {
  readonly pid: number
  readonly parent: number
  readonly command: string
  readonly ticks: number
}

/**
 * Milliseconds of processor that the processes below this one have used so far, by a word of their command: a figure that other work on
 * the machine changes little. Children that have ended count with their parents. Empty where there is no `/proc`.
 */
export function processorMsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const all = processes()
  const below = new Set([process.pid])
  // A parent may come after its child in the listing: repeated until nothing is added.
  for (let size = 0; size !== below.size;) {
    size = below.size
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid)
  }
  const own = all.filter(({ pid }) => below.has(pid))
  return Object.fromEntries(
    words.map((word) => {
      const ticks = own.filter(({ command }) => command.includes(word)).map((one) => one.ticks)
      return [word, ticks.reduce((sum, one) => sum + one, 0) * MS_PER_TICK]
    }),
  )
}

function processes(): readonly Seen[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => seenOf(Number(name)))
  } catch (error) {
    if (isGone(error)) return []
    throw error
  }
}

function seenOf(pid: number): readonly Seen[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    // What stands after the name in brackets: the name itself may hold spaces.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    const ticks = fields.slice(11, 15).reduce((sum, one) => sum + one, 0)
    return [{ pid, parent, command, ticks }]
  } catch (error) {
    if (isGone(error)) return []
    throw error
  }
}

/** The process has ended meanwhile, or the system has no such files. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')
}
