import {
  EXPORT_FORMAT,
  historyPathOf,
  recordPathOf,
  SCHEMA_PATH,
  selectionText,
  STRUCTURE_PATH,
  type ExportBegun,
  type ExportEnded,
  type ExportFault,
  type ExportSelection,
} from '#domain/export.ts'
import type { SiteMode } from '#domain/vocabulary.ts'
import { readAsEngine } from '#db/checkpoints.ts'
import type { Sql } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import type { ObjectStore } from '#db/objects.ts'
import {
  historiesToExport,
  readExportSize,
  readLedger,
  readSiteToExport,
  recordsToExport,
  resolveSelection,
  type ExportedSite,
  type ExportSize,
  type Ledger,
  type Selected,
} from '#db/queries/export.ts'
import type { SigningKey } from '#db/signing.ts'
import { chainOf, foldOf } from '#db/verify.ts'
import { openBagFolder, type BagFolder } from './bag-folder.ts'
import { exportContents } from './contents.ts'
import {
  diskFault,
  markBegun,
  mustFit,
  openDestination,
  unmark,
  type Begun,
  type Destination,
} from './destination.ts'
import { exportBeside } from './beside.ts'
import { historyDocument, recordDocument } from './documents.ts'
import { exportLog, positionToExport } from './signed-log.ts'
import { schemaDocument, structureDocument } from './structure.ts'

export interface ExportDeps {
  readonly sql: Sql
  readonly store: ObjectStore
  readonly engineId: string
  readonly siteMode: SiteMode
  /** Null on a site that signs nothing: the bag then proves itself by its chains alone. */
  readonly signingKey: SigningKey | null
  /** What the ledger is told, before anything leaves and when all of it has. */
  readonly begin: (begun: ExportBegun) => Promise<unknown>
  readonly end: (ended: ExportEnded) => Promise<unknown>
  readonly progress: (line: string) => void
}

export interface AskedExport {
  readonly to: string
  readonly selection: ExportSelection
  readonly reason: string
}

export interface Exported extends ExportEnded {
  readonly folder: string
  /** Signed heads of the log in the bag; none where the site signs nothing. */
  readonly heads: number
  readonly throughPosition: number
  readonly way: 'anew' | 'resumed'
  readonly found: readonly ExportFault[]
}

/** Nothing of that name, or several. */
export class UnknownSelection extends Error {
  override readonly name = 'UnknownSelection'
}

interface Run {
  readonly deps: ExportDeps
  readonly bag: BagFolder
  readonly begun: Omit<Begun, 'writer'>
  readonly selected: Selected
  readonly faults: ExportFault[]
}

/**
 * Takes the archive, or a part of it, into a folder as a bag (RFC 8493) of XML documents and contents: everything up to one position of
 * the log, whatever happens to the site meanwhile. Nothing but one page of records is in memory. Interrupted, it goes on when it is asked
 * for again: what was fetched whole is not fetched again.
 */
export async function exportSite(deps: ExportDeps, asked: AskedExport): Promise<Exported> {
  const { site, selected, size } = await look(deps, asked.selection)
  const destination = await openDestination(asked.to, { siteId: site.id, selection: asked.selection })
  await mustFit(destination.folder, size.contentBytes)
  const { folder } = destination
  try {
    const begun = await begin(deps, { asked, site, destination })
    const bag = await openBagFolder(folder)
    try {
      const run: Run = { deps, bag, begun, selected, faults: [] }
      return await fill(run, { site, size, destination })
    } finally {
      await bag.close()
    }
  } catch (error) {
    throw diskFault(error, folder)
  }
}

async function look({ sql, engineId }: ExportDeps, selection: ExportSelection) {
  return readAsEngine(sql, engineId, async (tx) => {
    const site = await readSiteToExport(tx)
    const selected = await resolveSelection(tx, selection)
    if (site === undefined || selected === undefined)
      throw new UnknownSelection(`there is no ${selectionText(selection)}, or several of that name`)
    return { site, selected, size: await readExportSize(tx, selected) }
  })
}

interface Beginning {
  readonly asked: AskedExport
  readonly site: ExportedSite
  readonly destination: Destination
}

/** The ledger is told first, so that the export holds its own beginning; then the head is signed up to which it goes. */
async function begin(deps: ExportDeps, { asked, site, destination }: Beginning) {
  const { selection, reason } = asked
  const known = destination.begun
  const exportId = known?.exportId ?? newId()
  if (known === null) await deps.begin({ exportId, selection, reason })
  const begun = known ?? {
    format: EXPORT_FORMAT,
    siteId: site.id,
    selection,
    exportId,
    throughPosition: await positionToExport(deps),
    begunOn: site.today,
  }
  await markBegun(destination.folder, begun)
  return begun
}

