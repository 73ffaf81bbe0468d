import type { ActFacts } from '#domain/acts/act.ts'
import { abortList, askStop } from '#domain/acts/lists.ts'
import { wayThrough } from '#domain/lifecycle-path.ts'
import { stepAt, type Definition } from '#domain/lifecycle.ts'
import type { EventType } from '#domain/vocabulary.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { ListBasisRow } from '#db/queries/list-basis.ts'
import type { ExecutionCopyRow, ListRow, PaperRow } from '#db/queries/lists.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { DoneTaskRow } from '#db/queries/tasks.ts'
import type { ListDetailView } from '#api/contract/disposal.ts'
import { allowed } from './allowed.ts'
import { dataOf } from './events.ts'
import { executionView } from './execution.ts'
import { basisViews } from './list-basis.ts'
import { ruleChecks, type ListSubject } from './list-checks.ts'
import { itemViews, leavingsOf, listSummary, namedInOpinions } from './lists.ts'
import { sampleAllowed, sampleViews } from './samples.ts'
import { groupName, personView, stepName } from './words.ts'

export interface ListSeen {
  readonly facts: ActFacts
  readonly subject: ListSubject
  readonly summary: ListRow
  readonly names: Names
  readonly tasks: readonly DoneTaskRow[]
  readonly events: readonly EventRow[]
  readonly copies: readonly ExecutionCopyRow[]
  readonly papers: readonly PaperRow[]
  readonly basis: readonly ListBasisRow[]
  readonly workflowUrl: string | null
}

/** Events from which a list's page tells who did what. */
export const LIST_EVENTS: readonly EventType[] = [
  'list.item-left',
  'list.approved',
  'list.checked',
  'list.signed',
  'list.stop-asked',
  'task.completed',
  'place.moved',
  'place.skipped',
]

/** Ids whose names a list's page shows. */
export function namedByList(
  { row, rows }: ListSubject,
  { tasks, events }: Pick<ListSeen, 'tasks' | 'events'>,
): readonly (string | null)[] {
  return [
    row.compiledBy,
    row.approvedBy,
    row.executorId,
    row.witnessArchivesId,
    row.witnessBusinessId,
    ...namedInOpinions(rows.all('disposalOpinion')),
    ...row.samples.map(({ drawnBy }) => drawnBy),
    ...tasks.flatMap((task) => [
      task.completedBy,
      task.assigneeId,
      task.candidateGroup.split('@')[1] ?? null,
    ]),
    ...events.map((event) => event.actorId),
  ]
}

