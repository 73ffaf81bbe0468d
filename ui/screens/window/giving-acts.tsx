import { Button } from 'antd'
import { useState } from 'react'
import type { GivingView } from '#api/contract/givings.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { PrintCopy } from './print-copy.tsx'
import { RefuseGiving } from './refuse-giving.tsx'

type Open = 'approve' | 'refuse' | 'print'

/** What the reader may do with a line of the register: approve, refuse, give, print. */
export function GivingActs({ giving }: { readonly giving: GivingView }) {
  const { t } = useText()
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const decide = useAct('POST /api/givings/:id/decision', { onDone: close })
  const give = useAct('POST /api/givings/:id/giving', {
    onDone: () => setOpen(giving.way === 'copy' ? 'print' : undefined),
  })
  const { id, number, allowed } = giving
  return (
    <>
      <div className="row wrap">
        {allowed.approve.allowed && (
          <Button size="small" onClick={() => setOpen('approve')}>
            {t('window:approve')}…
          </Button>
        )}
        {allowed.give.allowed && (
          <Button
            size="small"
            type="primary"
            loading={give.isPending}
            onClick={() => give.mutate({ params: { id } })}
          >
            {t('window:give')}
          </Button>
        )}
        {allowed.print.allowed && (
          <Button size="small" onClick={() => setOpen('print')}>
            {t('window:print')}…
          </Button>
        )}
        {allowed.refuse.allowed && (
          <Button size="small" onClick={() => setOpen('refuse')}>
            {t('window:refuse')}…
          </Button>
        )}
      </div>
      <ProblemNotice error={give.error} />
      {open === 'approve' && (
        <ReasonDialog
          title={t('window:approveTitle', { number })}
          rule={t('window:approveRule')}
          verb={t('window:approve')}
          isBusy={decide.isPending}
          error={decide.error}
          onClose={close}
          onConfirm={(reason) => decide.mutate({ params: { id }, body: { decision: 'approve', reason } })}
        />
      )}
      {open === 'refuse' && (
        <RefuseGiving
          called={number}
          isBusy={decide.isPending}
          error={decide.error}
          onClose={close}
          onRefuse={(refusal) => decide.mutate({ params: { id }, body: { decision: 'refuse', ...refusal } })}
        />
      )}
      {open === 'print' && <PrintCopy giving={giving} onClose={close} />}
    </>
  )
}
