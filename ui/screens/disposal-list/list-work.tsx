import { Button } from 'antd'
import { useState } from 'react'
import type { ListDetailView } from '#api/contract/disposal.ts'
import type { OutcomeView, TaskDetailView } from '#api/contract/tasks.ts'
import { useDraft, useDraftGuard } from '#ui/client/drafts.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useKeySignature } from '#ui/client/security-keys.ts'
import { useTaskActs } from '#ui/client/task-acts.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { FormFields } from '#ui/components/form-fields.tsx'
import { faultsFrom, faultsOf } from '#ui/components/form-faults.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ClaimFirst } from '#ui/screens/worklist/claim-first.tsx'
import { FactorInput } from './factor-input.tsx'
import { RefuseDialog } from './refuse-dialog.tsx'
import type { Answers } from './use-answers.ts'
import type { Verdicts } from './use-verdicts.ts'

interface ListWorkProps {
  readonly list: ListDetailView
  readonly taskId: string
  readonly verdicts: Verdicts
  readonly answers: Answers
}

/** The reader's own task on the list: its form, the second factor where it signs, and one button that says the verb and the count. */
export function ListWork({ list, taskId, verdicts, answers }: ListWorkProps) {
  const task = useRead('GET /api/tasks/:id', { params: { id: taskId } })
  useDraftGuard()
  return (
    <Answered query={task} rows={4}>
      {(detail) => <Work list={list} task={detail} verdicts={verdicts} answers={answers} />}
    </Answered>
  )
}

/** Forms whose completion cannot be taken back. */
const GRAVE: ReadonlySet<string> = new Set(['approve', 'start-execution'])

function Work({
  list,
  task,
  verdicts,
  answers,
}: {
  readonly list: ListDetailView
  readonly task: TaskDetailView
  readonly verdicts: Verdicts
  readonly answers: Answers
}) {
  const { t, say } = useText()
  const draft = useDraft(task.id, task.values, task.isMine ? task.draft : null)
  const [totp, setTotp] = useState('')
  const key = useKeySignature(task.id, task.registerHash)
  const hasFactor = totp.length === 6 || key.data !== undefined
  const [isTried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<OutcomeView>()
  const acts = useTaskActs(() => draft.drop())
  const isGrave = GRAVE.has(task.form)
  const found = faultsOf(task.formSchema, draft.values)
  const proposed = list.items.filter(({ proposal }) => proposal?.state === 'open').length
  const count = task.form === 'authorise-terms' ? proposed : list.counts.listed
  const complete = (outcome: string, form: Readonly<Record<string, unknown>>) =>
    acts.complete.mutate(
      {
        params: { id: task.id },
        body: {
          outcome,
          form,
          ...(verdicts.isAsked ? { verdicts: verdicts.asInput() } : {}),
          ...(answers.isAsked ? { answers: [...answers.asInput()] } : {}),
          ...(key.data === undefined ? (totp.length === 6 ? { totp } : {}) : { assertion: key.data }),
          ...(task.registerHash === null ? {} : { registerHash: task.registerHash }),
        },
      },
      {
        // Spent with the first try, whatever becomes of the act.
        onSettled: () => {
          setTotp('')
          key.reset()
        },
      },
    )
  const submit = (outcome: OutcomeView) => {
    setTried(true)
    if (Object.keys(found).length === 0) complete(outcome.name, draft.values)
  }
  if (task.state === 'open') return <ClaimFirst task={task} />
  const factor = { digits: totp, put: setTotp, key, isGiven: hasFactor }
  const isReady =
    (!task.needsSecondFactor || hasFactor) &&
    (!verdicts.isAsked || verdicts.missing === 0) &&
    (!answers.isAsked || answers.missing === 0)
  // What the second person answers decides the way out: with one refusal the list goes back.
  const forward = task.outcomes.filter((outcome) =>
    task.form === 'authorise-terms'
      ? outcome.isBack === answers.goingBack > 0
      : !outcome.isRefusal && !outcome.isBack,
  )
  const refusals =
    task.form === 'authorise-terms'
      ? []
      : task.outcomes.filter(({ isRefusal, isBack }) => isRefusal || isBack)
  return (
    <section className={`card${isGrave ? ' danger' : ''}`} aria-label={t('list:work')}>
      <h2>{t(`list:act.${task.form}.title`, { count })}</h2>
      <p className="muted">{t(`list:act.${task.form}.rule`, { count, days: list.coolingDays })}</p>
      <div className="one-column">
        <FormFields
          fields={task.formSchema.fields}
          values={draft.values}
          onChange={draft.put}
          faults={{ ...(isTried ? found : {}), ...faultsFrom(acts.error) }}
          isLocked={!task.isMine}
        />
      </div>
      {answers.isAsked && answers.missing > 0 && (
        <p className="muted">{t('list:terms.missing', { count: answers.missing })}</p>
      )}
      {verdicts.isAsked && verdicts.missing > 0 && (
        <p className="muted">{t('list:verdict.missing', { count: verdicts.missing })}</p>
      )}
      {refusal === undefined && <ProblemNotice error={acts.error} />}
      <div className="work-foot">
        {task.needsSecondFactor && <FactorInput factor={factor} />}
        <div className="row wrap">
          {forward.map((outcome) => (
            <ActionButton
              key={outcome.name}
              type="primary"
              danger={isGrave}
              action={task.allowedActions.complete}
              isReady={isReady}
              loading={acts.complete.isPending}
              onClick={() => submit(outcome)}
            >
              {outcome.isBack
                ? t(`list:act.${task.form}.back`, { count: answers.goingBack })
                : t(`list:act.${task.form}.verb`, { count })}
            </ActionButton>
          ))}
          {refusals.map((outcome) => (
            <Button
              key={outcome.name}
              disabled={!task.allowedActions.complete.allowed}
              onClick={() => setRefusal(outcome)}
            >
              {say(outcome.label)}…
            </Button>
          ))}
        </div>
      </div>
      {refusal !== undefined && (
        <RefuseDialog
          outcome={refusal}
          task={task}
          acts={acts}
          factor={factor}
          onConfirm={(form) => complete(refusal.name, { ...draft.values, ...form })}
          onClose={() => setRefusal(undefined)}
        />
      )}
    </section>
  )
}
