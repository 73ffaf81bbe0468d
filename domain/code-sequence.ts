/**
 * The numbers of one sequence of archival codes: which are given, which are kept back, and why any other is missing. A code is never
 * given twice, and a number that is not there leaves its reason (DA/T 13; regulations 3.5).
 */
import { formatArchivalCode, parseArchivalCode } from './archival-code.ts'
import type { PlainDate } from './dates.ts'
import type { CodeNumberState } from './vocabulary/structure.ts'

/** Numbers from `first` to `last` that only their holder uses. */
export interface ReservedRange {
  readonly firstNumber: number
  readonly lastNumber: number
  /** Null while it is kept back. */
  readonly releasedOn: PlainDate | null
  /** Of a released range: what had been taken out of it until then; of one kept back: numbers on which a stub stands. */
  readonly usedNumbers: readonly number[]
}

/** The first number from `from` on that the counter may give: ranges kept back are passed over, and what was taken out of them for ever. */
export function nextFreeNumber(from: number, ranges: readonly ReservedRange[]): number {
  const passed = ranges.find((range) => holds(range, from))
  if (passed === undefined) return from
  return nextFreeNumber(passed.releasedOn === null ? passed.lastNumber + 1 : from + 1, ranges)
}

function holds({ firstNumber, lastNumber, releasedOn, usedNumbers }: ReservedRange, number: number): boolean {
  return releasedOn === null ? number >= firstNumber && number <= lastNumber : usedNumbers.includes(number)
}

/** Numbers in one range, and in the other too. */
export function overlaps(a: NumberSpan, b: NumberSpan): boolean {
  return a.firstNumber <= b.lastNumber && b.firstNumber <= a.lastNumber
}

export type NumberSpan = Pick<ReservedRange, 'firstNumber' | 'lastNumber'>

/** A code of the sequence, as the records know it. */
export interface CodeUse {
  readonly code: string
  readonly state: Extract<
    CodeNumberState,
    'given' | 'destroyed' | 'transferred' | 'renumbered' | 'import-withdrawn' | 'classified'
  >
  /** Of the record, or of the stub of a classified file. */
  readonly recordId: string
}

export interface Explanation {
  readonly number: number
  readonly reason: string
}

export interface SequenceFacts {
  /** The next number that its counter would give. */
  readonly next: number
  readonly uses: readonly CodeUse[]
  readonly reservations: readonly ReservedRange[]
  /** What persons said of missing numbers; the last of a number counts. */
  readonly explanations: readonly Explanation[]
}

export interface NumberStanding {
  readonly number: number
  readonly state: CodeNumberState
  /** Whom the number was given to; null where to nobody. */
  readonly use: CodeUse | null
}

/** Where each number below the next one stands, in their order, and those above that are given or kept back already. */
export function standingsOf({
  next,
  uses,
  reservations,
  explanations,
}: SequenceFacts): readonly NumberStanding[] {
  const byNumber = Map.groupBy(uses, ({ code }) => numberIn(code) ?? 0)
  const explained = new Set(explanations.map(({ number }) => number))
  const beyond = reservations
    .filter(({ releasedOn }) => releasedOn === null)
    .reduce((last, { lastNumber }) => Math.max(last, lastNumber), 0)
  const highest = [...byNumber.keys()].reduce(
    (last, number) => Math.max(last, number),
    Math.max(next - 1, beyond),
  )
  return Array.from({ length: highest }, (_, index) => index + 1).flatMap(
    (number): readonly NumberStanding[] => {
      const use = foremost(byNumber.get(number) ?? [])
      if (use !== null) return [{ number, state: use.state, use }]
      const range = reservations.findLast((one) => number >= one.firstNumber && number <= one.lastNumber)
      if (range?.releasedOn === null) return [{ number, state: 'reserved', use: null }]
      if (number >= next) return []
      if (explained.has(number)) return [{ number, state: 'explained', use: null }]
      return [{ number, state: range === undefined ? 'missing' : 'reservation-released', use: null }]
    },
  )
}

/** A number may stand on a thing that was taken out and brought in again: what stands now is said first. */
function foremost(uses: readonly CodeUse[]): CodeUse | null {
  return (
    uses.find(({ state }) => state === 'given') ??
    uses.find(({ state }) => state !== 'import-withdrawn') ??
    uses[0] ??
    null
  )
}

/** The number of a file, or of an item filed by itself, within its block. */
export function numberIn(code: string): number | undefined {
  const parsed = parseArchivalCode(code)
  return parsed.kind === 'ok' ? Number(parsed.code.numbers[0]) : undefined
}

/** The block of a printed code: fonds and class as the counter knows them. */
export function blockIn(code: string): string | undefined {
  const parsed = parseArchivalCode(code)
  if (parsed.kind === 'refused') return undefined
  const printed = formatArchivalCode({ ...parsed.code, numbers: ['01'] })
  return printed.kind === 'ok' ? printed.text.slice(0, -'-01'.length) : undefined
}
