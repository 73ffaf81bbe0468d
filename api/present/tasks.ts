import { isCandidate } from '#domain/access.ts'
import type { ActFacts, Reference } from '#domain/acts/act.ts'
import { claimTask, releaseTask } from '#domain/acts/claim-task.ts'
import { completeTask } from '#domain/acts/complete-task.ts'
import { delegateTask, handBackTask, reassignTask } from '#domain/acts/pass-task.ts'
import { daysBetween, type PlainDate } from '#domain/dates.ts'
import { formOf } from '#domain/forms.ts'
import type { FormField } from '#domain/form-table.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import { stepAt, type HumanStep, type Slot } from '#domain/lifecycle.ts'
import type { RecordState, TaskRow } from '#domain/state.ts'
import type { TaskListRow } from '#db/queries/tasks.ts'
import type { TaskDetailView, TaskSummaryView } from '#api/contract/tasks.ts'
import { allowed, allowedBut } from './allowed.ts'
import { OUTCOME_WORDS } from './code-words.ts'
import type { RecordSubject } from './record-detail.ts'
import { groupParts, newestOf, stepName } from './words.ts'

/** A task is due soon from two days before its deadline: one working day is left, also over a weekend's eve. */
const SOON_DAYS = 2

export function taskSummary(
  row: TaskListRow,
  seeing: { readonly reference: Reference; readonly personId: string; readonly today: PlainDate },
): TaskSummaryView {
  const { reference, personId, today } = seeing
  const definition =
    row.definitionId === null ? newestOf(reference, row.subjectKind) : reference.definition(row.definitionId)
  const { role, unitId } = groupParts(row.candidateGroup)
  const daysLeft = daysBetween(today, row.dueOn)
  return {
    id: row.id,
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    step: row.step,
    stepName: stepName(definition, row.step),
    slot: row.slot,
    form: row.form,
    title: maskIdentityNumbers(row.title),
    code: row.code,
    classCode: row.classCode,
    unitName: { zh: row.unitZh, en: row.unitEn },
    dueOn: row.dueOn,
    deadline: deadlineOf(daysLeft),
    daysLeft,
    state: row.state,
    assignee:
      row.assigneeId === null
        ? null
        : { id: row.assigneeId, name: { zh: row.assigneeZh ?? '', en: row.assigneeEn ?? '' } },
    isMine: row.assigneeId === personId,
    delegatedBy:
      row.delegatedBy === null
        ? null
        : { id: row.delegatedBy, name: { zh: row.delegatorZh ?? '', en: row.delegatorEn ?? '' } },
    candidateGroup: { role, unitId, unitName: { zh: row.groupUnitZh, en: row.groupUnitEn } },
    needsSecondFactor:
      slotOf(definition === undefined ? undefined : stepAt(definition, row.step), row.slot)
        ?.needsSecondFactor === true,
  }
}

export function deadlineOf(daysLeft: number): TaskSummaryView['deadline'] {
  if (daysLeft < 0) return 'overdue'
  if (daysLeft === 0) return 'due-today'
  return daysLeft <= SOON_DAYS ? 'due-soon' : 'on-time'
}

export function slotOf(step: ReturnType<typeof stepAt>, slot: string): Slot | undefined {
  return step?.kind === 'human' ? step.slots.find((candidate) => candidate.id === slot) : undefined
}

export function formView(id: string): TaskDetailView['formSchema'] {
  const { title, fields } = formOf(id)
  return {
    id,
    title,
    fields: fields.map((field: FormField) => ({
      ...field,
      ...(field.choices === undefined ? {} : { choices: [...field.choices] }),
    })) as TaskDetailView['formSchema']['fields'],
  }
}

export function outcomeViews(step: HumanStep, slot: string): TaskDetailView['outcomes'] {
  return step.outcomes
    .filter((outcome) => outcome.bySlot === undefined || outcome.bySlot === slot)
    .map((outcome) => ({
      name: outcome.name,
      label: OUTCOME_WORDS[outcome.name] ?? { zh: outcome.name, en: outcome.name },
      isBack: outcome.back === true,
      isRefusal: outcome.to === 'aborted' || (outcome.form === 'send-back' && outcome.back !== true),
    }))
}

/** What is known already of what the form asks. */
export function valuesFor(
  form: string,
  subject: RecordSubject | undefined,
  facts: ActFacts,
): TaskDetailView['values'] {
  if (subject === undefined)
    return form === 'witness-sign' || form === 'file-for-record'
      ? { [form === 'witness-sign' ? 'destroyedOn' : 'filedOn']: facts.today }
      : {}
  const record = subject.row
  const counted = record.pages ?? pagesIn(subject)
  const pages = counted === null ? {} : { pages: counted }
  switch (form) {
    case 'create':
      return { title: record.title, classCode: record.classCode, formedOn: record.formedOn }
    case 'arrange':
      return pages
    case 'file':
      return { classCode: record.classCode }
    case 'appraise':
      return {
        grade: record.grade,
        scanPolicy: record.scanPolicy ?? rowPolicy(record, facts),
        openingState: record.openingState ?? 'controlled',
      }
    case 'hand-over-send':
      return { records: 1, ...pages }
    default:
      return {}
  }
}

/** Pages as the machine counted them, for a person to confirm; null where a file has no pages to count. */
function pagesIn({ rows }: RecordSubject): number | null {
  const contents = rows
    .all('digitalObject')
    .filter((object) => object.role === 'content' && object.withdrawnAt === null)
  const counts = contents.flatMap((object) => object.pages ?? [])
  return counts.length === contents.length && counts.length > 0
    ? counts.reduce((sum, pages) => sum + pages, 0)
    : null
}

function rowPolicy({ scheduleVersionId, classCode }: RecordState, { reference }: ActFacts): string {
  const row = scheduleVersionId === null ? undefined : reference.scheduleRow(scheduleVersionId, classCode)
  return row?.scanPolicy ?? 'if-used'
}

/** What stands against an act now. A form that is not filled in yet, or a code not given yet, does not. */
const YET_TO_COME = [
  'task.form-invalid',
  'factor.required',
  'record.incomplete',
  'list.opinion-incomplete',
] as const

export function taskActions(
  facts: ActFacts,
  task: TaskRow,
  step: HumanStep,
): TaskDetailView['allowedActions'] {
  const { id: taskId } = task
  const outcome =
    step.outcomes.find((one) => one.bySlot === undefined || one.bySlot === task.slot)?.name ?? ''
  const isFree = task.state === 'open' && isCandidate(facts.actor, task.candidateGroup)
  return {
    claim:
      isFree || task.assigneeId !== facts.actor.personId
        ? allowed(claimTask(facts, { taskId }))
        : { allowed: false, reason: 'task.not-open' },
    release: allowed(releaseTask(facts, { taskId })),
    complete: allowedBut(completeTask(facts, { taskId, outcome, form: {} }), YET_TO_COME),
    delegate: allowedBut(delegateTask(facts, { taskId, to: '', reason: '' }), ['task.taker-not-candidate']),
    takeBack:
      task.delegatedBy === facts.actor.personId
        ? allowed(handBackTask(facts, { taskId }))
        : { allowed: false, reason: 'task.not-delegated' },
    reassign: allowed(reassignTask(facts, { taskId, to: null, reason: '' })),
  }
}
