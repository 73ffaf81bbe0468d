/** Where the lines of a chart lie, and into which columns years fall. */

/** Round steps that people read at a glance. */
const STEPS = [1, 2, 2.5, 5, 10] as const

/** The marks of an axis from 0 to at least the largest value: whole numbers, about four of them. */
export function ticksOf(largest: number): readonly number[] {
  if (largest <= 0) return [0, 1]
  const rough = largest / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, (STEPS.find((one) => one * power >= rough) ?? 10) * power)
  const whole = Number.isInteger(step) ? step : Math.ceil(step)
  const count = Math.ceil(largest / whole)
  return Array.from({ length: count + 1 }, (_, index) => index * whole)
}

export interface Span {
  readonly from: number
  readonly to: number
}

/** Widths of a column in years, the narrowest first. */
const WIDTHS = [1, 2, 5, 10, 20, 50] as const

/** Columns without a gap between the first and the last value, none wider than needed to have at most so many of them. */
export function spansOf(values: readonly number[], most: number): readonly Span[] {
  if (values.length === 0) return []
  const [first, last] = [Math.min(...values), Math.max(...values)]
  const width = WIDTHS.find((one) => countOf({ from: first, to: last }, one) <= most) ?? 100
  const start = Math.floor(first / width) * width
  return Array.from({ length: countOf({ from: first, to: last }, width) }, (_, index) => ({
    from: start + index * width,
    to: start + (index + 1) * width - 1,
  }))
}

function countOf({ from, to }: Span, width: number): number {
  return Math.floor(to / width) - Math.floor(from / width) + 1
}

/** `2031`, or `2030–39` where a column stands for several years. */
export function spanText({ from, to }: Span): string {
  if (from === to) return String(from)
  const isSameCentury = Math.floor(from / 100) === Math.floor(to / 100)
  return `${from}–${isSameCentury ? String(to).slice(-2) : to}`
}
