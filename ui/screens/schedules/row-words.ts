import type { ScheduleRowView } from '#api/contract/schedules.ts'
import type { Text } from '#ui/i18n/use-text.ts'

export function termText(t: Text['t'], period: ScheduleRowView['period']): string {
  if (period === 'permanent') return t('permanent')
  return period === null ? t('schedules:byOthers') : t('schedules:years', { count: period })
}

export function confidenceText(t: Text['t'], confidence: ScheduleRowView['confidence']): string {
  return t(`vocabulary:confidence.${confidence === '?' ? 'open' : confidence}`)
}

/** The longest first, then what follows other rows. */
export function byTerm(a: ScheduleRowView['period'], b: ScheduleRowView['period']): number {
  return lengthOf(b) - lengthOf(a)
}

function lengthOf(period: ScheduleRowView['period']): number {
  return period === 'permanent' ? Infinity : (period ?? 0)
}
