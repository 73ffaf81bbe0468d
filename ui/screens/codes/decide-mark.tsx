import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { TextField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'

export interface DecideMarkProps {
  readonly recordId: string
  readonly finding: 'no-secret' | 'secret'
  readonly onClose: () => void
  readonly onDone: () => void
}

/** What whoever classifies has decided of a mark, as the security administrator states it. */
export function DecideMark({ finding, ...props }: DecideMarkProps) {
  return finding === 'secret' ? <Declare {...props} /> : <Lift {...props} />
}

type DecideProps = Omit<DecideMarkProps, 'finding'>

function Lift({ recordId, onClose, onDone }: DecideProps) {
  const { t } = useText()
  const decide = useAct('POST /api/quarantine/:id/decision', { onDone })
  return (
    <ReasonDialog
      title={t('codes:mark.liftTitle')}
      rule={t('codes:mark.liftRule')}
      verb={t('codes:mark.lift')}
      isBusy={decide.isPending}
      error={decide.error}
      onClose={onClose}
      onConfirm={(reason) =>
        decide.mutate({ params: { id: recordId }, body: { finding: 'no-secret', reason } })
      }
    />
  )
}

function Declare({ recordId, onClose, onDone }: DecideProps) {
  const { t } = useText()
  const [reference, setReference] = useState('')
  const decide = useAct('POST /api/quarantine/:id/decision', { onDone })
  return (
    <Dialog
      title={t('codes:mark.declareTitle')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          danger
          loading={decide.isPending}
          disabled={reference.trim().length < 2}
          onClick={() =>
            decide.mutate({
              params: { id: recordId },
              body: { finding: 'secret', reference: reference.trim() },
            })
          }
        >
          {t('codes:mark.declare')}
        </Button>
      }
    >
      <div className="stack">
        <p>{t('codes:mark.declareRule')}</p>
        <TextField
          label={t('codes:mark.reference')}
          maxLength={40}
          value={reference}
          onChange={setReference}
        />
        <ProblemNotice error={decide.error} />
      </div>
    </Dialog>
  )
}