export function listDetail(seen: ListSeen): ListDetailView {
  const { facts, subject, names, events, summary } = seen
  const { row, rows } = subject
  const items = rows.all('disposalListItem')
  const left = events.filter((event) => event.type === 'list.item-left')
  const reason = '-'
  return {
    ...listSummary(facts.reference, summary),
    version: row.version,
    stages: stagesOf(seen, facts.reference.definition(row.definitionId)),
    basis: basisViews(facts.reference, seen.basis),
    items: itemViews({
      items,
      opinions: rows.all('disposalOpinion'),
      samples: row.samples,
      names,
      left: leavingsOf(left),
    }),
    samples: sampleViews(row.samples, { items, names }),
    opinions: opinionsOf(seen),
    sealedAt: row.sealedAt,
    sealedHash: row.sealedHash,
    registerHash: row.registerHash,
    sinceSealed: {
      left: items.flatMap((item) =>
        item.leaveReason === null ? [] : [{ archivalCode: item.archivalCode, reason: item.leaveReason }],
      ),
      // From sealing on items can only leave; the database takes nothing else.
      added: 0,
      changed: 0,
    },
    ruleChecks: ruleChecks(facts, subject),
    filing:
      row.filingNumber === null || row.filedForRecordOn === null
        ? null
        : { number: row.filingNumber, on: row.filedForRecordOn },
    approval: approvalOf(seen),
    coolingDays: facts.site.coolingDays,
    witnesses: [
      witnessOf(seen, 'witness-archives', row.witnessArchivesId),
      witnessOf(seen, 'witness-business', row.witnessBusinessId),
    ],
    destruction:
      row.method === null || row.destructionPlace === null || row.destroyedOn === null
        ? null
        : { method: row.method, place: row.destructionPlace, on: row.destroyedOn },
    execution: executionView(seen),
    certificate: paperOf(seen, 'certificate'),
    register: paperOf(seen, 'register'),
    abortReason: row.abortReason,
    stopRequests: events
      .filter((event) => event.type === 'list.stop-asked')
      .map((event) => ({
        by: personView(names, event.actorId),
        at: dataOf(event).at,
        reason: textOf(dataOf(event).data['reason']),
      })),
    myTaskId: summary.myTaskId,
    workflow: { id: `disp/${row.id}`, url: seen.workflowUrl },
    headHash: row.headHash,
    allowedActions: {
      abort: allowed(abortList(facts, { listId: row.id, reason })),
      askStop: allowed(askStop(facts, { listId: row.id, reason })),
      ...sampleAllowed(facts, subject),
    },
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function paperOf({ papers }: ListSeen, role: PaperRow['role']): ListDetailView['certificate'] {
  const paper = papers.find((one) => one.role === role)
  return paper === undefined ? null : { objectId: paper.id, sha256: paper.sha256 }
}

function approvalOf({ events, names }: ListSeen): ListDetailView['approval'] {
  const approved = events.find((event) => event.type === 'list.approved')
  if (approved === undefined) return null
  const { at, data } = dataOf(approved)
  return { by: personView(names, approved.actorId), at, opinion: textOf(data['opinion']) }
}

/** What an appraiser wrote stands in the form of the task; the verdicts stand beside it. */
function opinionsOf({ subject, events, names }: ListSeen): ListDetailView['opinions'] {
  return subject.rows.all('disposalOpinion').map(({ personId, appraiserKind, givenAt }) => {
    const completed = events
      .filter((event) => event.type === 'task.completed' && event.actorId === personId)
      .map(dataOf)
    const form = completed
      .map(({ data }) => data['form'] as Readonly<Record<string, unknown>>)
      .find((filled) => typeof filled['opinion'] === 'string')
    return {
      kind: appraiserKind,
      by: personView(names, personId),
      opinion: textOf(form?.['opinion']),
      givenAt,
    }
  })
}

function witnessOf(
  { events, names, tasks }: ListSeen,
  slot: string,
  personId: string | null,
): ListDetailView['witnesses'][number] {
  const of = (type: EventType) =>
    events
      .filter((event) => event.type === type)
      .map(dataOf)
      .find(({ data }) => data['slot'] === slot)
  const group = tasks.find((task) => task.slot === slot)?.candidateGroup
  const unitId = group?.split('@')[1]
  return {
    slot,
    person: personId === null ? null : personView(names, personId),
    unitName: unitId === undefined ? null : (names.get(unitId) ?? null),
    checkedAt: of('list.checked')?.at ?? null,
    signedAt: of('list.signed')?.at ?? null,
  }
}

/** The stages of a list in the order of its definition: who did each, or who is waited for. */
function stagesOf(seen: ListSeen, definition: Definition | undefined): ListDetailView['stages'] {
  if (definition === undefined) return []
  const { subject, tasks, events, names, facts } = seen
  const way = wayThrough(definition)
  const at = way.indexOf(subject.row.placeStep)
  const entered = new Map(
    events
      .filter((event) => event.type === 'place.moved')
      .map(dataOf)
      .map((moved) => [textOf(moved.data['from']), moved]),
  )
  const skipped = new Set(
    events
      .filter((event) => event.type === 'place.skipped')
      .map((event) => textOf(dataOf(event).data['step'])),
  )
  return way
    .filter((step) => stepAt(definition, step) !== undefined)
    .map((step, index) => {
      const state = stateOf({ index, at, isEntered: entered.has(step), isSkipped: skipped.has(step) })
      const here = tasks.filter((task) => task.step === step)
      const open = here.filter((task) => task.state === 'open' || task.state === 'claimed')
      const persons = here.flatMap((task) => task.completedBy ?? task.assigneeId ?? [])
      const [waiting] = open
      return {
        step,
        name: stepName(definition, step),
        state,
        by: [...new Set(persons)].map((id) => personView(names, id)),
        waitingFor: waiting === undefined ? null : groupName(names, waiting.candidateGroup),
        at: entered.get(step)?.at ?? null,
        on: entered.get(step)?.on ?? null,
        isMine: open.some(
          (task) =>
            task.assigneeId === facts.actor.personId ||
            (task.state === 'open' && facts.actor.groups.includes(task.candidateGroup)),
        ),
      }
    })
}

interface Staged {
  readonly index: number
  /** Where the list stands on its way; -1 beside it, at an end. */
  readonly at: number
  readonly isEntered: boolean
  readonly isSkipped: boolean
}

function stateOf({ index, at, isEntered, isSkipped }: Staged): ListDetailView['stages'][number]['state'] {
  if (index === at) return 'now'
  if (isSkipped && !isEntered) return 'skipped'
  const isBehind = at === -1 ? isEntered : index < at
  return isBehind ? 'done' : 'to-come'
}
