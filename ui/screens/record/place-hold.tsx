import { Input } from 'antd'
import dayjs from 'dayjs'
import { useId, useState } from 'react'
import type { RecordDetailView } from '#api/contract/records.ts'
import { useAct } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { DateInput } from '#ui/components/date-input.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Who orders it, why, and when it is looked at again. */
export function PlaceHold({
  record,
  onClose,
}: {
  readonly record: RecordDetailView
  readonly onClose: () => void
}) {
  const { t } = useText()
  const { site } = useSession()
  const [authority, setAuthority] = useState('')
  const [reviewOn, setReviewOn] = useState(() => dayjs(site.today).add(1, 'year').format('YYYY-MM-DD'))
  const [authorityId, reviewId] = [useId(), useId()]
  const place = useAct('POST /api/records/:id/holds', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('record:hold.placeTitle', { title: record.title })}
      rule={t(record.listId === null ? 'record:hold.rule' : 'record:hold.ruleListed')}
      verb={t('record:hold.placeVerb')}
      isBusy={place.isPending}
      error={place.error}
      isReady={authority.trim() !== '' && reviewOn !== ''}
      onConfirm={(reason) =>
        place.mutate({ params: { id: record.id }, body: { reason, authority: authority.trim(), reviewOn } })
      }
      onClose={onClose}
    >
      <div className="form">
        <div className="field">
          <label htmlFor={authorityId}>{t('record:hold.authority')}</label>
          <Input
            id={authorityId}
            maxLength={200}
            value={authority}
            placeholder={t('record:hold.authorityHint')}
            onChange={(event) => setAuthority(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={reviewId}>{t('record:hold.reviewOn')}</label>
          <DateInput id={reviewId} min={site.today} value={reviewOn} onChange={setReviewOn} />
        </div>
      </div>
    </ReasonDialog>
  )
}
