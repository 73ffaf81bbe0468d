import type { Series, Tone } from '#ui/components/charts/legend.tsx'
import type { Text } from '#ui/i18n/use-text.ts'
import type { MOVEMENT_KINDS } from '#ui/search.ts'

export type MovementKind = (typeof MOVEMENT_KINDS)[number]

const TONES: Readonly<Record<MovementKind, Tone>> = {
  same: 'same',
  later: 'later',
  earlier: 'earlier',
  conflict: 'conflict',
  cannot_evaluate: 'unknown',
}

/** What moves comes first, what stays comes last. */
const ORDER = ['later', 'earlier', 'conflict', 'cannot_evaluate', 'same'] as const

/** The ways in which a record can move, with their names and colours, the same on every chart. */
export function movementSeries(t: Text['t']): readonly (Series & { readonly key: MovementKind })[] {
  return ORDER.map((key) => ({ key, name: t(`schedules:movement.${key}`), tone: TONES[key] }))
}
