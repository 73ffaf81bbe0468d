import { Button } from 'antd'
import { useState } from 'react'
import type { OutcomeView, TaskDetailView } from '#api/contract/tasks.ts'
import type { BatchDetailView } from '#api/contract/transfer.ts'
import { useDraft, useDraftGuard } from '#ui/client/drafts.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useTaskActs, type TaskActs } from '#ui/client/task-acts.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { FormFields } from '#ui/components/form-fields.tsx'
import { faultsFrom, faultsOf } from '#ui/components/form-faults.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Answered } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ClaimFirst } from '#ui/screens/worklist/claim-first.tsx'

interface BatchWorkProps {
  readonly batch: BatchDetailView
  readonly taskId: string
}

/** The reader's own task on the batch: its form, and a button for each way on. */
export function BatchWork({ batch, taskId }: BatchWorkProps) {
  const task = useRead('GET /api/tasks/:id', { params: { id: taskId } })
  useDraftGuard()
  return (
    <Answered query={task} rows={4}>
      {(detail) =>
        detail.state === 'open' ? <ClaimFirst task={detail} /> : <Work batch={batch} task={detail} />
      }
    </Answered>
  )
}

interface WorkProps {
  readonly batch: BatchDetailView
  readonly task: TaskDetailView
}

function Work({ batch, task }: WorkProps) {
  const { t } = useText()
  const draft = useDraft(task.id, task.values, task.isMine ? task.draft : null)
  const [isTried, setTried] = useState(false)
  const [back, setBack] = useState<OutcomeView>()
  const acts = useTaskActs(() => draft.drop())
  const found = faultsOf(task.formSchema, draft.values)
  const count = batch.counts.listed
  const said = faultsFrom(acts.error)
  const complete = (outcome: string, form: Readonly<Record<string, unknown>>) =>
    acts.complete.mutate({ params: { id: task.id }, body: { outcome, form } })
  const submit = (outcome: OutcomeView) => {
    setTried(true)
    if (Object.keys(found).length === 0) complete(outcome.name, draft.values)
  }
  const isSecond = task.slot === 'second'
  return (
    <section className="card" aria-label={t('list:work')}>
      <h2>{t(`batch:act.${task.form}.title`, { count })}</h2>
      <p className="muted">{t(`batch:act.${task.form}.rule`, { count })}</p>
      {isSecond && <p className="notice info">{t('batch:receipt.second')}</p>}
      <div className="one-column">
        <FormFields
          fields={task.formSchema.fields}
          values={draft.values}
          onChange={draft.put}
          faults={{ ...(isTried ? found : {}), ...inOwnWords(said) }}
          isLocked={!task.isMine}
        />
      </div>
      {said['outcome'] === 'form.differs' && (
        <p className="notice" role="alert">
          {t('batch:receipt.verdictDiffers')}
        </p>
      )}
      {back === undefined && <ProblemNotice error={acts.error} />}
      <div className="work-foot">
        <WaysOut
          task={task}
          count={count}
          isBusy={acts.complete.isPending}
          onComplete={submit}
          onSendBack={setBack}
        />
      </div>
      {back !== undefined && (
        <SendBack
          outcome={back}
          count={count}
          acts={acts}
          onConfirm={(reason) => complete(back.name, { reason })}
          onClose={() => setBack(undefined)}
        />
      )}
    </section>
  )
}

interface WaysOutProps {
  readonly task: TaskDetailView
  readonly count: number
  readonly isBusy: boolean
  readonly onComplete: (outcome: OutcomeView) => void
  readonly onSendBack: (outcome: OutcomeView) => void
}

/** A button for each way out of the task: on at once, back by a dialog. */
function WaysOut({ task, count, isBusy, onComplete, onSendBack }: WaysOutProps) {
  const { t, say } = useText()
  const forward = task.outcomes.filter((outcome) => !outcome.isRefusal && !outcome.isBack)
  const backward = task.outcomes.filter((outcome) => outcome.isRefusal || outcome.isBack)
  return (
    <div className="row wrap">
      {forward.map((outcome, index) => (
        <ActionButton
          key={outcome.name}
          type={index === 0 ? 'primary' : 'default'}
          action={task.allowedActions.complete}
          loading={isBusy}
          onClick={() => onComplete(outcome)}
        >
          {t(`batch:verb.${outcome.name}`, { count, defaultValue: say(outcome.label) })}
        </ActionButton>
      ))}
      {backward.map((outcome) => (
        <Button
          key={outcome.name}
          disabled={!task.allowedActions.complete.allowed}
          onClick={() => onSendBack(outcome)}
        >
          {t(`batch:verb.${outcome.name}`, { defaultValue: say(outcome.label) })}…
        </Button>
      ))}
    </div>
  )
}

interface SendBackProps {
  readonly outcome: OutcomeView
  readonly count: number
  readonly acts: TaskActs
  readonly onConfirm: (reason: string) => void
  readonly onClose: () => void
}

/** A way back, with the rule that it follows and its reason. */
function SendBack({ outcome, count, acts, onConfirm, onClose }: SendBackProps) {
  const { t, say } = useText()
  const verb = t(`batch:verb.${outcome.name}`, { defaultValue: say(outcome.label) })
  return (
    <ReasonDialog
      title={verb}
      rule={t(`batch:back.${outcome.name}`, { count, defaultValue: t('worklist:sendBackRule') })}
      verb={verb}
      isBusy={acts.complete.isPending}
      error={acts.complete.error}
      onConfirm={onConfirm}
      onClose={() => {
        acts.forget()
        onClose()
      }}
    />
  )
}

/** Two persons who read one paper differ from each other, not from a list. */
function inOwnWords(faults: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(faults).map(([field, code]) => [
      field,
      code === 'form.differs' ? 'form.differs-from-first' : code,
    ]),
  )
}
