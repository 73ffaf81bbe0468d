import type { CourseStepView } from '#api/contract/course.ts'
import type { Text } from '#ui/i18n/use-text.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Time spent at a step: civil days, and for what a machine does in a moment its seconds. */
export function spentText({ days, spentMs, kind }: CourseStepView, t: Text['t']): string {
  if (days > 0) return t('record:course.days', { count: days })
  if (kind === 'service' && spentMs < MINUTE_MS)
    return t('record:course.seconds', { count: Math.max(1, Math.round(spentMs / 1000)) })
  return spentMs < DAY_MS
    ? t('record:course.lessThanDay')
    : t('record:course.days', { count: Math.round(spentMs / DAY_MS) })
}
