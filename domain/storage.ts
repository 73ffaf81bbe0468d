/** How much room records take, on shelves and in the store, and how that will change. All integers: micrometres, bytes, years. */

/**
 * A sheet of 80 g/m² office paper is 0.104 mm thick; two pages make a sheet. A bound file adds 2 mm for its covers. A file whose pages
 * nobody has counted is taken for 20 mm, the usual thickness of a bound file.
 */
export const SHEET_MICROMETRES = 104
export const COVERS_MICROMETRES = 2_000
export const UNCOUNTED_MICROMETRES = 20_000

/** Files that stand on a shelf. */
export type Shelved = {
  readonly files: number
  /** Of those whose pages are known: sheets of paper, two pages each, rounded up file by file. */
  readonly sheets: number
  /** Files of which nobody knows the pages. */
  readonly uncounted: number
}

/** Length of shelf that the files take, in millimetres, rounded up: sheets × 0.104 + counted files × 2 + uncounted files × 20. */
export function shelfMillimetresOf({ files, sheets, uncounted }: Shelved): number {
  const micrometres =
    sheets * SHEET_MICROMETRES + (files - uncounted) * COVERS_MICROMETRES + uncounted * UNCOUNTED_MICROMETRES
  return Math.ceil(micrometres / 1_000)
}

export type Growth = {
  readonly storedBytes: number
  /** What came in, for each of the full years that were looked at. */
  readonly addedBytes: readonly number[]
  /** What may leave in each year to come: whatever falls due then, and nothing is appraised to be kept longer. */
  readonly freedBytes: ReadonlyMap<number, number>
}

export type YearOfStorage = {
  readonly year: number
  readonly addedBytes: number
  readonly freedBytes: number
  readonly atEndBytes: number
}

/** The store year by year: as much comes in each year as in the mean of the years looked at, and what falls due leaves in its year. */
export function storageForecast(
  { storedBytes, addedBytes, freedBytes }: Growth,
  firstYear: number,
  years: number,
): readonly YearOfStorage[] {
  const mean =
    addedBytes.length === 0
      ? 0
      : Math.round(addedBytes.reduce((sum, bytes) => sum + bytes, 0) / addedBytes.length)
  let atEndBytes = storedBytes
  return Array.from({ length: years }, (_one, n) => {
    const year = firstYear + n
    const freed = freedBytes.get(year) ?? 0
    atEndBytes = Math.max(0, atEndBytes + mean - freed)
    return { year, addedBytes: mean, freedBytes: freed, atEndBytes }
  })
}

/** What scanning the paper that waits for it would add, by what a scanned page takes on this site; nothing where none was scanned yet. */
export function scanBytesOf(
  pages: number,
  scanned: { readonly pages: number; readonly bytes: number },
): number {
  return scanned.pages === 0 ? 0 : Math.round((pages * scanned.bytes) / scanned.pages)
}
