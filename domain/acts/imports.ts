/**
 * What people do with an import of a backlog: bring a table in, approve what its check found, pause it, take it back. The rows themselves
 * are the engine's work (`import-records.ts`).
 */
import { isCleared, isEngine, isGranted, mayAct } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import { mappingFaultsOf, type ImportMapping } from '#domain/import-columns.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { ImportBatchRow } from '#domain/state/import.ts'
import type { Carrier, Grade } from '#domain/vocabulary.ts'
import type { Dormancy, ImportFormat } from '#domain/vocabulary/import.ts'
import { decided, type ActFacts, type Decision, type Upload } from './act.ts'

export interface BroughtTable {
  readonly name: string
  readonly format: ImportFormat
  readonly uploadId: string
  readonly headers: readonly string[]
  readonly mapping: ImportMapping
  readonly formingUnitId: string
  readonly grade: Grade
  readonly classCode: string | null
  readonly carrier: Carrier
  readonly dormancy: Dormancy
  /** Files that rows of the table name. */
  readonly fileIds: readonly string[]
  /** Who sits at the machine; null on a screen. */
  readonly operator: string | null
}

/** The archives office takes a table in; from here on the engine reads and checks it, and no record is made. */
export function bringImport(facts: ActFacts, input: BroughtTable): Decision {
  if (!mayAct(facts.actor, 'import.bring')) return refuse('access.denied', { act: 'import.bring' })
  const fonds = facts.unit?.id === input.formingUnitId ? facts.unit.fonds : null
  if (fonds === null || !sees(facts, fonds.archivesUnitId) || !isCleared(facts.actor, input.grade))
    return refuse('record.unit-unknown')
  const { columns, hasDefaultClass } = {
    columns: input.headers.length,
    hasDefaultClass: input.classCode !== null,
  }
  const faults = mappingFaultsOf(input.mapping, { columns, hasDefaultClass })
  if (faults.length > 0) return refuse('import.mapping-invalid', { faults })
  const recordClass = input.classCode === null ? null : facts.reference.recordClass(input.classCode)
  if (recordClass !== null && recordClass?.isActive !== true)
    return refuse('record.class-unknown', { classCode: input.classCode })
  // Of others they would not see what they brought.
  if (recordClass !== null && !isEngine(facts.actor) && !isGranted(facts.actor, recordClass.family))
    return refuse('class.not-granted', { family: recordClass.family })
  const [table, ...files] = [input.uploadId, ...input.fileIds].map((id) => receivedBy(facts, id))
  if (table === undefined || files.includes(undefined)) return refuse('upload.unknown')
  if (files.length > 0 && !facts.site.storeFit) return refuse('store.unfit')
  const alike = namedAlike(files)
  if (alike.length > 0) return refuse('import.files-alike', { names: alike })
  const id = facts.newId()
  const { name, format, headers, mapping, formingUnitId, grade, classCode, carrier, dormancy, operator } =
    input
  const brought: NewEvent = {
    stream: { kind: 'import', id },
    type: 'import.brought',
    data: {
      name,
      format,
      headers,
      mapping,
      formingUnitId,
      grade,
      classCode,
      carrier,
      dormancy,
      operator,
      fileName: table.name,
      sizeBytes: table.sizeBytes,
      fileSha256: table.sha256,
      uploadId: table.id,
      fondsId: fonds.id,
      custodyUnitId: fonds.archivesUnitId,
      files: files.length,
    },
  }
  const taken = [input.uploadId, ...input.fileIds].map((upload) => ({ id: upload, takenBy: id }))
  return decided([brought], { importId: id }, { imports: [id], uploads: taken })
}

/** The archives office of the fonds imports; the engine does so for whoever sits at the machine. */
function sees({ actor }: ActFacts, archivesUnitId: string): boolean {
  return isEngine(actor) || actor.units.includes(archivesUnitId)
}

function receivedBy(facts: ActFacts, id: string): Upload | undefined {
  return facts.uploads.find((upload) => upload.id === id && upload.takenBy === null)
}

/** Rows name files by their names: of two of one name nobody could tell which is meant. */
function namedAlike(files: readonly (Upload | undefined)[]): readonly string[] {
  const names = files.flatMap((file) => file?.name ?? [])
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].slice(0, MOST_ALIKE)
}

