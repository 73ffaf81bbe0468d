import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { RecordDetailView } from '#api/contract/records.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** The code that a record bears, those that it bore, and another one for whoever may give it. */
export function ArchivalCode({ record }: { readonly record: RecordDetailView }) {
  const { t, say } = useText()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <div className="row wrap">
        <span className="code">{record.archivalCode ?? t('record:uncoded')}</span>
        {record.allowedActions.renumber.allowed && (
          <Button size="small" onClick={() => setAsking(true)}>
            {t('record:renumber.act')}…
          </Button>
        )}
      </div>
      {record.formerCodes.toReversed().map(({ code, reason, renumberedOn, renumberedBy }) => (
        <div key={code} className="muted">
          {t('record:renumber.former', { code, on: renumberedOn, by: say(renumberedBy.name), reason })}
        </div>
      ))}
      {isAsking && <Renumber record={record} onClose={() => setAsking(false)} />}
    </>
  )
}

interface RenumberProps {
  readonly record: RecordDetailView
  readonly onClose: () => void
}

function Renumber({ record, onClose }: RenumberProps) {
  const { t } = useText()
  const [number, setNumber] = useState('')
  const id = useId()
  const renumber = useAct('POST /api/records/:id/renumbering', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('record:renumber.title', { code: record.archivalCode ?? '' })}
      rule={t('record:renumber.rule')}
      verb={t('record:renumber.act')}
      isBusy={renumber.isPending}
      error={renumber.error}
      onClose={onClose}
      onConfirm={(reason) =>
        renumber.mutate({
          params: { id: record.id },
          body: { reason, ...(number === '' ? {} : { number: Number(number) }) },
        })
      }
    >
      <div className="field">
        <label htmlFor={id}>{t('record:renumber.number')}</label>
        <Input
          id={id}
          inputMode="numeric"
          maxLength={4}
          placeholder={t('record:renumber.nextFree')}
          value={number}
          onChange={(event) => setNumber(event.target.value.replaceAll(/\D/g, ''))}
        />
      </div>
    </ReasonDialog>
  )
}
