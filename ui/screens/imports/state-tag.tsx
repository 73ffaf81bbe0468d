import type { ImportState } from '#domain/vocabulary/import.ts'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

const TONES: Readonly<Record<ImportState, TagTone>> = {
  checking: 'info',
  unreadable: 'soon',
  checked: 'info',
  discarded: 'plain',
  running: 'info',
  paused: 'soon',
  finished: 'ok',
  withdrawing: 'info',
  withdrawn: 'plain',
}

export function StateTag({ state }: { readonly state: ImportState }) {
  const { t } = useText()
  return <Tag tone={TONES[state]}>{t(`imports:state.${state}`)}</Tag>
}