/** How many names a refusal repeats. */
const MOST_ALIKE = 20

interface Approval {
  readonly id: string
  readonly checkDigest: string
  /** The name of the import as it was typed. */
  readonly confirm: string
  readonly operator: string | null
}

/** Another person than who brought the table in approves what the check found, by its digest; then the rows become records. */
export function approveImport(facts: ActFacts, { id, checkDigest, confirm, operator }: Approval): Decision {
  const batch = batchIn(facts, id, 'import.approve')
  if (batch.kind === 'refused') return batch
  const { row } = batch
  if (row.state !== 'checked') return refuse('import.out-of-order', { state: row.state })
  if (confirm !== row.name) return refuse('import.confirm-differs')
  if (row.checkDigest !== checkDigest) return refuse('import.check-differs')
  if (row.goodRows === null || row.goodRows === 0) return refuse('import.nothing-good')
  if (row.broughtBy === facts.actor.personId && operator === null) return refuse('import.second-person')
  return step(id, { type: 'import.approved', data: { checkDigest, goodRows: row.goodRows, operator } })
}

/** A table that was checked, or is still being read, and shall not be imported. */
export function discardImport(
  facts: ActFacts,
  { id, reason }: { readonly id: string; readonly reason: string },
): Decision {
  const batch = batchIn(facts, id, 'import.bring')
  if (batch.kind === 'refused') return batch
  const { state } = batch.row
  if (state !== 'checked' && state !== 'checking') return refuse('import.out-of-order', { state })
  return step(id, { type: 'import.discarded', data: { reason } })
}

/** Stops an import after its present page, or lets it go on. */
export function steerImport(
  facts: ActFacts,
  { id, to }: { readonly id: string; readonly to: 'paused' | 'running' },
): Decision {
  const batch = batchIn(facts, id, 'import.bring')
  if (batch.kind === 'refused') return batch
  const { state } = batch.row
  if (to === 'paused' && state === 'running') return step(id, { type: 'import.paused', data: {} })
  if (to === 'running' && state === 'paused') return step(id, { type: 'import.resumed', data: {} })
  return refuse('import.out-of-order', { state })
}

interface Withdrawal {
  readonly id: string
  /** The name of the import as it was typed. */
  readonly confirm: string
  readonly reason: string
  readonly operator: string | null
  /** Records of the import that anybody has worked on since, as far as they are named; and how many there are. */
  readonly touched: { readonly count: number; readonly records: readonly object[] }
}

/**
 * The undo of an import that nobody has touched since: its records end as withdrawn, and nothing leaves the ledger. One that was paused is
 * given up so as well, with the records that it has made so far.
 */
export function orderWithdrawal(
  facts: ActFacts,
  { id, confirm, reason, operator, touched }: Withdrawal,
): Decision {
  const batch = batchIn(facts, id, 'import.withdraw')
  if (batch.kind === 'refused') return batch
  const { state } = batch.row
  if (state !== 'finished' && state !== 'paused') return refuse('import.out-of-order', { state })
  if (confirm !== batch.row.name) return refuse('import.confirm-differs')
  if (touched.count > 0) return refuse('import.touched', touched)
  return step(id, { type: 'import.withdrawal-ordered', data: { reason, operator } })
}

type Found = { readonly kind: 'found'; readonly row: ImportBatchRow }

function batchIn(
  facts: ActFacts,
  id: string,
  act: 'import.bring' | 'import.approve' | 'import.withdraw',
): Found | Refusal {
  const row = facts.subjects.get(id)?.get('importBatch', id)
  if (row === undefined) return refuse('not-found')
  return mayAct(facts.actor, act) ? { kind: 'found', row } : refuse('access.denied', { act })
}

type Said = {
  readonly [T in NewEvent['type']]: Omit<Extract<NewEvent, { readonly type: T }>, 'stream'>
}[NewEvent['type']]

function step(id: string, said: Said): Decision {
  return decided(
    [{ stream: { kind: 'import', id }, ...said } as NewEvent],
    { importId: id },
    { imports: [id] },
  )
}
