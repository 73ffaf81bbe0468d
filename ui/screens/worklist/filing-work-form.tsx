import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { FilingWorkItemView } from '#api/contract/filings.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { DateInput } from '#ui/components/date-input.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface FilingWorkFormProps {
  readonly item: FilingWorkItemView
  readonly onDone: () => void
}

interface Said {
  readonly text: string
  readonly dueOn: string
  readonly headId: string | null
  readonly directId: string | null
}

/** The form of one step: a statement, whom a case is on, an order with its deadline, a reply, a result. */
export function FilingWorkForm({ item, onDone }: FilingWorkFormProps) {
  const { t } = useText()
  const { kind } = item
  const [said, setSaid] = useState<Said>(() => ({
    text: '',
    dueOn: '',
    headId: peopleOf(item, 'head')[0]?.id ?? null,
    directId: peopleOf(item, 'direct')[0]?.id ?? null,
  }))
  const put = (part: Partial<Said>) => setSaid((before) => ({ ...before, ...part }))
  const { send, error, isPending } = useStep(item, onDone)
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady(item, said)) send(said)
      }}
    >
      <h3>{t(`worklist:filing.kind.${kind}`)}</h3>
      <p className="muted">{t(`worklist:filing.rule.${kind}`)}</p>
      {kind === 'open-case' ? <Respondents item={item} said={said} onPut={put} /> : null}
      {kind === 'order' ? <Deadline value={said.dueOn} onChange={(dueOn) => put({ dueOn })} /> : null}
      {kind === 'open-case' ? null : (
        <TextField kind={kind} value={said.text} onChange={(text) => put({ text })} />
      )}
      <ProblemNotice error={error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={isPending} disabled={!isReady(item, said)}>
          {t(`worklist:filing.verb.${kind}`)}
        </Button>
      </div>
    </form>
  )
}

/** A note on a filed period may stay empty; what is said in a case may not. */
function isReady({ kind }: FilingWorkItemView, { text, dueOn, headId, directId }: Said): boolean {
  if (kind === 'file') return true
  if (kind === 'open-case') return headId !== null && directId !== null
  return text.trim() !== '' && (kind !== 'order' || dueOn !== '')
}

function peopleOf({ alert }: FilingWorkItemView, as: 'head' | 'direct') {
  return (alert?.respondents ?? []).filter((one) => one.as === as).map(({ person }) => person)
}

function useStep(item: FilingWorkItemView, onDone: () => void) {
  const done = { onDone }
  const acts = {
    file: useAct('POST /api/filing-calendar/statements', done),
    open: useAct('POST /api/accountability-cases', done),
    order: useAct('POST /api/accountability-cases/:id/order', done),
    reply: useAct('POST /api/accountability-cases/:id/reply', done),
    close: useAct('POST /api/accountability-cases/:id/closing', done),
  }
  const send = ({ text, dueOn, headId, directId }: Said) => {
    const { unitId, classId, fromOn, toOn, alert } = item
    const said = text.trim()
    const params = { id: item.case?.id ?? '' }
    switch (item.kind) {
      case 'file':
        return acts.file.mutate({ body: { unitId, classId, fromOn, toOn, note: said } })
      case 'open-case':
        return headId === null || directId === null || alert === null
          ? undefined
          : acts.open.mutate({ body: { alertId: alert.id, headId, directId } })
      case 'order':
        return acts.order.mutate({ params, body: { text: said, dueOn } })
      case 'reply':
        return acts.reply.mutate({ params, body: { text: said } })
      case 'close':
        return acts.close.mutate({ params, body: { text: said } })
    }
  }
  const all = Object.values(acts)
  return {
    send,
    error: all.find(({ error }) => error !== null)?.error ?? null,
    isPending: all.some(({ isPending }) => isPending),
  }
}

interface RespondentsProps {
  readonly item: FilingWorkItemView
  readonly said: Said
  readonly onPut: (part: Partial<Said>) => void
}

function Respondents({ item, said, onPut }: RespondentsProps) {
  const { t, say } = useText()
  const ids = { head: useId(), direct: useId() }
  return (['head', 'direct'] as const).map((as) => (
    <div key={as} className="field">
      <label htmlFor={ids[as]}>{t(`filing:case.${as}`)}</label>
      <Choice
        id={ids[as]}
        value={as === 'head' ? said.headId : said.directId}
        placeholder={t('filing:late.choose')}
        options={peopleOf(item, as).map(({ id, name }) => ({ value: id, label: say(name) }))}
        onChange={(id) => onPut(as === 'head' ? { headId: id } : { directId: id })}
      />
    </div>
  ))
}

interface TextProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

function Deadline({ value, onChange }: TextProps) {
  const { t } = useText()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{t('filing:case.deadline')}</label>
      <DateInput id={id} value={value} onChange={onChange} />
    </div>
  )
}

function TextField({ kind, value, onChange }: TextProps & Pick<FilingWorkItemView, 'kind'>) {
  const { t } = useText()
  const id = useId()
  const label = {
    file: 'filing:period.note',
    'open-case': 'filing:period.note',
    order: 'filing:case.order',
    reply: 'filing:case.reply',
    close: 'filing:case.result',
  } as const
  return (
    <div className="field">
      <label htmlFor={id}>{t(label[kind])}</label>
      <Input.TextArea
        id={id}
        rows={3}
        maxLength={kind === 'file' ? 300 : 2000}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
