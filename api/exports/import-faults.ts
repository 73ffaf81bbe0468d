import { faultWords } from '#domain/import-faults.ts'
import type { FaultyRow } from '#db/queries/imports.ts'
import type { Cell } from './cells.ts'

/** Of the error file of an import: the same for whoever corrects the table, in both languages at once. */
export const FAULT_HEAD = ['row', 'column', 'code', 'reason', 'fix', '原因', '处理'] as const

/** A line for each fault: where, what, and the way out. Never the cell's own text, which may be of a person. */
export function faultLines(rows: readonly FaultyRow[]): readonly (readonly Cell[])[] {
  return rows.flatMap(({ number, faults }) =>
    faults.map((fault) => {
      const { reason, fix } = faultWords(fault)
      return [number, fault.field, fault.code, reason.en, fix.en, reason.zh, fix.zh]
    }),
  )
}
