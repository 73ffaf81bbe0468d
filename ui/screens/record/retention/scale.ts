import dayjs from 'dayjs'
import type { RetentionDrawingView } from '#api/contract/records.ts'

/** So far along the way from 0 to 1. */
export interface ScalePart {
  readonly kind: 'before' | 'running' | 'rest' | 'hand'
  readonly share: number
}

export interface Scale {
  readonly from: string
  readonly to: string
  readonly parts: readonly ScalePart[]
  /** Where today lies; null where it lies outside. */
  readonly today: number | null
}

/** The term to scale: what lies before it, what is over of it, what is left, and what a person added; undefined without an end. */
export function scaleOf({ steps }: Pick<RetentionDrawingView, 'steps'>, today: string): Scale | undefined {
  const at = (kind: RetentionDrawingView['steps'][number]['kind']) => steps.find((step) => step.kind === kind)
  const term = at('term')
  const from = at('trigger')?.to ?? term?.from
  if (term?.from === null || term?.from === undefined || from === null || from === undefined) return undefined
  const to = at('by-hand')?.to ?? term.to
  const whole = Math.max(1, daysFrom(from, to))
  const placeOf = (day: string) => Math.min(1, Math.max(0, daysFrom(from, day) / whole))
  const [start, end, now] = [placeOf(term.from), placeOf(term.to), placeOf(today)]
  const parts: readonly ScalePart[] = [
    { kind: 'before', share: start },
    { kind: 'running', share: Math.max(0, Math.min(now, end) - start) },
    { kind: 'rest', share: end - Math.max(start, Math.min(now, end)) },
    { kind: 'hand', share: 1 - end },
  ]
  const isWithin = today >= from && today <= to
  return { from, to, parts: parts.filter(({ share }) => share > 0), today: isWithin ? now : null }
}

function daysFrom(from: string, to: string): number {
  return dayjs(to).diff(dayjs(from), 'day')
}
