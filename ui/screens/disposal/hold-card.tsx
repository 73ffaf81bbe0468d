import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { HoldView } from '#api/contract/holds.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { HoldFacts, HoldTag, LiftSteps, type LiftStep } from './hold-parts.tsx'
import './disposal.css'

/** One hold: who ordered it, why, until when, and the two persons' way to lift it. */
export function HoldCard({
  hold,
  form,
}: {
  readonly hold: HoldView
  readonly form: 'on-record' | 'in-list'
}) {
  const { t, say } = useText()
  const [dialog, setDialog] = useState<LiftStep>()
  const close = () => setDialog(undefined)
  const propose = useAct('POST /api/holds/:id/lift-proposal', { onDone: close })
  const lift = useAct('POST /api/holds/:id/lift', { onDone: close })
  const params = { id: hold.id }
  const act = (reason: string) => {
    if (dialog === 'propose') propose.mutate({ params, body: { reason } })
    else if (dialog !== undefined) lift.mutate({ params, body: { decision: dialog, reason } })
  }
  return (
    <div className="hold-card">
      <div className="row">
        <HoldTag state={hold.state} />
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
      <HoldFacts
        hold={hold}
        proposal={
          hold.liftProposal !== null && (
            <p>
              {t('disposal:liftProposed', {
                name: say(hold.liftProposal.by.name),
                reason: hold.liftProposal.reason,
              })}
            </p>
          )
        }
      />
      <LiftSteps hold={hold} onStep={setDialog} />
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
