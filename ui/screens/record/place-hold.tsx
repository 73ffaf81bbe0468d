import { Input } from 'antd'
import dayjs from 'dayjs'
import { useId, useState } from 'react'
import type { RecordDetailView } from '#api/contract/records.ts'
import { useAct } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { Choice } from '#ui/components/choice.tsx'
import { DateInput } from '#ui/components/date-input.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
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
  const [covers, setCovers] = useState<'record' | 'file'>('record')
  const place = useAct('POST /api/records/:id/holds', { onDone: onClose })
  const placeOnFile = useAct('POST /api/standing-holds', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('record:hold.placeTitle', { title: record.title })}
      rule={t(record.listId === null ? 'record:hold.rule' : 'record:hold.ruleListed')}
      verb={t(covers === 'file' ? 'record:hold.placeFileVerb' : 'record:hold.placeVerb')}
      isBusy={place.isPending || placeOnFile.isPending}
      error={place.error ?? placeOnFile.error}
      isReady={authority.trim() !== '' && reviewOn !== ''}
      onConfirm={(reason) => {
        const said = { reason, authority: authority.trim(), reviewOn }
        if (covers === 'record') place.mutate({ params: { id: record.id }, body: said })
        else placeOnFile.mutate({ body: { ...said, scope: { kind: 'file', recordId: record.id } } })
      }}
      onClose={onClose}
    >
      <div className="form">
        {record.allowedActions.holdFile.allowed && (
          <Labelled label={t('record:hold.covers')}>
            {(id) => (
              <Choice
                id={id}
                value={covers === 'file' ? 'file' : null}
                placeholder={t('record:hold.coversRecord')}
                options={[{ value: 'file', label: t('record:hold.coversFile') }]}
                onChange={(value) => setCovers(value === null ? 'record' : 'file')}
              />
            )}
          </Labelled>
        )}
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
