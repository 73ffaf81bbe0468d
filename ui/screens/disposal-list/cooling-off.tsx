import { useState } from 'react'
import type { ListDetailView } from '#api/contract/disposal.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Until destruction has begun anyone on the list may ask to stop, and the main head may abort. */
export function CoolingOff({ list }: { readonly list: ListDetailView }) {
  const { t, say } = useText()
  const [dialog, setDialog] = useState<'stop' | 'abort'>()
  const close = () => setDialog(undefined)
  const stop = useAct('POST /api/disposal-lists/:id/stop', { onDone: close })
  const abort = useAct('POST /api/disposal-lists/:id/abort', { onDone: close })
  const { allowedActions, approval } = list
  if (approval === null || list.endedOn !== null || list.execution !== null) return null
  const params = { id: list.id }
  return (
    <section className="card">
      <h2>{t('list:cooling.title')}</h2>
      {list.coolingUntil !== null && <p>{t('list:cooling.until', { on: list.coolingUntil })}</p>}
      <p className="muted">
        {t('list:cooling.approved', { name: say(approval.by.name), opinion: approval.opinion })}
      </p>
      <div className="row wrap">
        <ActionButton action={allowedActions.askStop} onClick={() => setDialog('stop')}>
          {t('list:cooling.stop')}
        </ActionButton>
        <ActionButton action={allowedActions.abort} onClick={() => setDialog('abort')}>
          {t('list:cooling.abort')}
        </ActionButton>
      </div>
      {dialog === 'stop' && (
        <ReasonDialog
          title={t('list:cooling.stop')}
          rule={t('list:cooling.stopRule')}
          verb={t('list:cooling.stopVerb')}
          isBusy={stop.isPending}
          error={stop.error}
          onConfirm={(reason) => stop.mutate({ params, body: { reason } })}
          onClose={close}
        />
      )}
      {dialog === 'abort' && (
        <ReasonDialog
          title={t('list:cooling.abort')}
          rule={t('list:cooling.abortRule', { count: list.counts.listed })}
          verb={t('list:cooling.abortVerb', { count: list.counts.listed })}
          isBusy={abort.isPending}
          error={abort.error}
          onConfirm={(reason) => abort.mutate({ params, body: { reason } })}
          onClose={close}
        />
      )}
    </section>
  )
}
