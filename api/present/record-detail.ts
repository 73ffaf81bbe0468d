import type { ActFacts } from '#domain/acts/act.ts'
import { isCleared, mayAct } from '#domain/access.ts'
import { CONTENTS_OPEN_AT } from '#domain/acts/change-contents.ts'
import { sideVolumeRefusal } from '#domain/acts/create-record.ts'
import { placeHold } from '#domain/acts/holds.ts'
import type { Subject } from '#domain/acts/place.ts'
import { fieldsNamed, familyOf, missingOfClass } from '#domain/acts/describe-metadata.ts'
import { missingOf } from '#domain/acts/record-effects.ts'
import { renumberRecord } from '#domain/acts/renumber-record.ts'
import { placeStandingHold } from '#domain/acts/standing-holds.ts'
import { closeRecord, reopenRecord } from '#domain/acts/reopen-record.ts'
import { addDays } from '#domain/dates.ts'
import type { FormerCodeView } from '#db/queries/codes.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { ObjectExtras } from '#db/queries/objects.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { RecordListRow, VolumeRow } from '#db/queries/records.ts'
import type { SchemeCodeRow } from '#db/queries/schemes.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import { allowed, allowedBut } from './allowed.ts'
import { holdView } from './holds.ts'
import { incidentView } from './incidents.ts'
import { objectViews } from './objects.ts'
import { recordSummary } from './records.ts'
import { namedByRule } from './longer-terms.ts'
import { retentionView } from './retention.ts'
import { schemeCodeView } from './schemes.ts'
import { openTaskViews } from './open-tasks.ts'
import { personOrNull, personView, recordPath } from './words.ts'

export type RecordSubject = Extract<Subject, { kind: 'record' }>

export interface RecordSeen {
  readonly facts: ActFacts
  readonly subject: RecordSubject
  readonly summary: RecordListRow
  readonly names: Names
  readonly extras: ObjectExtras
  readonly computed: readonly EventRow[]
  readonly listNumber: string | null
  readonly schemeCodes: readonly SchemeCodeRow[]
  readonly formerCodes: readonly FormerCodeView[]
  /** The other volumes of its case, as far as the reader sees them. */
  readonly volumes: readonly VolumeRow[]
  /** Address of the engine's own screen; null where the site has none. */
  readonly workflowUrl: string | null
}

/** Ids whose names a record's page shows. */
export function namedBy({ row, rows }: RecordSubject): readonly (string | null)[] {
  return [
    row.createdBy,
    row.custodyUnitId,
    ...rows.all('hold').flatMap((hold) => [hold.placedBy, hold.liftProposedBy, hold.liftedBy]),
    ...rows.all('task').flatMap((task) => [task.assigneeId, task.candidateGroup.split('@')[1] ?? null]),
    ...rows.all('job').map((job) => job.ownerGroup.split('@')[1] ?? null),
    ...rows.all('trigger').map((trigger) => trigger.enteredBy),
    row.manualSetBy,
    ...namedByRule(row),
  ]
}

