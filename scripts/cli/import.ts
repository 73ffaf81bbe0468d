import { writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { CARRIERS, GRADES } from '#domain/vocabulary.ts'
import { DORMANCIES } from '#domain/vocabulary/import.ts'
import { csvLine } from '#api/exports/cells.ts'
import { FAULT_HEAD, faultLines } from '#api/exports/import-faults.ts'
import { connect } from '#db/client.ts'
import { openObjectStore } from '#db/objects.ts'
import { readFaultyRows, type ImportSeen } from '#db/queries/imports.ts'
import {
  approve,
  bringTable,
  digestOf,
  discard,
  follow,
  importOf,
  look,
  openDesk,
  resume,
  withdraw,
  type Asked,
  type ImportDesk,
} from './import-table.ts'
import { oneOf, UsageFault, type Answer, type Context } from './verb.ts'

export interface ImportOptions {
  readonly unit?: string
  readonly folder?: string
  readonly name?: string
  readonly class?: string
  readonly grade: string
  readonly carrier: string
  readonly dormancy?: string
  readonly errors?: string
  readonly dryRun?: true
  readonly skipFaulty?: true
  readonly resume?: true
}

/**
 * Imports a backlog from this machine: brings the table in, waits for its check, and unless rows are faulty lets the worker make the
 * records. The operator, as the system knows them, stands in the history of the import. Exit code 1: rows were left out.
 */
export async function importBacklog(
  { config, progress }: Context,
  file: string,
  options: ImportOptions,
): Promise<Answer> {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-import', max: 2 })
  const store = openObjectStore(config.store)
  try {
    await store.ensureBuckets()
    const desk = await openDesk(sql, store, userInfo().username)
    const known = await importOf(desk, await digestOf(file))
    if (known !== undefined && options.resume !== true)
      throw new UsageFault(
        `this table was brought in as "${known.name}" (${known.state}); --resume goes on with it`,
      )
    const id = known?.id ?? (await bringTable(desk, await askedOf(desk, file, options)))
    return await carry({ desk, progress }, id, { file, options })
  } finally {
    store.close()
    await sql.end({ timeout: 5 })
  }
}

export interface WithdrawOptions {
  readonly confirm: string
  readonly reason: string
}

/** The undo of an import that nobody has touched since; its name is typed to confirm. */
export async function withdrawImport(
  { config, progress }: Context,
  id: string,
  { confirm, reason }: WithdrawOptions,
): Promise<Answer> {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-import', max: 2 })
  const store = openObjectStore(config.store)
  try {
    const desk = await openDesk(sql, store, userInfo().username)
    await withdraw(desk, { id, confirm, reason })
    const ended = await follow(desk, id, { until: ['withdrawn'], progress })
    const told = Object.entries(ended.counts ?? {}).map(([verdict, n]) => `${n} ${verdict}`)
    return {
      lines: [`${ended.state}: ${told.join(', ')}`],
      json: { id, state: ended.state, counts: ended.counts },
    }
  } finally {
    store.close()
    await sql.end({ timeout: 5 })
  }
}

interface Carrying {
  readonly desk: ImportDesk
  readonly progress: Context['progress']
}

async function carry(
  { desk, progress }: Carrying,
  id: string,
  { file, options }: { readonly file: string; readonly options: ImportOptions },
): Promise<Answer> {
  const checked = await follow(desk, id, {
    until: ['checked', 'unreadable', 'running', 'paused', 'finished'],
    progress,
  })
  if (checked.state === 'unreadable')
    return {
      lines: [`${file} cannot be read: ${checked.fileFault}`],
      json: { id, state: checked.state, fault: checked.fileFault },
      hasFaults: true,
    }
  const faulty = (checked.rowCount ?? 0) - (checked.goodRows ?? 0)
  const errors = options.errors ?? `${file}.errors.csv`
  if (faulty > 0) await writeErrors(desk, id, errors)
  if (checked.state === 'checked') {
    const found = [
      `${checked.rowCount} rows, ${checked.goodRows} good, ${faulty} faulty${faulty > 0 ? `: see ${errors}` : ''}`,
    ]
    const json = {
      id,
      rows: checked.rowCount,
      good: checked.goodRows,
      faulty,
      errors: faulty > 0 ? errors : null,
    }
    if (options.dryRun === true) {
      await discard(desk, id)
      return {
        lines: [...found, 'dry run: no record was made'],
        json: { ...json, state: 'discarded' },
        hasFaults: faulty > 0,
      }
    }
    if (faulty > 0 && options.skipFaulty !== true)
      return {
        lines: [...found, 'nothing was imported: correct the rows, or ask again with --resume --skip-faulty'],
        json: { ...json, state: 'checked' },
        hasFaults: true,
      }
    await approve(desk, checked)
  }
  if (checked.state === 'paused') await resume(desk, id)
  const ended = await follow(desk, id, { until: ['finished', 'paused'], progress })
  return endOf(ended, faulty)
}

function endOf({ id, state, counts, rowCount }: ImportSeen, faulty: number): Answer {
  const told = Object.entries(counts ?? {}).map(([verdict, n]) => `${n} ${verdict}`)
  return {
    lines: [`${state}: ${told.join(', ')} of ${rowCount} rows`],
    json: { id, state, rows: rowCount, counts },
    hasFaults: state !== 'finished' || faulty > 0 || (counts?.['imported'] ?? 0) < (rowCount ?? 0),
  }
}

async function askedOf(desk: ImportDesk, file: string, options: ImportOptions): Promise<Asked> {
  if (options.unit === undefined)
    throw new UsageFault('--unit is needed: id or name of the unit that formed the records')
  const wanted = options.unit
  const units = await look(desk, async (tx) => [
    ...(await tx<
      { id: string }[]
    >`select id from unit where id::text = ${wanted} or name_zh = ${wanted} or name_en = ${wanted}`),
  ])
  const [unit, other] = units
  if (unit === undefined || other !== undefined) throw new UsageFault(`there is not one unit ${wanted}`)
  return {
    file,
    ...(options.folder === undefined ? {} : { folder: options.folder }),
    name: options.name ?? file,
    formingUnitId: unit.id,
    classCode: options.class ?? null,
    grade: oneOf(GRADES, options.grade, 'grade'),
    carrier: oneOf(CARRIERS, options.carrier, 'carrier'),
    dormancy: oneOf(DORMANCIES, options.dormancy ?? 'sweep', 'way to sleep'),
  }
}

const PAGE = 500

async function writeErrors(desk: ImportDesk, importId: string, path: string): Promise<void> {
  const lines = [csvLine(FAULT_HEAD)]
  let cursor: string | undefined
  do {
    const page = await look(desk, (tx) => readFaultyRows(tx, { importId, cursor, limit: PAGE }))
    lines.push(...faultLines(page.items).map((cells) => csvLine(cells)))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  await writeFile(path, `\uFEFF${lines.join('')}`, { mode: 0o600 })
}
