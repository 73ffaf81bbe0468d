import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { RowTypes, TableName } from '#domain/state.ts'
import * as access from '#db/schema/access.ts'
import * as accounts from '#db/schema/account.ts'
import * as codes from '#db/schema/codes.ts'
import * as desk from '#db/schema/desk.ts'
import * as holds from '#db/schema/hold.ts'
import * as objects from '#db/schema/digital-object.ts'
import * as givings from '#db/schema/giving.ts'
import * as lists from '#db/schema/disposal-list.ts'
import * as organisation from '#db/schema/organisation.ts'
import * as paper from '#db/schema/paper.ts'
import * as records from '#db/schema/record.ts'
import * as bulk from '#db/schema/bulk.ts'
import * as imports from '#db/schema/import.ts'
import * as rules from '#db/schema/rules.ts'
import { site } from '#db/schema/site.ts'
import * as structure from '#db/schema/structure.ts'
import * as tasks from '#db/schema/task.ts'
import * as batches from '#db/schema/transfer-batch.ts'

const TABLES: { readonly [T in TableName]: PgTable } = {
  record: records.record,
  disposalList: lists.disposalList,
  task: tasks.task,
  job: tasks.job,
  hold: holds.hold,
  trigger: tasks.trigger,
  digitalObject: objects.digitalObject,
  objectCopy: objects.objectCopy,
  recordItem: records.recordItem,
  recordMetadata: records.recordMetadata,
  formerCode: codes.formerCode,
  recordRelation: records.recordRelation,
  giving: givings.giving,
  scanPass: paper.scanPass,
  placement: paper.placement,
  registerEntry: lists.registerEntry,
  disposalListItem: lists.disposalListItem,
  disposalOpinion: lists.disposalOpinion,
  transferBatch: batches.transferBatch,
  transferBatchItem: batches.transferBatchItem,
  transferCheck: batches.transferCheck,
  scheduleVersion: rules.scheduleVersion,
  scheduleRow: rules.scheduleRow,
  bulkJob: bulk.bulkJob,
  importBatch: imports.importBatch,
  standingHold: holds.standingHold,
  site,
  unit: organisation.unit,
  unitName: organisation.unitName,
  fonds: organisation.fonds,
  fondsSuccession: organisation.fondsSuccession,
  person: organisation.person,
  post: organisation.post,
  deputy: desk.deputy,
  identity: accounts.identity,
  classGrant: organisation.classGrant,
  accessGrant: access.accessGrant,
  apiKey: organisation.apiKey,
  postHandOver: organisation.postHandOver,
  calendarYear: structure.calendarYear,
  archiveFormatList: structure.archiveFormatList,
  scheme: structure.scheme,
  schemeClass: structure.schemeClass,
  classCadence: structure.classCadence,
  crosswalk: structure.crosswalk,
  filingStatement: structure.filingStatement,
  filingAlert: structure.filingAlert,
  accountabilityCase: structure.accountabilityCase,
  codeReservation: codes.codeReservation,
  codeExplanation: codes.codeExplanation,
  secretStub: codes.secretStub,
}

/** The table of the one schema. */
export function tableOf(table: TableName): PgTable {
  return TABLES[table]
}

/** Columns that no event states: the clock and the head of the site's own history, counters, a person's choice of language, the secret and the last use of a key, the family of a class. */
const BESIDE_EVENTS: { readonly [T in TableName]?: readonly string[] } = {
  site: ['version', 'headHash', 'clockAhead', 'latestOn', 'clockMovedAt', 'referenceEpoch'],
  scheduleVersion: ['loadedAt'],
  record: ['family'],
  disposalList: ['families'],
  transferBatch: ['families'],
  importBatch: ['families'],
  fonds: ['holdEpoch'],
  person: ['rightsVersion', 'locale'],
  apiKey: ['secretHash', 'lastUsedAt'],
}

/** Table and column names of a projected table: code name to SQL name, from the one schema. */
export function columnsOf(table: TableName): {
  readonly sqlName: string
  readonly columns: ReadonlyMap<string, string>
} {
  const columns = Object.entries(getTableColumns(TABLES[table]))
    .filter(([name]) => BESIDE_EVENTS[table]?.includes(name) !== true)
    .map(([name, column]) => [name, column.name] as const)
  return { sqlName: getTableName(TABLES[table]), columns: new Map(columns) }
}

/** What most acts change of a row, and nothing else: a narrow update costs a third of a whole one. */
const USUAL: { readonly [T in TableName]?: readonly (keyof RowTypes[T] & string)[] } = {
  record: ['version', 'headHash', 'placeStep', 'placeRound', 'placeVersion', 'openGroups', 'wakeOn'],
  task: ['state', 'assigneeId', 'claimedAt', 'completedAt', 'completedBy', 'outcome', 'lookOn'],
}

/** Columns that a narrow update writes, with their types in SQL; empty where a table has none. */
export function usualColumnsOf(
  table: TableName,
): ReadonlyMap<string, { readonly name: string; readonly type: string }> {
  const usual: readonly string[] = USUAL[table] ?? []
  const columns = Object.entries(getTableColumns(TABLES[table])).filter(([name]) => usual.includes(name))
  return new Map(columns.map(([name, column]) => [name, { name: column.name, type: column.getSQLType() }]))
}
