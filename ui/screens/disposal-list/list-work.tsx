import { Button } from 'antd'
import { useState } from 'react'
import type { ListDetailView } from '#api/contract/disposal.ts'
import type { OutcomeView, TaskDetailView } from '#api/contract/tasks.ts'
import { useDraft, useDraftGuard } from '#ui/client/drafts.ts'
import { useRead } from '#ui/client/hooks.ts'
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
import { useFactor } from './use-factor.ts'
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

interface WorkProps extends Omit<ListWorkProps, 'taskId'> {
  readonly task: TaskDetailView
}

function Work({ list, task, verdicts, answers }: WorkProps) {
  const { t } = useText()
  const draft = useDraft(task.id, task.values, task.isMine ? task.draft : null)
  const { factor, ...signature } = useFactor(task)
  const [isTried, setTried] = useState(false)
  const [refusal, setRefusal] = useState<OutcomeView>()
  const acts = useTaskActs(() => draft.drop())
  const isGrave = GRAVE.has(task.form)
  const found = faultsOf(task.formSchema, draft.values)
  const count = countOf(list, task)
  const complete = (outcome: string, form: Readonly<Record<string, unknown>>) =>
    acts.complete.mutate(
      {
        params: { id: task.id },
        body: {
          outcome,
          form,
          ...saidOfItems({ verdicts, answers }),
          ...signature.asInput(),
          ...(task.registerHash === null ? {} : { registerHash: task.registerHash }),
        },
      },
      { onSettled: signature.spend },
    )
  const submit = (outcome: OutcomeView) => {
    setTried(true)
    if (Object.keys(found).length === 0) complete(outcome.name, draft.values)
  }
  if (task.state === 'open') return <ClaimFirst task={task} />
  const isReady = (!task.needsSecondFactor || factor.isGiven) && !isMissing(verdicts) && !isMissing(answers)
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
      <Missing verdicts={verdicts} answers={answers} />
      {refusal === undefined && <ProblemNotice error={acts.error} />}
      <div className="work-foot">
        {task.needsSecondFactor && <FactorInput factor={factor} />}
        <WaysOut
          task={task}
          answers={answers}
          count={count}
          isReady={isReady}
          isBusy={acts.complete.isPending}
          onComplete={submit}
          onRefuse={setRefusal}
        />
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

/** Of how many records the act is. */
function countOf({ items, counts }: ListDetailView, { form }: TaskDetailView): number {
  if (form !== 'authorise-terms') return counts.listed
  return items.filter(({ proposal }) => proposal?.state === 'open').length
}

type OfItems = Pick<ListWorkProps, 'verdicts' | 'answers'>

/** What the task asks of single records. */
function saidOfItems({ verdicts, answers }: OfItems) {
  return {
    ...(verdicts.isAsked ? { verdicts: verdicts.asInput() } : {}),
    ...(answers.isAsked ? { answers: [...answers.asInput()] } : {}),
  }
}

function isMissing({ isAsked, missing }: Pick<Verdicts | Answers, 'isAsked' | 'missing'>): boolean {
  return isAsked && missing > 0
}

/** What has still to be said of single records before anything can be completed. */
function Missing({ verdicts, answers }: OfItems) {
  const { t } = useText()
  return (
    <>
      {isMissing(answers) && <p className="muted">{t('list:terms.missing', { count: answers.missing })}</p>}
      {isMissing(verdicts) && (
        <p className="muted">{t('list:verdict.missing', { count: verdicts.missing })}</p>
      )}
    </>
  )
}

interface WaysOutProps {
  readonly task: TaskDetailView
  readonly answers: Answers
  /** Records that the act is about. */
  readonly count: number
  readonly isReady: boolean
  readonly isBusy: boolean
  readonly onComplete: (outcome: OutcomeView) => void
  readonly onRefuse: (outcome: OutcomeView) => void
}

/** A button for each way out of the task. What the second person answers decides it: with one refusal the list goes back. */
function WaysOut({ task, answers, count, isReady, isBusy, onComplete, onRefuse }: WaysOutProps) {
  const { t, say } = useText()
  const isDecidedByAnswers = task.form === 'authorise-terms'
  const isBackward = ({ isRefusal, isBack }: OutcomeView) => isRefusal || isBack
  const forward = task.outcomes.filter((outcome) =>
    isDecidedByAnswers ? outcome.isBack === answers.goingBack > 0 : !isBackward(outcome),
  )
  const refusals = isDecidedByAnswers ? [] : task.outcomes.filter(isBackward)
  return (
    <div className="row wrap">
      {forward.map((outcome) => (
        <ActionButton
          key={outcome.name}
          type="primary"
          danger={GRAVE.has(task.form)}
          action={task.allowedActions.complete}
          isReady={isReady}
          loading={isBusy}
          onClick={() => onComplete(outcome)}
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
          onClick={() => onRefuse(outcome)}
        >
          {say(outcome.label)}…
        </Button>
      ))}
    </div>
  )
}
