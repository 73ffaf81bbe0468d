import { Button } from 'antd'
import { useId, useState } from 'react'
import type { CaseView } from '#api/contract/filings.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { DateInput } from '#ui/components/date-input.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { CaseFacts } from './case-facts.tsx'

type Step = 'order' | 'reply' | 'close'

/** Accountability for late filing: order to correct, reply, result; each case is closed by correction and stays. */
export function CasesTab() {
  const { t } = useText()
  const cases = useRead('GET /api/accountability-cases', {})
  const [doing, setDoing] = useState<{ readonly one: CaseView; readonly step: Step }>()
  return (
    <Answered query={cases}>
      {({ items }) => (
        <div className="stack">
          <p className="muted">{t('filing:case.hint')}</p>
          {items.length === 0 && (
            <EmptyState title={t('filing:case.emptyTitle')} hint={t('filing:case.emptyHint')} />
          )}
          {items.map((one) => (
            <Case key={one.id} one={one} onStep={(step) => setDoing({ one, step })} />
          ))}
          {doing !== undefined && <StepDialog {...doing} onClose={() => setDoing(undefined)} />}
        </div>
      )}
    </Answered>
  )
}

function Case({ one, onStep }: { readonly one: CaseView; readonly onStep: (step: Step) => void }) {
  const { t, say } = useText()
  return (
    <article className="card stack" aria-label={one.number}>
      <header className="row wrap spread">
        <h2>
          <span className="code">{one.number}</span> {say(one.unitName)}
        </h2>
        <span className="row">
          {one.isOverdue && <Tag tone="over">{t('filing:case.overdue')}</Tag>}
          <Tag tone={one.state === 'closed' ? 'ok' : 'soon'}>{t(`filing:case.state.${one.state}`)}</Tag>
        </span>
      </header>
      <CaseFacts one={one} />
      <div className="row wrap">
        {(['order', 'reply', 'close'] as const)
          .filter((step) => one.allowed[step].allowed)
          .map((step) => (
            <Button key={step} onClick={() => onStep(step)}>
              {t(`filing:case.do.${step}`)}…
            </Button>
          ))}
      </div>
    </article>
  )
}

interface StepDialogProps {
  readonly one: CaseView
  readonly step: Step
  readonly onClose: () => void
}

function StepDialog({ one, step, onClose }: StepDialogProps) {
  const { t } = useText()
  const [dueOn, setDueOn] = useState('')
  const id = useId()
  const order = useAct('POST /api/accountability-cases/:id/order', { onDone: onClose })
  const reply = useAct('POST /api/accountability-cases/:id/reply', { onDone: onClose })
  const close = useAct('POST /api/accountability-cases/:id/closing', { onDone: onClose })
  const act = { order, reply, close }[step]
  const params = { id: one.id }
  return (
    <ReasonDialog
      title={t(`filing:case.do.${step}`)}
      rule={t(`filing:case.rule.${step}`)}
      verb={t(`filing:case.do.${step}`)}
      isBusy={act.isPending}
      error={act.error}
      isReady={step !== 'order' || dueOn !== ''}
      onClose={onClose}
      onConfirm={(text) => {
        if (step === 'order') order.mutate({ params, body: { text, dueOn } })
        if (step === 'reply') reply.mutate({ params, body: { text } })
        if (step === 'close') close.mutate({ params, body: { text } })
      }}
    >
      {step === 'order' && (
        <div className="field">
          <label htmlFor={id}>{t('filing:case.deadline')}</label>
          <DateInput id={id} value={dueOn} onChange={setDueOn} />
        </div>
      )}
    </ReasonDialog>
  )
}
