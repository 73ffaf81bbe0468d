import { Link } from '@tanstack/react-router'
import { Button, Radio } from 'antd'
import { useId, useState } from 'react'
import type { RetentionView } from '#api/contract/records.ts'
import { useAct } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { DateInput } from '#ui/components/date-input.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

type Trigger = RetentionView['triggers'][number]

/** What starts the clock, with its day: as the record's own data give it, or entered by one person and confirmed by a second. */
export function TriggerEvent({
  recordId,
  trigger,
}: {
  readonly recordId: string
  readonly trigger: Trigger
}) {
  const text = useText()
  const { t, say } = text
  const [isEntering, setEntering] = useState(false)
  const confirm = useAct('POST /api/records/:id/events-entered/:eventId/confirmation')
  const { entered } = trigger
  const [chosen, setChosen] = useState<string>()
  const classCode = chosen ?? entered?.classes[0]?.code
  return (
    <section className="card">
      <h2>{t('record:event.title', { event: eventText(text, trigger) })}</h2>
      {trigger.source !== 'persons' && <FromData recordId={recordId} trigger={trigger} />}
      {entered === null ? (
        trigger.source === 'persons' && <p className="muted">{t('record:event.none')}</p>
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
      {isEntering && <EnterEvent recordId={recordId} trigger={trigger} onClose={() => setEntering(false)} />}
    </section>
  )
}

/** The event in its own words, with the name of the field or the relation that the rule names. */
function eventText({ t, say }: Text, { kind, of, name }: Trigger): string {
  const event = t(`vocabulary:event.${kind}`)
  if (name !== null) return t('record:event.named', { event, name: say(name), of })
  return of === null ? event : t('record:event.namedBy', { event, of })
}

/** Where the record's own data have the day, or why they have none, with the way to them. */
function FromData({ recordId, trigger }: { readonly recordId: string; readonly trigger: Trigger }) {
  const { t, say } = useText()
  const { source, why, on, name, of, related } = trigger
  const field = name === null ? (of ?? '') : `${say(name)} ${of ?? ''}`
  const code = related?.archivalCode ?? t('record:event.uncoded')
  return (
    <>
      <p className="row wrap">
        {on !== null && <strong>{on}</strong>}
        <span className="muted">{t(`record:event.source.${source}`, { field, code })}</span>
      </p>
      {why !== null && (
        <p className="notice">
          {t(`record:event.why.${why}`)} {trigger.enter.allowed && t('record:event.told')}
        </p>
      )}
      <p>
        <Link
          to="/records/$recordId"
          params={{ recordId: related?.id ?? recordId }}
          search={{ tab: TAB_OF[source] }}
        >
          {t(`record:event.to.${source}`)}
        </Link>
      </p>
    </>
  )
}

const TAB_OF = {
  persons: 'retention',
  metadata: 'metadata',
  contents: 'contents',
  record: 'retention',
} as const satisfies Readonly<Record<Trigger['source'], string>>

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
  readonly trigger: Trigger
  readonly onClose: () => void
}

function EnterEvent({ recordId, trigger, onClose }: EnterEventProps) {
  const text = useText()
  const { t } = text
  const { kind, of } = trigger
  const [on, setOn] = useState<string>()
  const id = useId()
  const enter = useAct('POST /api/records/:id/events-entered', { onDone: onClose })
  return (
    <ReasonDialog
      title={t('record:event.enterTitle', { event: eventText(text, trigger) })}
      rule={t('record:event.rule')}
      verb={t('record:event.enterVerb')}
      isBusy={enter.isPending}
      error={enter.error}
      isReady={on !== undefined}
      onConfirm={(evidence) =>
        enter.mutate({
          params: { id: recordId },
          body: { kind, ...(of === null ? {} : { of }), on: on ?? '', evidence },
        })
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
