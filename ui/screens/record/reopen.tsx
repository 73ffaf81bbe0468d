import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { RecordDetailView } from '#api/contract/records.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Opens what was filed again, and closes it; each with its reason, and shown to nobody who may do neither. */
export function Reopen({ record }: { readonly record: RecordDetailView }) {
  const { t } = useText()
  const [asked, setAsked] = useState<'open' | 'close'>()
  const [counted, setCounted] = useState('')
  const countId = useId()
  const done = { onDone: () => setAsked(undefined) }
  const open = useAct('POST /api/records/:id/reopening', done)
  const close = useAct('POST /api/records/:id/closing', done)
  const act = asked === 'open' ? open : close
  const { allowedActions, reopenedAt, id } = record
  if (reopenedAt === null && !allowedActions.reopen.allowed) return null
  return (
    <section className="card">
      <h2>{t('record:reopen.heading')}</h2>
      {reopenedAt !== null && (
        <p>
          {t('record:reopen.since')} · <When at={reopenedAt} />
        </p>
      )}
      <div>
        {allowedActions.reopen.allowed && (
          <Button onClick={() => setAsked('open')}>{t('record:reopen.open')}</Button>
        )}
        {allowedActions.close.allowed && (
          <Button onClick={() => setAsked('close')}>{t('record:reopen.close')}</Button>
        )}
      </div>
      {asked !== undefined && (
        <ReasonDialog
          title={t(asked === 'open' ? 'record:reopen.title' : 'record:reopen.closeTitle')}
          rule={t(asked === 'open' ? 'record:reopen.rule' : 'record:reopen.closeRule')}
          verb={t(asked === 'open' ? 'record:reopen.verb' : 'record:reopen.close')}
          isBusy={act.isPending}
          error={act.error}
          isReady={asked === 'open' || record.level === 'item' || counted !== ''}
          onConfirm={(reason) => {
            if (asked === 'open') open.mutate({ params: { id }, body: { reason } })
            else
              close.mutate({
                params: { id },
                body: { reason, ...(counted === '' ? {} : { items: Number(counted) }) },
              })
          }}
          onClose={() => setAsked(undefined)}
        >
          {asked === 'close' && record.level === 'file' && (
            <div className="field">
              <label htmlFor={countId}>{t('record:reopen.counted')}</label>
              <Input
                id={countId}
                inputMode="numeric"
                maxLength={5}
                value={counted}
                onChange={(event) => setCounted(event.target.value.replaceAll(/\D/g, ''))}
              />
            </div>
          )}
        </ReasonDialog>
      )}
    </section>
  )
}
