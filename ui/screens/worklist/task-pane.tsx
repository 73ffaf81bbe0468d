import { lazy, Suspense, useRef, useState } from 'react'
import type { TaskActView, TaskDetailView } from '#api/contract/tasks.ts'
import { useDraft } from '#ui/client/drafts.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useTaskActs } from '#ui/client/task-acts.ts'
import { Checks } from '#ui/components/checks.tsx'
import { FormFields, type OfferedChoices, type Values } from '#ui/components/form-fields.tsx'
import { faultsFrom, faultsOf } from '#ui/components/form-faults.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered, Loading } from '#ui/components/states.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { Comments } from '#ui/screens/comments/comments.tsx'
import { formFieldsOf, hasPaperPart, type PaperPartHandle } from '#ui/screens/paper/parts.ts'
import { SubjectLink } from '#ui/screens/shell/subject-link.tsx'
import { evidenceText } from '#ui/screens/transfer-batch/evidence-text.ts'
import { TaskActions, type TaskPlace } from './task-actions.tsx'
import { TaskAside } from './task-aside.tsx'
import { TaskHead } from './task-head.tsx'
import { ListHint } from './list-hint.tsx'

/** Sheets, uploads and shelves are for the few who work with paper. */
const PaperPart = lazy(async () => ({
  default: (await import('#ui/screens/paper/paper-part.tsx')).PaperPart,
}))

interface TaskPaneProps {
  readonly taskId: string
  readonly onClaimed: (answer: TaskActView) => void
  readonly onCompleted: (answer: TaskActView) => void
}

/** What to do, by when, why me, what next: without a click. */
export function TaskPane({ taskId, ...on }: TaskPaneProps) {
  const { t } = useText()
  const task = useRead('GET /api/tasks/:id', { params: { id: taskId } })
  return (
    <section className="task-pane" aria-label={t('worklist:task')}>
      <Answered query={task} rows={12}>
        {(detail) => <Task task={detail} {...on} />}
      </Answered>
    </section>
  )
}

function Task({
  task,
  onClaimed,
  onCompleted,
}: Omit<TaskPaneProps, 'taskId'> & { readonly task: TaskDetailView }) {
  const { t } = useText()
  const work = useTaskWork(task, { onClaimed, onCompleted })
  const place = placeOf(task)
  const isClosed = task.state === 'completed' || task.state === 'cancelled'
  return (
    <>
      <TaskHead task={task} />
      <div className={hasPaperPart(task) ? 'task-body wide' : 'task-body'}>
        <div className="stack loose">
          {place === 'list' || place === 'due' ? (
            <ListHint task={task} />
          ) : (
            !isClosed && <TaskForm task={task} work={work} />
          )}
          {task.checks.length > 0 && (
            <div className="stack tight">
              <h3>{t('worklist:checks')}</h3>
              <Checks checks={checksIn(task, t)} form="boxed" />
            </div>
          )}
          <ProblemNotice error={work.acts.error} />
          <Comments subjectId={task.subjectId} taskId={task.id} />
        </div>
        <TaskAside task={task} />
      </div>
      {!isClosed && (
        <TaskActions
          task={task}
          acts={work.acts}
          place={place}
          draftStatus={work.draft.status}
          onPassed={() => work.draft.drop()}
          onSubmit={(outcome) => void work.submit(outcome)}
          onSendBack={(outcome, reason) => work.complete(outcome, { reason })}
        />
      )}
    </>
  )
}

