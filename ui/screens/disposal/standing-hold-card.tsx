import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { StandingHoldView } from '#api/contract/standing-holds.ts'
import { countText, numberText } from '#ui/components/figures.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { HoldFacts, HoldTag, LiftSteps, type LiftStep } from './hold-parts.tsx'
import { LiftStandingHold } from './lift-standing-hold.tsx'
import './disposal.css'

/** A hold on a class or a file: on what, how many it covers now and by what came later, and the two persons' way to lift it. */
export function StandingHoldCard({ hold }: { readonly hold: StandingHoldView }) {
  const { t, say } = useText()
  const [step, setStep] = useState<LiftStep>()
  const { liftProposal } = hold
  return (
    <div className="hold-card">
      <div className="row">
        <HoldTag state={hold.state} />
        <Scope scope={hold.scope} />
      </div>
      {(hold.state !== 'lifted' || hold.work !== null) && <Counts hold={hold} />}
      <HoldFacts
        hold={hold}
        proposal={
          liftProposal !== null && (
            <p>
              {t(`disposal:standing.proposed.${liftProposal.extent}`, {
                name: say(liftProposal.by.name),
                reason: liftProposal.reason,
              })}
            </p>
          )
        }
      />
      <LiftSteps hold={hold} onStep={setStep} />
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
