import { useState } from 'react'
import type { VitalView } from '#api/contract/vital.ts'
import { LONGEST_CYCLE, SHORTEST_CYCLE } from '#domain/vital.ts'
import { VITAL_OUTCOMES } from '#domain/vocabulary/vital.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { DigitsField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface SetVitalProps {
  readonly recordId: string
  readonly vital: VitalView['vital']
  readonly onClose: () => void
}

/** Asks for the reason and the cycle. */
export function SetVital({ recordId, vital, onClose }: SetVitalProps) {
  const { t } = useText()
  const [cycle, setCycle] = useState(String(vital?.cycleMonths ?? 12))
  const set = useAct('POST /api/records/:id/vital', { onDone: onClose })
  const cycleMonths = Number(cycle)
  return (
    <ReasonDialog
      title={t('record:vital.title')}
      rule={t('record:vital.rule')}
      verb={t(vital === null ? 'record:vital.set' : 'record:vital.change')}
      isBusy={set.isPending}
      error={set.error}
      isReady={cycleMonths >= SHORTEST_CYCLE && cycleMonths <= LONGEST_CYCLE}
      initial={vital?.reason ?? ''}
      onClose={onClose}
      onConfirm={(reason) => set.mutate({ params: { id: recordId }, body: { reason, cycleMonths } })}
    >
      <DigitsField label={t('record:vital.cycle')} maxLength={2} value={cycle} onChange={setCycle} />
    </ReasonDialog>
  )
}

interface ReviewVitalProps {
  readonly recordId: string
  readonly onClose: () => void
}

/** Asks what the review found, and whether the protection copy can be read. */
export function ReviewVital({ recordId, onClose }: ReviewVitalProps) {
  const { t } = useText()
  const [chosen, setChosen] = useState<string | null>(null)
  const [copy, setCopy] = useState<string | null>(null)
  const review = useAct('POST /api/records/:id/vital-review', { onDone: onClose })
  const outcome = VITAL_OUTCOMES.find((one) => one === chosen)
  return (
    <ReasonDialog
      title={t('record:vital.review')}
      rule={t('record:vital.rule')}
      verb={t('record:vital.review')}
      isBusy={review.isPending}
      error={review.error}
      isReady={outcome !== undefined && copy !== null}
      onClose={onClose}
      onConfirm={(note) => {
        if (outcome === undefined || copy === null) return
        review.mutate({ params: { id: recordId }, body: { outcome, note, isCopyReadable: copy === 'yes' } })
      }}
    >
      <Labelled label={t('record:vital.outcome')}>
        {(id) => (
          <Choice
            id={id}
            value={chosen}
            placeholder={t('record:vital.choose')}
            options={VITAL_OUTCOMES.map((value) => ({ value, label: t(`record:vital.${value}`) }))}
            onChange={setChosen}
          />
        )}
      </Labelled>
      <Labelled label={t('record:vital.copy')}>
        {(id) => (
          <Choice
            id={id}
            value={copy}
            placeholder={t('record:vital.choose')}
            options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`record:vital.${value}`) }))}
            onChange={setCopy}
          />
        )}
      </Labelled>
    </ReasonDialog>
  )
}
