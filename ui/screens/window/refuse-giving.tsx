import { useState } from 'react'
import { GIVING_GROUNDS, type GivingGround } from '#domain/vocabulary/givings.ts'
import { Choice } from '#ui/components/choice.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface RefuseGivingProps {
  /** Code or number of what is refused. */
  readonly called: string
  readonly isBusy: boolean
  readonly error: unknown
  readonly onRefuse: (refusal: { readonly ground: GivingGround; readonly reason: string }) => void
  readonly onClose: () => void
}

/** Asks for the ground in law and the reason; both stand in the register. */
export function RefuseGiving({ called, isBusy, error, onRefuse, onClose }: RefuseGivingProps) {
  const { t } = useText()
  const [ground, setGround] = useState<GivingGround>()
  return (
    <ReasonDialog
      title={t('window:refuseTitle', { code: called })}
      rule={t('window:refuseRule')}
      verb={t('window:refuse')}
      isBusy={isBusy}
      error={error}
      isReady={ground !== undefined}
      onClose={onClose}
      onConfirm={(reason) => {
        if (ground !== undefined) onRefuse({ ground, reason })
      }}
    >
      <Labelled label={t('window:ground')}>
        {(id) => (
          <Choice
            id={id}
            value={ground ?? null}
            placeholder={t('window:choose')}
            options={GIVING_GROUNDS.map((value) => ({ value, label: t(`window:grounds.${value}`) }))}
            onChange={(value) => setGround(GIVING_GROUNDS.find((known) => known === value))}
          />
        )}
      </Labelled>
    </ReasonDialog>
  )
}
