import type { ImportFileFault } from '#domain/import-faults.ts'

/** Why a table cannot be read, and about where; `line` counts from 1 and is null where no line can be named. */
export class TableFault extends Error {
  override readonly name = 'TableFault'
  readonly code: ImportFileFault
  readonly line: number | null

  constructor(code: ImportFileFault, line: number | null = null, cause?: unknown) {
    super(line === null ? code : `${code} at line ${line}`, cause === undefined ? undefined : { cause })
    this.code = code
    this.line = line
  }
}
