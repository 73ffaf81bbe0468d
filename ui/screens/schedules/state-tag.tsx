import type { ScheduleVersionView } from '#api/contract/schedules.ts'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

const TONES: Readonly<Record<ScheduleVersionView['state'], TagTone>> = {
  draft: 'plain',
  reviewed: 'info',
  approved: 'info',
  active: 'ok',
  superseded: 'plain',
}

export function StateTag({ state }: { readonly state: ScheduleVersionView['state'] }) {
  const { t } = useText()
  return <Tag tone={TONES[state]}>{t(`schedules:state.${state}`)}</Tag>
}