async function fill(
  run: Run,
  { site, size, destination }: Omit<Beginning, 'asked'> & { readonly size: ExportSize },
): Promise<Exported> {
  const { deps, bag, begun, faults } = run
  const { exportId, selection, throughPosition } = begun
  await bag.put(SCHEMA_PATH, schemaDocument())
  const structure = await readAsEngine(deps.sql, deps.engineId, (tx) =>
    structureDocument(tx, { site, selection, throughPosition }),
  )
  await bag.put(STRUCTURE_PATH, structure)
  const log = await exportLog(deps, bag, throughPosition)
  faults.push(...log.faults)
  const records = await exportRecords(run, size.records)
  await exportHistories(run)
  if (selection.kind === 'whole') await exportBeside(deps, bag)
  const { manifestSha256 } = await bag.finish([
    ['Source-Organization', `${site.nameZh} ${site.nameEn}`],
    ['External-Identifier', exportId],
    ['External-Description', `${EXPORT_FORMAT}: ${selectionText(selection)}`],
    ['Bagging-Date', begun.begunOn],
    ['Everfile-Site', site.id],
    ['Everfile-Through-Position', String(throughPosition)],
    ['Everfile-Signed-Heads', String(log.heads)],
    ['Everfile-Faults', String(faults.length)],
  ])
  const { files, bytes } = bag.totals
  const ended = { exportId, records, files, bytes, faults: faults.length, manifestSha256 }
  await deps.end(ended)
  await unmark(destination.folder)
  const way = destination.begun === null ? 'anew' : 'resumed'
  return {
    ...ended,
    folder: destination.folder,
    heads: log.heads,
    throughPosition,
    way,
    found: faults.slice(0, MOST_SHOWN),
  }
}

/** Faults that a person can look at; the documents name each of them. */
const MOST_SHOWN = 100
const RECORDS_AT_ONCE = 20
const HISTORIES_AT_ONCE = 5
const FIRST = '00000000-0000-0000-0000-000000000000'

async function exportRecords(run: Run, total: number): Promise<number> {
  const { deps, selected, begun } = run
  let [done, after] = [0, FIRST]
  for (;;) {
    const from = after
    const { ids, ledger } = await readAsEngine(deps.sql, deps.engineId, async (tx) => {
      const page = await recordsToExport(tx, selected, { after: from, limit: RECORDS_AT_ONCE })
      return { ids: page, ledger: await readLedger(tx, page, begun.throughPosition) }
    })
    for (const id of ids) done += await exportSubject(run, id, ledger)
    after = ids.at(-1) ?? after
    if (ids.length < RECORDS_AT_ONCE) return done
    deps.progress(`exported ${done} of ${total} records, ${run.bag.totals.bytes} bytes`)
  }
}

async function exportHistories(run: Run): Promise<void> {
  const { deps, selected, begun } = run
  let after = FIRST
  for (;;) {
    const from = after
    const { ids, ledger } = await readAsEngine(deps.sql, deps.engineId, async (tx) => {
      const page = await historiesToExport(tx, selected, { after: from, limit: HISTORIES_AT_ONCE })
      return { ids: page, ledger: await readLedger(tx, page, begun.throughPosition) }
    })
    for (const id of ids) await exportSubject(run, id, ledger)
    after = ids.at(-1) ?? after
    if (ids.length < HISTORIES_AT_ONCE) return
  }
}

/** One history with its contents; 0 for one that began after the position. A chain that does not fit is exported as it is, and named. */
async function exportSubject(run: Run, id: string, ledger: Ledger): Promise<0 | 1> {
  const events = ledger.events.get(id) ?? []
  const [first] = events
  if (first === undefined) return 0
  const personal = ledger.personal.get(id) ?? []
  const { firstBad } = chainOf(events)
  if (firstBad !== null)
    run.faults.push({ code: 'chain-broken', subject: `${first.streamKind} ${id} event ${firstBad.seq}` })
  const rows = foldOf(events, personal)
  const { files, faults } = await exportContents(run.deps, run.bag, {
    subject: `${first.streamKind} ${id}`,
    rows,
  })
  run.faults.push(...faults)
  const subject = { id, rows, files, events, personal }
  if (first.streamKind === 'record') await run.bag.put(recordPathOf(id), recordDocument(subject))
  else await run.bag.put(historyPathOf(first.streamKind, id), historyDocument(subject))
  return 1
}