/** What is filled in for a task, what is wrong with it, and the acts that end it. */
function useTaskWork(task: TaskDetailView, on: Pick<TaskPaneProps, 'onClaimed' | 'onCompleted'>) {
  const draft = useDraft(task.id, task.values, task.isMine ? task.draft : null)
  const [isTried, setTried] = useState(false)
  const acts = useTaskActs((answer) => {
    draft.drop()
    on.onCompleted(answer)
  }, on.onClaimed)
  const part = useRef<PaperPartHandle>(null)
  const [said, setSaid] = useState<Values>({})
  const found = faultsOf(task.formSchema, { ...draft.values, ...said })
  const faults = { ...(isTried ? found : {}), ...faultsFrom(acts.error) }
  const complete = (outcome: string, form: Readonly<Record<string, unknown>>) =>
    acts.complete.mutate({ params: { id: task.id }, body: { outcome, form } })
  const submit = async (outcome: string) => {
    setTried(true)
    const own = part.current === null ? {} : await part.current.prepare()
    if (own === undefined) return
    setSaid(own)
    const values = { ...draft.values, ...own }
    if (Object.keys(faultsOf(task.formSchema, values)).length === 0) complete(outcome, values)
  }
  return { draft, acts, part, faults, complete, submit }
}

interface TaskFormProps {
  readonly task: TaskDetailView
  readonly work: ReturnType<typeof useTaskWork>
}

function TaskForm({ task, work: { draft, part, faults } }: TaskFormProps) {
  const { t, say } = useText()
  const offered = { ...useClassChoices(task), ...useReservedNumbers(task, draft.values['classCode']) }
  const fields = formFieldsOf(task).filter(({ name }) => name !== RESERVED || RESERVED in offered)
  return (
    <div className="stack">
      <h3>{say(task.formSchema.title)}</h3>
      {task.subjectKind === 'transfer-batch' && (
        <p className="row wrap">
          <span className="muted">{t('worklist:batchHint')}</span>
          <SubjectLink kind="transfer-batch" id={task.subjectId}>
            {t('worklist:openBatch')}
          </SubjectLink>
        </p>
      )}
      {hasPaperPart(task) && (
        <Suspense fallback={<Loading rows={4} />}>
          <PaperPart ref={part} task={task} values={draft.values} onChange={draft.put} faults={faults} />
        </Suspense>
      )}
      <FormFields
        fields={fields}
        values={draft.values}
        onChange={draft.put}
        faults={faults}
        offered={offered}
        isLocked={!task.isMine}
      />
    </div>
  )
}

/** Where the work itself is done: in the pane, or on a page of its own. */
function placeOf(task: TaskDetailView): TaskPlace {
  if (task.list !== null) return 'list'
  if (task.form === 'put-on-list') return 'due'
  return task.form === 'quality' && task.record !== null ? 'station' : 'here'
}

/** What the checks of a package looked at is recorded in figures and said in the reader's language. */
function checksIn({ checks, subjectKind }: TaskDetailView, t: Text['t']): TaskDetailView['checks'] {
  if (subjectKind !== 'transfer-batch') return checks
  return checks.map((check) => {
    if (check.detail === null) return check
    const words = evidenceText(check.detail.zh, t)
    return { ...check, detail: { zh: words, en: words } }
  })
}

/** A class is chosen from the scheme, never typed. */
function useClassChoices(task: TaskDetailView): OfferedChoices {
  const needsClass = task.formSchema.fields.some((field) => field.name === 'classCode')
  const classes = useRead('GET /api/classes', {}, { isEnabled: needsClass }).data
  if (!needsClass) return {}
  // While the scheme is on its way the field is a choice already, so that nothing moves under the reader's hands.
  const classCode = (classes?.items ?? [])
    .filter((entry) => entry.isActive)
    .map((entry) => ({ value: entry.code, label: `${entry.code} ${entry.title}` }))
  return { classCode }
}

const RESERVED = 'reservedNumber'

/** Numbers kept back for the unit; where there are none the field does not stand. */
function useReservedNumbers(task: TaskDetailView, classCode: unknown): OfferedChoices {
  const isAsked =
    task.isMine &&
    typeof classCode === 'string' &&
    task.formSchema.fields.some(({ name }) => name === RESERVED)
  const request = { params: { id: task.subjectId }, query: { classCode: String(classCode) } }
  const free = useRead('GET /api/records/:id/reserved-numbers', request, { isEnabled: isAsked }).data
  if (!isAsked || free === undefined || free.items.length === 0) return {}
  return { [RESERVED]: free.items.map(({ number, code }) => ({ value: String(number), label: code })) }
}
