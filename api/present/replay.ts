import type { ActFacts } from '#domain/acts/act.ts'
import type { PlainDate } from '#domain/dates.ts'
import { PROJECTED_TABLES, Rows } from '#domain/state.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { ObjectExtras } from '#db/queries/objects.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { RecordListRow } from '#db/queries/records.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import { recordDetail, type RecordSubject } from './record-detail.ts'

export interface Replayed {
  readonly facts: ActFacts
  readonly subject: RecordSubject
  readonly on: PlainDate
  readonly names: Names
  readonly withText: ObjectExtras['withText']
  readonly computed: readonly EventRow[]
  readonly listNumber: string | null
  /** Objects whose bytes are gone by now: nothing of them can be shown, whatever stood there then. */
  readonly goneIds: ReadonlySet<string>
  readonly workflowUrl: string | null
}

/** The page of a record as of a day, from the rows that its events up to then fold to. Nothing can be done on it. */
export function replayedRecord(replayed: Replayed): RecordDetailView {
  const { facts, subject, on, names, computed, listNumber, workflowUrl, goneIds } = replayed
  const rows = standing(subject.rows)
  const then: ActFacts = { ...facts, today: on, subjects: new Map([[subject.row.id, rows]]) }
  const detail = recordDetail({
    facts: then,
    subject: { ...subject, rows },
    summary: summaryRow(subject, on, names),
    names,
    extras: { locks: new Map(), withText: replayed.withText },
    computed,
    listNumber,
    schemeCodes: [],
    formerCodes: [],
    volumes: [],
    workflowUrl,
  })
  return {
    ...detail,
    items: detail.items.map((item) =>
      goneIds.has(item.id)
        ? { ...item, thumbnailUrl: null, hasText: false, canWithdraw: false }
        : { ...item, canWithdraw: false },
    ),
    holds: detail.holds.map((hold) => ({
      ...hold,
      allowedActions: { proposeLift: CLOSED, confirmLift: CLOSED },
    })),
    incidents: detail.incidents.map((incident) => ({ ...incident, allowedActions: { retry: CLOSED } })),
    retention: {
      ...detail.retention,
      triggers: detail.retention.triggers.map(closedTrigger),
      setByHand: CLOSED,
      byHand: detail.retention.byHand === null ? null : { ...detail.retention.byHand, lift: CLOSED },
    },
    allowedActions: {
      placeHold: CLOSED,
      holdFile: CLOSED,
      addObjects: CLOSED,
      enterEvent: CLOSED,
      reopen: CLOSED,
      close: CLOSED,
      renumber: CLOSED,
      addSideVolume: CLOSED,
      verify: CLOSED,
    },
  }
}

/** What lies in the past can only be looked at. */
const CLOSED = { allowed: false, reason: null }

type Trigger = RecordDetailView['retention']['triggers'][number]

function closedTrigger(trigger: Trigger): Trigger {
  const { entered } = trigger
  return { ...trigger, enter: CLOSED, entered: entered === null ? null : { ...entered, confirm: CLOSED } }
}

function summaryRow({ row, rows }: RecordSubject, on: PlainDate, names: Names): RecordListRow {
  const unit = names.get(row.formingUnitId)
  return {
    id: row.id,
    title: row.title,
    archivalCode: row.archivalCode,
    level: row.level,
    carrier: row.carrier,
    grade: row.grade,
    classCode: row.classCode,
    unitId: row.formingUnitId,
    unitZh: unit?.zh ?? '—',
    unitEn: unit?.en ?? '—',
    formedOn: row.formedOn,
    definitionId: row.definitionId,
    placeStep: row.placeStep,
    placeRound: row.placeRound,
    activeHolds: row.activeHolds,
    isOverdue: rows.all('task').some((task) => isOpen(task.state) && task.dueOn < on),
    retentionEndsOn: row.retentionEndsOn,
    dueOn: row.dueOn,
    pages: row.pages,
    objects: contentsOf(rows),
    listId: row.disposalListId,
    scheduleVersionId: row.scheduleVersionId,
  }
}

/** What a page shows of jobs and holds: those that stand. A history keeps all that there ever were. */
function standing(rows: Rows): Rows {
  const kept = new Rows()
  for (const table of PROJECTED_TABLES) {
    if (table === 'job') for (const job of rows.all(table)) if (isStanding(job.state)) kept.load(table, job)
    if (table === 'hold')
      for (const hold of rows.all(table)) if (isStanding(hold.state)) kept.load(table, hold)
    if (table !== 'job' && table !== 'hold') for (const row of rows.all(table)) kept.load(table, row)
  }
  return kept
}

function isStanding(state: string): boolean {
  return state !== 'completed' && state !== 'cancelled' && state !== 'lifted'
}

function isOpen(state: string): boolean {
  return state === 'open' || state === 'claimed'
}

function contentsOf(rows: Rows): number {
  return rows
    .all('digitalObject')
    .filter((object) => object.role === 'content' && object.withdrawnAt === null).length
}
