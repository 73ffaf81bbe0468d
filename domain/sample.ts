/**
 * Which records of a class that is destroyed are kept as a sample of it. Counted sampling takes every n-th in the order of the
 * archival codes; where the counting begins is drawn from the seal of the list, so that nobody chooses what falls under it and
 * anybody can count again.
 */
import type { ListSample } from './state/list.ts'

/** Every second at most, and one of a thousand at least: beyond that it is no sample. */
export const SAMPLE_INTERVAL = { least: 2, most: 1000 } as const

export function isSampleInterval(n: number): boolean {
  return Number.isInteger(n) && n >= SAMPLE_INTERVAL.least && n <= SAMPLE_INTERVAL.most
}

/** How many of so many every n-th gives, wherever the counting begins: one at least, of what is there. */
export function sampleSize(population: number, n: number): { readonly least: number; readonly most: number } {
  if (population === 0) return { least: 0, most: 0 }
  return { least: Math.max(1, Math.floor(population / n)), most: Math.ceil(population / n) }
}

/** Hexadecimal digits of a digest that make a number without loss: 2^48 is so much more than an interval that each start is as likely. */
const DIGITS = 12

/** The place, from 1, at which the counting begins: drawn from a digest, within the first n and within what is there. */
export function sampleStart(digest: string, population: number, n: number): number {
  const span = Math.max(1, Math.min(n, population))
  return 1 + (Number.parseInt(digest.slice(0, DIGITS), 16) % span)
}

/** What the start is drawn from, as text to digest (SHA-256): the seal fixes the items, the class names whose start it is. */
export function sampleSeed(sealedHash: string, classCode: string): string {
  return `${sealedHash}:${classCode}`
}

export interface Interval {
  readonly n: number
  /** SHA-256 of the seed, hex. */
  readonly digest: string
}

/** Every n-th of the items in the order of their archival codes, whatever order they come in. */
export function sampleOf<T extends { readonly archivalCode: string }>(
  items: readonly T[],
  { n, digest }: Interval,
): { readonly start: number; readonly drawn: readonly T[] } {
  const start = sampleStart(digest, items.length, n)
  const drawn = inOrderOfCodes(items).filter(
    (_, index) => index + 1 >= start && (index + 1 - start) % n === 0,
  )
  return { start, drawn }
}

/** By code units, as a machine elsewhere would sort them: no language has a part in it. */
export function inOrderOfCodes<T extends { readonly archivalCode: string }>(
  items: readonly T[],
): readonly T[] {
  return items.toSorted((a, b) =>
    a.archivalCode === b.archivalCode ? 0 : a.archivalCode < b.archivalCode ? -1 : 1,
  )
}

/** The sample in which a record still is: drawn or chosen, and not refused by the second person. */
export function sampleWith(samples: readonly ListSample[], recordId: string): ListSample | undefined {
  return samples.find(
    ({ recordIds, refusedIds }) => recordIds.includes(recordId) && !refusedIds.includes(recordId),
  )
}

/** How the record came to be kept, for the history of the list. */
export function sampleDetail({ rule, recordIds, population, reason }: ListSample, recordId: string): string {
  if (rule.kind === 'chosen') return `sample chosen, ${recordIds.length} of ${population}: ${reason}`
  const position = rule.start + recordIds.indexOf(recordId) * rule.n
  return `sample of every ${rule.n} from ${rule.start}, position ${position} of ${population}: ${reason}`
}
