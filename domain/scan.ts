/**
 * Page images of a paper file: what a machine measures and judges of them, and what the second person may find (form F29).
 * Limits are data (`db/reference/scan-limits.v1.json`); what cannot be measured is never called good.
 */

/** What the machine says of one page. A page of which something cannot be measured has a fault for that. */
export const SCAN_FAULTS = [
  'scan.does-not-decode',
  'scan.too-large',
  'scan.not-one-page',
  'scan.not-an-image',
  'scan.low-resolution',
  'scan.no-resolution',
  'scan.skewed',
  'scan.blank',
  'scan.wrong-size',
] as const
export type ScanFault = (typeof SCAN_FAULTS)[number]

/** What a person says of a page, beside what the machine says. Keys 1 to 9 and 0 of the quality screen, in this order. */
export const QUALITY_FAULTS = [
  'quality.skewed',
  'quality.blank',
  'quality.cut-off',
  'quality.unsharp',
  'quality.too-dark',
  'quality.too-light',
  'quality.wrong-order',
  'quality.missing-page',
  'quality.duplicate',
  'quality.other',
] as const
export type QualityFault = (typeof QUALITY_FAULTS)[number]

/** Images handed in by one call; a volume takes several. */
export const MOST_PAGES_A_CALL = 200

/** Integers, because they stand in the ledger. */
export interface PageMeasure {
  readonly widthPx: number
  readonly heightPx: number
  /** Null: the image does not say it. */
  readonly dpi: number | null
  /** Hundredths of a degree, positive clockwise; null where nothing is printed that has a direction. */
  readonly skewCentidegrees: number | null
  /** Standard deviation of the grey values, in hundredths of one of 256 steps. */
  readonly deviationCents: number
}

export interface ScanLimits {
  readonly version: string
  /** DA/T 31-2017: at least 200 dpi. */
  readonly minDpi: number
  readonly maxSkewCentidegrees: number
  /** A page whose grey values deviate by less is blank. */
  readonly minDeviationCents: number
  /** The page's size may differ from the nearest of `pageSizesMm` by so many hundredths of it. */
  readonly maxSizePercent: number
  readonly pageSizesMm: readonly (readonly [number, number])[]
}

const MM_PER_INCH = 25.4

/** Faults of a measured page, in the order of `SCAN_FAULTS`. */
export function faultsOfPage(page: PageMeasure, limits: ScanLimits): readonly ScanFault[] {
  const faults: ScanFault[] = []
  if (page.dpi === null) faults.push('scan.no-resolution')
  else if (page.dpi < limits.minDpi) faults.push('scan.low-resolution')
  if (page.skewCentidegrees !== null && Math.abs(page.skewCentidegrees) > limits.maxSkewCentidegrees)
    faults.push('scan.skewed')
  if (page.deviationCents < limits.minDeviationCents) faults.push('scan.blank')
  if (page.dpi !== null && isOddSize(page, { dpi: page.dpi, limits })) faults.push('scan.wrong-size')
  return faults
}

function isOddSize(
  { widthPx, heightPx }: PageMeasure,
  { dpi, limits }: { readonly dpi: number; readonly limits: ScanLimits },
): boolean {
  const sides = [widthPx, heightPx].map((px) => (px / dpi) * MM_PER_INCH).sort((a, b) => a - b)
  return !limits.pageSizesMm.some((size) =>
    [...size]
      .sort((a, b) => a - b)
      .every((mm, index) => Math.abs((sides[index] ?? 0) - mm) * 100 <= mm * limits.maxSizePercent),
  )
}

/** A fault that nobody can excuse: what does not decode, or is no single page, cannot be kept as a page. */
export function isExcusable(fault: string): boolean {
  return fault !== 'scan.does-not-decode' && fault !== 'scan.too-large' && !fault.startsWith('scan.not-')
}

/** Pages of a numbering that are not there, and those that are too many. */
export function pagesMissing(
  present: readonly number[],
  listed: number | null,
): { readonly missing: readonly number[]; readonly extra: readonly number[] } {
  const last = Math.max(listed ?? 0, ...present, 0)
  const seen = new Set(present)
  const missing = Array.from({ length: last }, (_, index) => index + 1).filter((page) => !seen.has(page))
  return { missing, extra: listed === null ? [] : present.filter((page) => page > listed) }
}

/** Page numbers as people write them, `3, 5-7`; undefined when it cannot be read. */
export function readPages(text: string): readonly number[] | undefined {
  const pages: number[] = []
  for (const part of text.split(/[,，、;；\s]+/u).filter((word) => word !== '')) {
    const range = /^(\d{1,6})(?:[-–—](\d{1,6}))?$/u.exec(part)
    if (range === null) return undefined
    const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])]
    if (first < 1 || last < first || last - first > MOST_RANGE) return undefined
    for (let page = first; page <= last; page += 1) pages.push(page)
  }
  return [...new Set(pages)].sort((a, b) => a - b)
}
const MOST_RANGE = 2_000

export interface PageFault {
  readonly page: number
  readonly code: QualityFault
}

/** Faults by page as the quality screen sends them, `3:skewed 5:cut-off`; undefined when one cannot be read. */
export function readPageFaults(text: string): readonly PageFault[] | undefined {
  const faults: PageFault[] = []
  for (const part of text.split(/[,，;；\s]+/u).filter((word) => word !== '')) {
    const [, page = '', word = ''] = /^(\d{1,6})[:：]([a-z-]+)$/u.exec(part) ?? []
    const code = QUALITY_FAULTS.find((known) => known === `quality.${word}`)
    if (code === undefined || Number(page) < 1) return undefined
    faults.push({ page: Number(page), code })
  }
  return faults
}
