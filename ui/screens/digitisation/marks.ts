import { QUALITY_FAULTS, readPageFaults, type PageFault, type QualityFault } from '#domain/scan.ts'

const PREFIX = 'quality.'

/** The key that marks a fault: 1 to 9, then 0. */
export function keyOf(fault: QualityFault): string {
  return String((QUALITY_FAULTS.indexOf(fault) + 1) % 10)
}

/** Marks as the form of the return sends them, `3:skewed 5:cut-off`. */
export function marksText(marks: readonly PageFault[]): string {
  return marks
    .toSorted((a, b) => a.page - b.page)
    .map(({ page, code }) => `${page}:${code.slice(PREFIX.length)}`)
    .join(' ')
}

export function marksIn(text: unknown): readonly PageFault[] {
  return typeof text === 'string' ? (readPageFaults(text) ?? []) : []
}

/** Marks a fault of a page, or takes the mark back. */
export function toggledMark(marks: readonly PageFault[], mark: PageFault): readonly PageFault[] {
  const others = marks.filter(({ page, code }) => page !== mark.page || code !== mark.code)
  return others.length < marks.length ? others : [...marks, mark]
}
