import { Button, Radio } from 'antd'
import { useId, useState } from 'react'
import type { RetentionView } from '#api/contract/records.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { DateInput } from '#ui/components/date-input.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

type Trigger = NonNullable<RetentionView['trigger']>

/** An event that starts the clock: entered by one person, confirmed by a second. */
export function TriggerEvent({
  recordId,
  trigger,
}: {
  readonly recordId: string
  readonly trigger: Trigger
}) {
  const { t, say } = useText()
  const [isEntering, setEntering] = useState(false)
  const confirm = useAct('POST /api/records/:id/events-entered/:eventId/confirmation')
  const { entered } = trigger
  const [chosen, setChosen] = useState<string>()
  const classCode = chosen ?? entered?.classes[0]?.code
  return (
    <section className="card">
      <h2>{t('record:event.title', { event: t(`vocabulary:event.${trigger.kind}`) })}</h2>
      {entered === null ? (
        <p className="muted">{t('record:event.none')}</p>
      ) : (
        <>
          <p className="row wrap">
            <strong>{entered.on}</strong>
            <Tag tone={entered.isConfirmed ? 'ok' : 'soon'}>
              {t(entered.isConfirmed ? 'record:event.confirmed' : 'record:event.waiting')}
            </Tag>
            <span className="muted">
              {t('record:event.enteredBy', { name: say(entered.enteredBy.name) })}
            </span>
          </p>
          <p>{entered.evidence}</p>
          {!entered.isConfirmed && (
            <div className="stack">
              {entered.classes.length > 1 && (
                <ClassChoice classes={entered.classes} chosen={classCode} onChoose={setChosen} />
              )}
              <ActionButton
                action={entered.confirm}
                loading={confirm.isPending}
                onClick={() =>
                  confirm.mutate({
                    params: { id: recordId, eventId: entered.eventId },
                    body: classCode === undefined ? {} : { classCode },
                  })
                }
              >
                {t('record:event.confirm')}
              </ActionButton>
            </div>
          )}
        </>
      )}
      {(entered === null || entered.isConfirmed) && trigger.enter.allowed && (
        <div>
          <Button onClick={() => setEntering(true)}>{t('record:event.enter')}</Button>
        </div>
      )}
      <ProblemNotice error={confirm.error} />
      {isEntering && (
        <EnterEvent recordId={recordId} kind={trigger.kind} onClose={() => setEntering(false)} />
      )}
    </section>
  )
}

interface ClassChoiceProps {
  readonly classes: NonNullable<Trigger['entered']>['classes']
  readonly chosen: string | undefined
  readonly onChoose: (code: string) => void
}

/** The class in which the record is kept from the event on. */
function ClassChoice({ classes, chosen, onChoose }: ClassChoiceProps) {
  const { t } = useText()
  const id = useId()
  return (
    <div className="field">
      <span id={id}>{t('record:event.class')}</span>
      <Radio.Group
        aria-labelledby={id}
        value={chosen}
        onChange={({ target }) => onChoose(String(target.value))}
        options={classes.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
      />
    </div>
  )
}

interface EnterEventProps {
  readonly recordId: string
  readonly kind: string
  readonly onClose: () => void
}

function EnterEvent({ recordId, kind, onClose }: EnterEventProps) {
  const { t } = useText()
  const [on, setOn] = useState<string>()
  const id = useId()
  const enter = useAct('POST /api/records/:id/events-entered', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('record:event.enterTitle', { event: t(`vocabulary:event.${kind}`) })}
      rule={t('record:event.rule')}
      verb={t('record:event.enterVerb')}
      isBusy={enter.isPending}
      error={enter.error}
      isReady={on !== undefined}
      onConfirm={(evidence) =>
        enter.mutate({ params: { id: recordId }, body: { kind, on: on ?? '', evidence } })
      }
      onClose={onClose}
    >
      <div className="field">
        <label htmlFor={id}>{t('record:event.on')}</label>
        <DateInput id={id} value={on ?? ''} onChange={(date) => setOn(date === '' ? undefined : date)} />
      </div>
    </ReasonDialog>
  )
}