export function recordDetail(seen: RecordSeen): RecordDetailView {
  const { facts, subject, names } = seen
  const { row, rows } = subject
  const definition = facts.reference.definition(row.definitionId)
  const of = { title: row.title, code: row.archivalCode, archivalCode: row.archivalCode }
  const seeing = { actor: facts.actor, names }
  const canChange =
    row.placeStep === CONTENTS_OPEN_AT && row.archivalCode === null && mayAct(facts.actor, 'record.create')
  return {
    ...recordSummary(facts.reference, seen.summary),
    title: row.title,
    version: row.version,
    createdAt: row.createdAt,
    createdBy: personView(names, row.createdBy),
    source:
      row.sourceSystem === null ? null : { system: row.sourceSystem, reference: row.sourceReference ?? '' },
    openingState: row.openingState,
    scanPolicy: row.scanPolicy,
    custodyUnitName: personOrNull(names, row.custodyUnitId)?.name ?? null,
    triggeredOn: row.triggeredOn,
    endedOn: row.endedOn,
    quarantine: row.quarantine,
    path: recordPath(facts.reference, row),
    retention: retentionView({ facts, record: row, rows, computed: seen.computed, names }),
    holds: rows.all('hold').map((hold) => holdView(hold, of, seeing)),
    items: objectViews({
      objects: rows.all('digitalObject'),
      copies: rows.all('objectCopy'),
      extras: seen.extras,
      canWithdraw: canChange,
      isClearedFor: (grade) => isCleared(facts.actor, grade),
    }),
    missing: [...missingViews(missingOf(row, contentsOf(subject))), ...lackingViews(facts, subject)],
    tasks: openTaskViews(rows, { definition, names, personId: facts.actor.personId }),
    jobs: rows
      .all('job')
      .map(({ id, kind, state, attempts, startedAt }) => ({ id, kind, state, attempts, startedAt })),
    incidents: rows
      .all('job')
      .filter((job) => job.state === 'incident')
      .map((job) => incidentView(job, of, seeing)),
    schemeCodes: seen.schemeCodes.map(schemeCodeView),
    listNumber: seen.listNumber,
    transfer:
      row.transferBatchId === null
        ? null
        : {
            batchId: row.transferBatchId,
            transferredOn: row.transferredOn,
            copyKeptUntil: row.copyKeptUntil,
          },
    formerCodes: seen.formerCodes.map((former) => ({
      ...former,
      renumberedBy: personView(names, former.renumberedBy),
    })),
    volume: row.volume,
    volumes: seen.volumes.map((volume) => ({ ...volume })),
    reopenedAt: row.reopenedAt,
    workflow: { id: `rec/${row.id}`, url: seen.workflowUrl },
    headHash: row.headHash,
    events: row.version,
    allowedActions: actionsOn(facts, subject, canChange ? 'open' : 'closed'),
  }
}

function contentsOf({ rows }: RecordSubject): number {
  return rows
    .all('digitalObject')
    .filter((object) => object.role === 'content' && object.withdrawnAt === null).length
}

const MISSING_WORDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  title: { zh: '题名', en: 'Title' },
  classCode: { zh: '类别', en: 'Class' },
  content: { zh: '电子文件', en: 'Digital file' },
}

/** Fields of the class's must-have list; once it is filed nothing is missing any more. */
function lackingViews(facts: ActFacts, subject: RecordSubject): RecordDetailView['missing'] {
  if (subject.row.archivalCode !== null || subject.row.endedOn !== null) return []
  const named = fieldsNamed(facts, { family: familyOf(facts, subject), ids: missingOfClass(facts, subject) })
  return named.map(({ id, zh, en }) => ({ code: id, label: { zh, en } }))
}

export function missingViews(codes: readonly string[]): RecordDetailView['missing'] {
  return codes.map((code) => ({ code, label: MISSING_WORDS[code] ?? { zh: code, en: code } }))
}

function actionsOn(
  facts: ActFacts,
  subject: RecordSubject,
  contents: 'open' | 'closed',
): RecordDetailView['allowedActions'] {
  const { row } = subject
  const hold = placeHold(facts, {
    recordId: row.id,
    reason: '-',
    authority: '-',
    reviewOn: addDays(facts.today, 1),
  })
  const isRefusedLate = hold.kind === 'decided' && hold.refusal !== undefined
  return {
    placeHold: isRefusedLate ? { allowed: false, reason: 'record.being-destroyed' } : allowed(hold),
    holdFile: allowed(
      placeStandingHold(facts, {
        scope: { kind: 'file', recordId: row.id },
        reason: '-',
        authority: '-',
        reviewOn: addDays(facts.today, 1),
      }),
    ),
    addObjects:
      contents === 'open'
        ? allowed(undefined)
        : { allowed: false, reason: row.endedOn === null ? 'record.not-in-keep' : 'record.ended' },
    enterEvent: mayAct(facts.actor, 'event.enter')
      ? allowed(undefined)
      : { allowed: false, reason: 'access.denied' },
    reopen: allowed(reopenRecord(facts, { recordId: row.id, reason: '-' })),
    close: allowedBut(closeRecord(facts, { recordId: row.id, reason: '-', counted: null }), [
      'record.incomplete',
      'contents.faulty',
    ]),
    renumber: allowed(renumberRecord(facts, { recordId: row.id, reason: '-', number: null })),
    addSideVolume: allowed(sideVolumeRefusal(facts, row)),
    verify: allowed(undefined),
  }
}
