import { concludeCheck, IMPORT_SOURCE, refuseTable } from '#domain/acts/import-records.ts'
import { fondsOf } from '#domain/acts/place.ts'
import { checkRow, type ImportContext } from '#domain/import-row.ts'
import { refuse } from '#domain/refusal.ts'
import type { Tx } from '#db/actor.ts'
import { canonicalJson, sha256Hex } from '#db/gate/canonical.ts'
import { gatherFacts } from '#db/gate/facts.ts'
import { newId } from '#db/ids.ts'
import { rowsOf, type StoredTable } from '#db/import/table.ts'
import { TableFault } from '#db/import/table-fault.ts'
import type { TableEncoding } from '#db/import/decode.ts'
import { readReference } from '#db/reference/read.ts'
import {
  forgetStaged,
  markDoubles,
  readChecked,
  readFilesOf,
  readGrantedFamilies,
  stageRows,
  type ImportSeen,
  type NewStagedRow,
} from '#db/queries/imports.ts'
import { readUnitsByName } from '#db/queries/organisation.ts'
import { readLocations } from '#db/queries/paper.ts'
import { readUploadKey } from '#db/queries/uploads.ts'
import type { ImportStep } from '#activities/contract.ts'
import { asEngine, mustAct, type EngineDeps } from '#activities/engine.ts'
import { clearTable } from './clear.ts'

/** Rows written at once: a few hundred kilobytes. */
const STAGED_AT_ONCE = 1_000
/** The pilot has forty thousand; a bureau's whole backlog comes as several tables. */
export const MOST_ROWS = 2_000_000

/** Reads the whole table and checks each row; nothing is imported. A check that was cut off begins anew and ends the same. */
export async function checkTable(deps: EngineDeps, batch: ImportSeen): Promise<ImportStep> {
  try {
    await readTable(deps, batch)
  } catch (error) {
    if (!(error instanceof TableFault)) throw error
    await asEngine(deps, (tx) => forgetStaged(tx, batch.id))
    const { code: fault, line } = error
    await mustAct(
      deps,
      { name: 'import.refuse-table', key: `import/${batch.id}/unreadable`, facts: { subjects: [batch.id] } },
      (facts) => refuseTable(facts, { id: batch.id, fault, line }),
    )
    await clearTable(deps, batch.id)
    return { kind: 'more' }
  }
  const { rows, goodRows, faults, rowsDigest } = await asEngine(deps, async (tx) => {
    await markDoubles(tx, { importId: batch.id, source: IMPORT_SOURCE })
    return readChecked(tx, batch.id)
  })
  const { fileSha256, mapping } = batch
  const checkDigest = sha256Hex(canonicalJson({ fileSha256, mapping, rowsDigest }))
  await mustAct(
    deps,
    { name: 'import.conclude-check', key: `import/${batch.id}/checked`, facts: { subjects: [batch.id] } },
    (facts) => concludeCheck(facts, { id: batch.id, rows, goodRows, checkDigest, faults }),
  )
  return { kind: 'more' }
}

/** A table that begins in plain Latin tells only later that it is GB18030: then it is read once more. */
async function readTable(deps: EngineDeps, batch: ImportSeen): Promise<void> {
  const context = await contextOf(deps, batch)
  const table = await tableOf(deps, batch)
  try {
    await stageTable(deps, { batch, table, context })
  } catch (error) {
    if (!(error instanceof TableFault) || error.code !== 'import.file-encoding' || table.format === 'xlsx')
      throw error
    await stageTable(deps, { batch, table, context, as: 'gb18030' })
  }
}

interface Staging {
  readonly batch: ImportSeen
  readonly table: StoredTable
  readonly context: ImportContext
  readonly as?: TableEncoding
}

async function stageTable(deps: EngineDeps, { batch, table, context, as }: Staging): Promise<void> {
  await asEngine(deps, (tx) => forgetStaged(tx, batch.id))
  let waiting: NewStagedRow[] = []
  let headers: readonly string[] | undefined
  let rows = 0
  const room = new Map(context.cells)
  const write = async (): Promise<void> => {
    const now = waiting
    waiting = []
    await asEngine(deps, (tx) => stageRows(tx, batch.id, now))
    deps.run.beat()
  }
  for await (const { number, cells } of rowsOf(deps.store, table, as)) {
    if (headers === undefined) {
      headers = cells
      if (canonicalJson(headers) !== canonicalJson(batch.headers))
        throw new TableFault('import.file-changed', 1)
      continue
    }
    rows += 1
    if (rows > MOST_ROWS) throw new TableFault('import.file-too-long', number)
    waiting.push(withPlace(stagedOf(number, cells, context), room))
    if (waiting.length === STAGED_AT_ONCE) await write()
  }
  await write()
  if (rows === 0) throw new TableFault('import.file-empty')
}

function stagedOf(number: number, cells: readonly string[], context: ImportContext): NewStagedRow {
  const checked = checkRow(cells, context)
  const recordId = newId()
  if (checked.kind === 'faulty') {
    const { faults, archivalCode: code, reference, classCode } = checked
    return { number, recordId, row: null, faults, code, reference, classCode }
  }
  const { row } = checked
  const { archivalCode: code, reference, classCode } = row
  return { number, recordId, row, faults: null, code, reference, classCode }
}

/** Takes a place of its cell for the row, in the order of the table; a row for which none is left is faulty. */
function withPlace(staged: NewStagedRow, room: Map<string, number>): NewStagedRow {
  const barcode = staged.row?.cell ?? null
  if (barcode === null) return staged
  const free = room.get(barcode) ?? 0
  if (free === 0) return { ...staged, row: null, faults: [{ field: 'cell', code: 'import.cell-full' }] }
  room.set(barcode, free - 1)
  return staged
}

async function tableOf(deps: EngineDeps, { uploadId, format, sizeBytes }: ImportSeen): Promise<StoredTable> {
  const key = await readUploadKey(deps.sql, uploadId)
  if (key === undefined) throw new TableFault('import.file-changed')
  return { key, format, sizeBytes }
}

async function freeInCells(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const cells = (await readLocations(tx)).filter(({ kind }) => kind === 'cell')
  return new Map(
    cells.map(({ barcode, capacity, taken }) => [barcode, Math.max(0, (capacity ?? 0) - (taken ?? 0))]),
  )
}

async function contextOf(deps: EngineDeps, batch: ImportSeen): Promise<ImportContext> {
  const reference = await readReference(deps.sql)
  const principal = { kind: 'person', id: deps.engineId } as const
  const gathered = await gatherFacts(deps.sql, { principal, subjects: [batch.id] }, reference)
  if (gathered === undefined) throw new Error(refuse('auth.required').code)
  const { facts } = gathered
  const fonds = fondsOf(facts, batch.fondsId)
  const files = await asEngine(deps, (tx) =>
    readFilesOf(tx, { importId: batch.id, uploadId: batch.uploadId }),
  )
  const { format, mapping, headers, formingUnitId, classCode, grade, carrier, broughtBy } = batch
  const families =
    broughtBy === deps.engineId
      ? null
      : new Set(
          await asEngine(deps, (tx) => readGrantedFamilies(tx, { personId: broughtBy, on: facts.today })),
        )
  return {
    format,
    mapping,
    columns: headers.length,
    defaults: { unitId: formingUnitId, classCode, grade, carrier },
    today: facts.today,
    fondsCode: fonds.code,
    reference,
    units: await readUnitsByName(deps.sql, fonds.agencyUnitId),
    files: new Set(files.keys()),
    cells: mapping.cell === undefined ? new Map() : await asEngine(deps, freeInCells),
    families,
  }
}
