import { Button } from 'antd'
import { useState } from 'react'
import type { VitalView } from '#api/contract/vital.ts'
import { useRead } from '#ui/client/hooks.ts'
import { Answered } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ReviewVital, SetVital } from './vital-dialogs.tsx'

/** Why a record is vital, and when somebody looks at it again. */
export function Vital({ recordId }: { readonly recordId: string }) {
  const read = useRead('GET /api/records/:id/vital', { params: { id: recordId } })
  const { t } = useText()
  const known = read.data
  if (known !== undefined && known.vital === null && !known.allowed.set.allowed) return null
  return (
    <section className="card">
      <h2>{t('record:vital.title')}</h2>
      <Answered query={read} rows={2}>
        {(view) => <Known recordId={recordId} view={view} />}
      </Answered>
    </section>
  )
}

interface KnownProps {
  readonly recordId: string
  readonly view: VitalView
}

function Known({ recordId, view }: KnownProps) {
  const { t } = useText()
  const [asked, setAsked] = useState<'set' | 'review'>()
  const close = () => setAsked(undefined)
  const { vital, allowed } = view
  return (
    <div className="stack">
      {vital === null ? <p className="muted">{t('record:vital.none')}</p> : <Standing vital={vital} />}
      <div className="row wrap">
        {allowed.review.allowed && (
          <Button size="small" onClick={() => setAsked('review')}>
            {t('record:vital.review')}…
          </Button>
        )}
        {allowed.set.allowed && (
          <Button size="small" onClick={() => setAsked('set')}>
            {t(vital === null ? 'record:vital.set' : 'record:vital.change')}…
          </Button>
        )}
      </div>
      {asked === 'set' && <SetVital recordId={recordId} vital={vital} onClose={close} />}
      {asked === 'review' && <ReviewVital recordId={recordId} onClose={close} />}
    </div>
  )
}

function Standing({ vital }: { readonly vital: NonNullable<VitalView['vital']> }) {
  const { t, say } = useText()
  const { reason, setBy, setOn, reviewOn, isReviewOverdue, explanation, review } = vital
  return (
    <div className="stack tight">
      <div className="row wrap">
        <Tag tone={isReviewOverdue ? 'over' : 'ok'}>
          {isReviewOverdue ? t('record:vital.late') : t('record:vital.next', { on: reviewOn })}
        </Tag>
        <span>{reason}</span>
      </div>
      <div className="muted">{t('record:vital.by', { by: say(setBy.name), on: setOn })}</div>
      <div className="muted">{say(explanation)}</div>
      {review !== null && (
        <div className="row wrap">
          <Tag tone={review.isCopyReadable ? 'ok' : 'over'}>
            {t(review.isCopyReadable ? 'record:vital.readable' : 'record:vital.unreadable')}
          </Tag>
          <span className="muted">
            {t('record:vital.reviewed', { by: say(review.by.name), on: review.on })} · {review.note}
          </span>
        </div>
      )}
    </div>
  )
}
