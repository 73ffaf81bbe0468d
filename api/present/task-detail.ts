import type { ActFacts } from '#domain/acts/act.ts'
import type { Subject } from '#domain/acts/place.ts'
import { stepAt } from '#domain/lifecycle.ts'
import type { TaskRow } from '#domain/state.ts'
import type { DraftRow } from '#db/queries/desk.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { ListRow } from '#db/queries/lists.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { RecordListRow } from '#db/queries/records.ts'
import type { TaskListRow } from '#db/queries/tasks.ts'
import type { BatchRow } from '#db/queries/transfer.ts'
import type { TaskDetailView } from '#api/contract/tasks.ts'
import { recordChecks } from './checks.ts'
import { batchChecks } from './batch-checks.ts'
import { batchSummary } from './batches.ts'
import { codeWords } from './code-words.ts'
import { eventView } from './events.ts'
import { listChecks, type ListSubject } from './list-checks.ts'
import { itemViews, listSummary, type ItemsOf } from './lists.ts'
import { recordSummary } from './records.ts'
import { formView, outcomeViews, slotOf, taskActions, taskSummary, valuesFor } from './tasks.ts'
import { groupView, iso, pathView, placeView, recordPath } from './words.ts'

export interface TaskSeen {
  readonly facts: ActFacts
  readonly subject: Subject
  readonly task: TaskRow
  readonly names: Names
  readonly candidates: number
  readonly history: readonly EventRow[]
  readonly record: RecordListRow | undefined
  readonly list: ListRow | undefined
  readonly batch: BatchRow | undefined
  readonly left: ItemsOf['left']
  readonly draft: DraftRow | undefined
  readonly comments: number
}

export function taskDetail(seen: TaskSeen): TaskDetailView {
  const { facts, subject, task, names } = seen
  const { reference } = facts
  const definition = reference.definition(subject.row.definitionId)
  const step = definition === undefined ? undefined : stepAt(definition, task.step)
  const slot = slotOf(step, task.slot)
  if (step?.kind !== 'human' || slot === undefined)
    throw new Error(`task ${task.id} stands at no step of its definition`)
  const { role, unitName } = groupView(names, task.candidateGroup)
  return {
    ...taskSummary(listRowOf(seen), { reference, personId: facts.actor.personId, today: facts.today }),
    title: subject.row.title,
    formSchema: formView(task.form),
    values: valuesFor(task.form, subject.kind === 'record' ? subject : undefined, facts),
    outcomes: outcomeViews(step, task.slot),
    whyMe: { role, unitName, candidates: seen.candidates },
    place: placeView(reference, subject.row),
    path:
      subject.kind === 'record'
        ? recordPath(reference, subject.row)
        : pathView(definition, subject.row.placeStep),
    record: seen.record === undefined ? null : recordSummary(reference, seen.record),
    list: seen.list === undefined ? null : listSummary(reference, seen.list),
    batch: seen.batch === undefined ? null : batchSummary(reference, seen.batch),
    holds: subject.kind === 'record' ? subject.row.activeHolds : 0,
    checks: checksOf(facts, subject),
    history: seen.history.map((event) => eventView(event, codeWords(reference, subject.kind))),
    registerHash:
      subject.kind === 'disposal-list' && slot.needsSecondFactor === true ? subject.row.registerHash : null,
    items: subject.kind === 'disposal-list' ? itemsOf(seen, subject) : null,
    draft:
      seen.draft === undefined
        ? null
        : { values: { ...seen.draft.values }, savedAt: iso(seen.draft.savedAt) },
    comments: seen.comments,
    allowedActions: taskActions(facts, task, step),
  }
}

function checksOf(facts: ActFacts, subject: Subject): TaskDetailView['checks'] {
  switch (subject.kind) {
    case 'record':
      return recordChecks(facts, subject)
    case 'disposal-list':
      return listChecks(facts, subject)
    case 'transfer-batch':
      return batchChecks(facts, subject)
  }
}

function itemsOf({ names, left }: TaskSeen, { row, rows }: ListSubject): TaskDetailView['items'] {
  return itemViews({
    items: rows.all('disposalListItem'),
    opinions: rows.all('disposalOpinion'),
    samples: row.samples,
    names,
    left,
  })
}

/** The row of the worklist, from what was read for the page. */
function listRowOf({ subject, task, names, record, list, batch }: TaskSeen): TaskListRow {
  const { unitName } = groupView(names, task.candidateGroup)
  const delegator = task.delegatedBy === null ? undefined : names.get(task.delegatedBy)
  const assignee = task.assigneeId === null ? undefined : names.get(task.assigneeId)
  return {
    ...task,
    definitionId: subject.row.definitionId,
    title: subject.row.title,
    code: subject.kind === 'record' ? subject.row.archivalCode : subject.row.number,
    classCode: subject.kind === 'record' ? subject.row.classCode : null,
    unitZh: record?.unitZh ?? list?.unitZh ?? batch?.unitZh ?? '',
    unitEn: record?.unitEn ?? list?.unitEn ?? batch?.unitEn ?? '',
    assigneeZh: assignee?.zh ?? null,
    assigneeEn: assignee?.en ?? null,
    delegatorZh: delegator?.zh ?? null,
    delegatorEn: delegator?.en ?? null,
    groupUnitZh: unitName.zh,
    groupUnitEn: unitName.en,
    completedAt: null,
  }
}
