import dayjs from 'dayjs'
import type { DraftStatus } from '#ui/client/drafts.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** Where what was typed is kept by now. */
export function DraftNote({ status }: { readonly status: DraftStatus | undefined }) {
  const { t } = useText()
  if (status === undefined) return null
  return (
    <output className={`draft-note ${status.kind === 'failed' ? 'overdue' : 'faint'}`}>
      {status.kind === 'saved'
        ? t('worklist:draft.saved', { at: shown(status.at) })
        : t(`worklist:draft.${status.kind}`)}
    </output>
  )
}

/** The hour today, the day before that. */
function shown(at: string): string {
  const time = dayjs(at)
  return time.format(time.isSame(dayjs(), 'day') ? 'HH:mm' : 'MM-DD HH:mm')
}
