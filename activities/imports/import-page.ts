import type { Upload } from '#domain/acts/act.ts'
import { finishImport, importRecords, type StagedRow } from '#domain/acts/import-records.ts'
import { parseArchivalCode } from '#domain/archival-code.ts'
import { yearOf } from '#domain/dates.ts'
import type { ImportRow } from '#domain/import-row.ts'
import { IMPORT_VERDICTS, type ImportVerdict } from '#domain/vocabulary/import.ts'
import {
  countRowVerdicts,
  giveFiles,
  readFilesOf,
  readMade,
  readPendingRows,
  readTakenCodes,
  writeRowVerdicts,
  type ImportSeen,
} from '#db/queries/imports.ts'
import type { ImportStep } from '#activities/contract.ts'
import { asEngine, engineAct, mustAct, type EngineDeps } from '#activities/engine.ts'
import { clearTable } from './clear.ts'

/** Records in one commit: enough to share its cost, few enough that a pause is heard soon and a retry repeats little. */
const PAGE = 200

/** One page of rows as records. Its key is its first row, so a retry after a death finds the verdicts that were reached. */
export async function importPage(deps: EngineDeps, batch: ImportSeen): Promise<ImportStep> {
  const rows = await asEngine(deps, (tx) => readPendingRows(tx, { importId: batch.id, limit: PAGE }))
  if (rows.length === 0) return finish(deps, batch)
  const names = rows.flatMap(({ row }) => row.contents)
  const { id: importId, uploadId } = batch
  const files =
    names.length === 0
      ? new Map<string, Upload>()
      : await asEngine(deps, (tx) => readFilesOf(tx, { importId, uploadId, names }))
  const staged = rows.map((row) => ({ ...row, files: filesOf(row.row, files) }))
  const verdicts = await importRows(deps, batch, staged)
  await asEngine(deps, async (tx) => {
    const imported = new Set(
      verdicts.flatMap(([number, verdict]) => (verdict === 'imported' ? [number] : [])),
    )
    await giveFiles(
      tx,
      staged
        .filter(({ number }) => imported.has(number))
        .flatMap(({ recordId, files: own }) => own.map(({ id }) => ({ fileId: id, recordId }))),
    )
    await writeRowVerdicts(tx, batch.id, verdicts)
  })
  deps.run.beat()
  return { kind: 'more' }
}

function filesOf({ contents }: ImportRow, files: ReadonlyMap<string, Upload>): readonly Upload[] {
  return contents.flatMap((name) => {
    const file = files.get(name)
    return file === undefined ? [] : [file]
  })
}

type Verdicts = readonly (readonly [number, ImportVerdict])[]

/** The whole page in one commit; when something in it keeps moving, one by one, so that only that one fails. */
async function importRows(
  deps: EngineDeps,
  batch: ImportSeen,
  staged: readonly StagedRow[],
): Promise<Verdicts> {
  const codes = staged.flatMap(({ row }) => row.archivalCode ?? [])
  const recordIds = staged.map(({ recordId }) => recordId)
  const { taken, made } = await asEngine(deps, async (tx) => {
    return { taken: await readTakenCodes(tx, { codes, recordIds }), made: await readMade(tx, recordIds) }
  })
  const verdicts: (readonly [number, ImportVerdict])[] = []
  const free: StagedRow[] = []
  for (const one of staged) {
    if (made.has(one.recordId)) verdicts.push([one.number, 'imported'])
    else if (one.row.archivalCode !== null && taken.has(one.row.archivalCode))
      verdicts.push([one.number, 'taken'])
    else free.push(one)
  }
  if (free.length === 0) return verdicts
  const first = free[0]?.number ?? 0
  const whole = await act(deps, { batch, staged: free, key: `${first}+${free.length}` })
  if (whole.kind === 'accepted') return [...verdicts, ...verdictsIn(whole.answer['verdicts'])]
  if (whole.code === 'import.out-of-order') return verdicts
  for (const row of free) {
    const one = await act(deps, { batch, staged: [row], key: `${row.number}` })
    if (one.kind === 'accepted') verdicts.push(...verdictsIn(one.answer['verdicts']))
    else if (one.code === 'import.out-of-order') return verdicts
    else verdicts.push([row.number, 'failed'])
    deps.run.beat()
  }
  return verdicts
}

interface Page {
  readonly batch: ImportSeen
  readonly staged: readonly StagedRow[]
  readonly key: string
}

async function act(deps: EngineDeps, { batch, staged, key }: Page) {
  const years = [...new Set(staged.flatMap(({ row }) => yearsOf(row)))]
  const cells = [...new Set(staged.flatMap(({ row }) => row.cell ?? []))]
  const facts = {
    subjects: [batch.id],
    want: { counters: true } as const,
    years,
    ...(cells.length === 0 ? {} : { cells }),
  }
  return engineAct(deps, { name: 'record.import', key: `import/${batch.id}/${key}`, facts }, (seen) =>
    importRecords(seen, { id: batch.id, rows: staged }),
  )
}

/** A given code may be counted in another year than that of formation. */
function yearsOf({ formedOn, archivalCode }: ImportRow): readonly number[] {
  const parsed = archivalCode === null ? undefined : parseArchivalCode(archivalCode)
  const block = parsed?.kind === 'ok' ? parsed.code.block : undefined
  return [yearOf(formedOn), ...(block?.kind === 'class' && block.year !== undefined ? [block.year] : [])]
}

function verdictsIn(answer: unknown): Verdicts {
  if (typeof answer !== 'object' || answer === null) throw new Error('the act answered no verdicts')
  return Object.entries(answer).map(([number, said]) => {
    const verdict = IMPORT_VERDICTS.find((one) => one === said)
    if (verdict === undefined) throw new Error(`"${String(said)}" is no verdict`)
    return [Number(number), verdict] as const
  })
}

async function finish(deps: EngineDeps, { id }: ImportSeen): Promise<ImportStep> {
  const counts = await asEngine(deps, (tx) => countRowVerdicts(tx, id))
  await clearTable(deps, id)
  await mustAct(
    deps,
    { name: 'import.finish', key: `import/${id}/finished`, facts: { subjects: [id] } },
    (facts) => finishImport(facts, { id, counts }),
  )
  return { kind: 'more' }
}
