import type { Config } from '#config.ts'

/** What a verb works with. */
export interface Context {
  readonly config: Config
  /** Says how far long work is; silent where nobody watches. */
  readonly progress: (line: string) => void
}

/** What a verb found, for people and for programs. */
export interface Answer {
  readonly lines: readonly string[]
  readonly json: unknown
  /** Whether something is wrong that a person must look at: exit code 1. */
  readonly hasFaults?: boolean
}

/** What a verb does when it is asked for. */
export type Work = (context: Context) => Promise<Answer>

/** A wrong way of asking: exit code 2. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault'
}

const GAP = 2

/** Columns that line up on a terminal; a Chinese character takes two places. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  )
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell) + GAP),
      )
      .join('')
      .trimEnd(),
  )
}

function widthOf(text: string): number {
  return text.length + (text.match(/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/gu)?.length ?? 0)
}

/** One of a closed list, or exit code 2 with the list. */
export function oneOf<T extends string>(known: readonly T[], given: string, what: string): T {
  const found = known.find((one) => one === given)
  if (found === undefined) throw new UsageFault(`there is no ${what} ${given}; known: ${known.join(', ')}`)
  return found
}
