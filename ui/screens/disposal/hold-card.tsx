import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { HoldView } from '#api/contract/holds.ts'
import { useAct } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import './disposal.css'

const TONES: Readonly<Record<HoldView['state'], TagTone>> = {
  active: 'over',
  'lift-proposed': 'soon',
  lifted: 'plain',
}
type Dialog = 'propose' | 'confirm' | 'refuse'

/** One hold: who ordered it, why, until when, and the two persons' way to lift it. */
export function HoldCard({
  hold,
  form,
}: {
  readonly hold: HoldView
  readonly form: 'on-record' | 'in-list'
}) {
  const { t, say } = useText()
  const { site } = useSession()
  const [dialog, setDialog] = useState<Dialog>()
  const close = () => setDialog(undefined)
  const propose = useAct('POST /api/holds/:id/lift-proposal', { onDone: close })
  const lift = useAct('POST /api/holds/:id/lift', { onDone: close })
  const params = { id: hold.id }
  const isReviewPassed = hold.state !== 'lifted' && hold.reviewOn < site.today
  const act = (reason: string) => {
    if (dialog === 'propose') propose.mutate({ params, body: { reason } })
    else if (dialog !== undefined) lift.mutate({ params, body: { decision: dialog, reason } })
  }
  return (
    <div className="hold-card">
      <div className="row">
        <Tag tone={TONES[hold.state]}>{t(`vocabulary:hold.${hold.state}`)}</Tag>
        {form === 'in-list' && (
          <Link to="/records/$recordId" params={{ recordId: hold.recordId }} className="clip grow">
            {hold.archivalCode !== null && <span className="code">{hold.archivalCode} </span>}
            {hold.recordTitle}
          </Link>
        )}
      </div>
      {hold.standingHoldId !== null && (
        <div>
          <Tag tone="plain">{t('disposal:standing.part')}</Tag>
        </div>
      )}
      <p>{hold.reason}</p>
      <p className="muted">
        {hold.authority} · {say(hold.placedBy.name)} · <When at={hold.placedAt} form="day" />
        {!isReviewPassed && ` · ${t('disposal:reviewOn', { on: hold.reviewOn })}`}
      </p>
      {isReviewPassed && (
        <div>
          <Tag tone="soon">{t('disposal:reviewPassed', { on: hold.reviewOn })}</Tag>
        </div>
      )}
      {hold.liftProposal !== null && hold.state === 'lift-proposed' && (
        <p>
          {t('disposal:liftProposed', {
            name: say(hold.liftProposal.by.name),
            reason: hold.liftProposal.reason,
          })}
        </p>
      )}
      {hold.lifted !== null && (
        <p className="muted">
          {t('disposal:liftedBy', { name: say(hold.lifted.by.name) })} ·{' '}
          <When at={hold.lifted.at} form="day" />
        </p>
      )}
      {hold.state === 'active' && (
        <div>
          <ActionButton
            size="small"
            action={hold.allowedActions.proposeLift}
            onClick={() => setDialog('propose')}
          >
            {t('disposal:proposeLift')}
          </ActionButton>
        </div>
      )}
      {hold.state === 'lift-proposed' && (
        <div className="row">
          <ActionButton
            size="small"
            action={hold.allowedActions.confirmLift}
            onClick={() => setDialog('confirm')}
          >
            {t('disposal:confirmLift')}
          </ActionButton>
          {hold.allowedActions.confirmLift.allowed && (
            <Button size="small" onClick={() => setDialog('refuse')}>
              {t('disposal:refuseLift')}
            </Button>
          )}
        </div>
      )}
      {dialog === undefined && <ProblemNotice error={propose.error ?? lift.error} />}
      {dialog !== undefined && (
        <ReasonDialog
          title={t(`disposal:lift.${dialog}.title`)}
          rule={t(`disposal:lift.${dialog}.rule`)}
          verb={t(`disposal:lift.${dialog}.verb`)}
          isBusy={propose.isPending || lift.isPending}
          error={propose.error ?? lift.error}
          onConfirm={act}
          onClose={close}
        />
      )}
    </div>
  )
}
