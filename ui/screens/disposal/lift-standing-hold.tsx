import { useState } from 'react'
import type { StandingHoldView } from '#api/contract/standing-holds.ts'
import { LIFT_EXTENTS, type LiftExtent } from '#domain/vocabulary/holds.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { countText } from '#ui/components/figures.ts'
import { Labelled } from '#ui/components/labelled.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import type { LiftStep } from './hold-parts.tsx'

/** One step of lifting a hold on a class or a file, with what it frees. */
export function LiftStandingHold({
  hold,
  step,
  onClose,
}: {
  readonly hold: StandingHoldView
  readonly step: LiftStep
  readonly onClose: () => void
}) {
  const { t } = useText()
  const [extent, setExtent] = useState<LiftExtent>('all')
  const propose = useAct('POST /api/standing-holds/:id/lift-proposal', { onDone: onClose })
  const lift = useAct('POST /api/standing-holds/:id/lift', { onDone: onClose })
  const params = { id: hold.id }
  const frees = hold.liftProposal?.extent ?? extent
  return (
    <ReasonDialog
      title={t(`disposal:lift.${step}.title`)}
      rule={
        step === 'confirm'
          ? t(`disposal:standing.frees.${frees}`, { held: countText(hold.held), departed: hold.departed })
          : t(`disposal:lift.${step}.rule`)
      }
      verb={t(`disposal:lift.${step}.verb`)}
      isBusy={propose.isPending || lift.isPending}
      error={propose.error ?? lift.error}
      onConfirm={(reason) => {
        if (step === 'propose') propose.mutate({ params, body: { reason, extent } })
        else lift.mutate({ params, body: { decision: step, reason } })
      }}
      onClose={onClose}
    >
      {step === 'propose' && (
        <Labelled label={t('disposal:standing.extent')}>
          {(id) => (
            <Choice
              id={id}
              value={extent}
              placeholder={t('disposal:standing.extents.all')}
              options={LIFT_EXTENTS.filter((one) => one !== 'all').map((value) => ({
                value,
                label: t(`disposal:standing.extents.${value}`),
              }))}
              onChange={(value) => setExtent(value === 'departed' ? 'departed' : 'all')}
            />
          )}
        </Labelled>
      )}
    </ReasonDialog>
  )
}
