import { readPages } from '#domain/scan.ts'

interface Known {
  /** Pages whose image has a fault and is to be made again. */
  readonly faulty: readonly number[]
  readonly missing: readonly number[]
  /** The last page that has an image. */
  readonly last: number
}

/** Which pages so many new images are: those to be made again first, then those that are missing, then on from the last. */
export function proposedPages(count: number, { faulty, missing, last }: Known): readonly number[] {
  const wanted = [...new Set([...faulty, ...missing])].sort((a, b) => a - b)
  const after = Math.max(last, ...wanted, 0)
  return Array.from({ length: count }, (_, index) => wanted[index] ?? after + 1 + index - wanted.length)
}

/** Page numbers as people write them: `3, 5-7`. */
export function pagesText(pages: readonly number[]): string {
  const parts: string[] = []
  const sorted = [...new Set(pages)].sort((a, b) => a - b)
  for (let index = 0; index < sorted.length; index += 1) {
    const first = sorted[index] ?? 0
    let last = first
    while (sorted[index + 1] === last + 1) {
      index += 1
      last += 1
    }
    parts.push(first === last ? String(first) : `${first}-${last}`)
  }
  return parts.join(', ')
}

/** Puts a page into such a text, or takes it out. */
export function toggledPage(text: string, page: number): string {
  const pages = readPages(text) ?? []
  return pagesText(pages.includes(page) ? pages.filter((known) => known !== page) : [...pages, page])
}
