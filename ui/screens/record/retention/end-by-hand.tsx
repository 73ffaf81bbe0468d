import { useId, useState } from 'react'
import type { RetentionView } from '#api/contract/records.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { DateInput } from '#ui/components/date-input.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface EndByHandProps {
  readonly recordId: string
  readonly retention: RetentionView
}

/** A later last day, set by a person with a reason and never overwritten in silence. */
export function EndByHand({ recordId, retention }: EndByHandProps) {
  const { t, say } = useText()
  const [open, setOpen] = useState<'set' | 'lift'>()
  const { byHand, setByHand } = retention
  if (byHand === null && !setByHand.allowed) return null
  const close = () => setOpen(undefined)
  return (
    <section className="card" aria-label={t('record:retention.hand.title')}>
      <h2>{t('record:retention.hand.title')}</h2>
      {byHand === null ? (
        <p className="muted">{t('record:retention.hand.none')}</p>
      ) : (
        <>
          <p className="row wrap">
            <strong>{byHand.endsOn}</strong>
            {byHand.isOvertaken && <Tag tone="soon">{t('record:retention.hand.overtaken')}</Tag>}
          </p>
          <p>{byHand.reason}</p>
          <p className="muted">
            {t('record:retention.hand.by', { name: say(byHand.setBy.name), on: byHand.setOn })}
          </p>
        </>
      )}
      <div className="row wrap">
        <ActionButton action={setByHand} onClick={() => setOpen('set')}>
          {t('record:retention.hand.set')}
        </ActionButton>
        {byHand !== null && (
          <ActionButton action={byHand.lift} onClick={() => setOpen('lift')}>
            {t('record:retention.hand.lift')}
          </ActionButton>
        )}
      </div>
      {open === 'set' && <SetEnd recordId={recordId} onClose={close} />}
      {open === 'lift' && byHand !== null && (
        <LiftEnd recordId={recordId} endsOn={byHand.endsOn} onClose={close} />
      )}
    </section>
  )
}

function SetEnd({ recordId, onClose }: { readonly recordId: string; readonly onClose: () => void }) {
  const { t } = useText()
  const [endsOn, setEndsOn] = useState('')
  const id = useId()
  const set = useAct('POST /api/records/:id/end-by-hand', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('record:retention.hand.setTitle')}
      rule={t('record:retention.hand.setRule')}
      verb={t('record:retention.hand.setVerb', { on: endsOn })}
      isBusy={set.isPending}
      error={set.error}
      isReady={endsOn !== ''}
      onConfirm={(reason) => set.mutate({ params: { id: recordId }, body: { endsOn, reason } })}
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor={id}>{t('record:retention.hand.on')}</label>
        <DateInput id={id} value={endsOn} onChange={setEndsOn} />
      </div>
    </ReasonDialog>
  )
}

interface LiftEndProps {
  readonly recordId: string
  readonly endsOn: string
  readonly onClose: () => void
}

function LiftEnd({ recordId, endsOn, onClose }: LiftEndProps) {
  const { t } = useText()
  const lift = useAct('POST /api/records/:id/end-by-hand/lift', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('record:retention.hand.liftTitle', { on: endsOn })}
      rule={t('record:retention.hand.liftRule')}
      verb={t('record:retention.hand.liftVerb')}
      isBusy={lift.isPending}
      error={lift.error}
      onConfirm={(reason) => lift.mutate({ params: { id: recordId }, body: { reason } })}
      onClose={onClose}
    />
  )
}
