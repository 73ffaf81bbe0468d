import { Button } from 'antd'
import { useState } from 'react'
import type { GivingView } from '#api/contract/givings.ts'
import { refusalOf, useErrand } from '#ui/client/errands.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface PrintCopyProps {
  readonly giving: GivingView
  readonly onClose: () => void
}

/** The certified copy, made by the worker while one waits. */
export function PrintCopy({ giving, onClose }: PrintCopyProps) {
  const { t } = useText()
  const [errandId, setErrandId] = useState<string>()
  const ask = useAct('POST /api/errands', { onDone: ({ id }) => setErrandId(id) })
  const { id: givingId, number } = giving
  return (
    <Dialog
      title={t('window:copyTitle', { number })}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={ask.isPending}
          onClick={() => ask.mutate({ body: { kind: 'certified-copy', givingId } })}
        >
          {t('window:make')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('window:copyRule')}</p>
        <ProblemNotice error={ask.error} />
        <section aria-live="polite">{errandId !== undefined && <Made id={errandId} />}</section>
      </div>
    </Dialog>
  )
}

function Made({ id }: { readonly id: string }) {
  const { t } = useText()
  const errand = useErrand(id)
  return (
    <Answered query={errand} rows={2}>
      {(view) => {
        if (view.state === 'refused') return <ProblemNotice error={refusalOf(view)} />
        if (view.made?.kind !== 'certified-copy') return <p>{t('window:making')}</p>
        return (
          <p>
            {t('window:made', { count: view.made.pages })}{' '}
            <a href={view.made.url} target="_blank" rel="noreferrer">
              {t('window:open')}
            </a>
          </p>
        )
      }}
    </Answered>
  )
}
