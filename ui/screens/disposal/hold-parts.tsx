import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { HoldView } from '#api/contract/holds.ts'
import { useSession } from '#ui/client/session-context.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

const TONES: Readonly<Record<HoldView['state'], TagTone>> = {
  active: 'over',
  'lift-proposed': 'soon',
  lifted: 'plain',
}

/** Whether it holds, and whether somebody has proposed to lift it. */
export function HoldTag({ state }: Pick<HoldView, 'state'>) {
  const { t } = useText()
  return <Tag tone={TONES[state]}>{t(`vocabulary:hold.${state}`)}</Tag>
}

/** What is said alike of a hold on one record and of one on a class or a file. */
type AnyHold = Pick<
  HoldView,
  'state' | 'reason' | 'authority' | 'placedBy' | 'placedAt' | 'reviewOn' | 'lifted' | 'allowedActions'
>

interface HoldFactsProps {
  readonly hold: AnyHold
  /** Who proposed to lift it and why; nothing where nobody does. */
  readonly proposal: ReactNode
}

/** Why it was placed, by whom, until when it is to be reviewed, and how its lifting stands. */
export function HoldFacts({ hold, proposal }: HoldFactsProps) {
  const { t, say } = useText()
  const { site } = useSession()
  const isReviewPassed = hold.state !== 'lifted' && hold.reviewOn < site.today
  return (
    <>
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
      {hold.state === 'lift-proposed' && proposal}
      {hold.lifted !== null && (
        <p className="muted">
          {t('disposal:liftedBy', { name: say(hold.lifted.by.name) })} ·{' '}
          <When at={hold.lifted.at} form="day" />
        </p>
      )}
    </>
  )
}

export type LiftStep = 'propose' | 'confirm' | 'refuse'

interface LiftStepsProps {
  readonly hold: AnyHold
  readonly onStep: (step: LiftStep) => void
}

/** The two persons' way to lift it: one proposes, another confirms or refuses. */
export function LiftSteps({ hold, onStep }: LiftStepsProps) {
  const { t } = useText()
  const { proposeLift, confirmLift } = hold.allowedActions
  if (hold.state === 'active')
    return (
      <div>
        <ActionButton size="small" action={proposeLift} onClick={() => onStep('propose')}>
          {t('disposal:proposeLift')}
        </ActionButton>
      </div>
    )
  if (hold.state === 'lifted') return null
  return (
    <div className="row">
      <ActionButton size="small" action={confirmLift} onClick={() => onStep('confirm')}>
        {t('disposal:confirmLift')}
      </ActionButton>
      {confirmLift.allowed && (
        <Button size="small" onClick={() => onStep('refuse')}>
          {t('disposal:refuseLift')}
        </Button>
      )}
    </div>
  )
}
