import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { StandingHoldView } from '#api/contract/standing-holds.ts'
import { useSession } from '#ui/client/session-context.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { countText, numberText } from '#ui/components/figures.ts'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { LiftStandingHold, type LiftStep } from './lift-standing-hold.tsx'
import './disposal.css'

/** A hold on a class or a file: on what, how many it covers now and by what came later, and the two persons' way to lift it. */
export function StandingHoldCard({ hold }: { readonly hold: StandingHoldView }) {
  const { t, say } = useText()
  const { site } = useSession()
  const [step, setStep] = useState<LiftStep>()
  const isStanding = hold.state !== 'lifted'
  const isReviewPassed = isStanding && hold.reviewOn < site.today
  return (
    <div className="hold-card">
      <div className="row">
        <Tag tone={isStanding ? (hold.state === 'active' ? 'over' : 'soon') : 'plain'}>
          {t(`vocabulary:hold.${hold.state}`)}
        </Tag>
        <Scope scope={hold.scope} />
      </div>
      {(isStanding || hold.work !== null) && <Counts hold={hold} />}
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
          {t(`disposal:standing.proposed.${hold.liftProposal.extent}`, {
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
            onClick={() => setStep('propose')}
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
            onClick={() => setStep('confirm')}
          >
            {t('disposal:confirmLift')}
          </ActionButton>
          {hold.allowedActions.confirmLift.allowed && (
            <Button size="small" onClick={() => setStep('refuse')}>
              {t('disposal:refuseLift')}
            </Button>
          )}
        </div>
      )}
      {step !== undefined && <LiftStandingHold hold={hold} step={step} onClose={() => setStep(undefined)} />}
    </div>
  )
}

function Scope({ scope }: Pick<StandingHoldView, 'scope'>) {
  const { t, say } = useText()
  if (scope.kind === 'file')
    return (
      <Link to="/records/$recordId" params={{ recordId: scope.recordId }} className="clip grow">
        {scope.archivalCode !== null && <span className="code">{scope.archivalCode} </span>}
        {t('disposal:standing.file', { title: scope.title })}
      </Link>
    )
  return (
    <span className="clip grow">
      <span className="code">{scope.classCode} </span>
      {scope.className} · {scope.unit === null ? t('disposal:standing.site') : say(scope.unit.name)}
    </span>
  )
}

/** Of what the reader sees, and how far the engine has come. */
function Counts({ hold }: { readonly hold: StandingHoldView }) {
  const { t } = useText()
  return (
    <output>
      {t('disposal:standing.counts', {
        held: countText(hold.held),
        later: numberText(hold.later),
        departed: numberText(hold.departed),
      })}
      {hold.work !== null &&
        ` · ${t(`disposal:standing.work.${hold.work}`, { waiting: countText(hold.waiting) })}`}
    </output>
  )
}
