import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { basename, join, relative, sep } from 'node:path'
import type { Decision, ActFacts } from '#domain/acts/act.ts'
import {
  approveImport,
  bringImport,
  discardImport,
  orderWithdrawal,
  steerImport,
  type BroughtTable,
} from '#domain/acts/imports.ts'
import { problemOf } from '#domain/problems.ts'
import { withActor, type Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import type { FactsRequest } from '#db/gate/facts.ts'
import { openGate, type Accepted, type Gate } from '#db/gate/gate.ts'
import { newId } from '#db/ids.ts'
import { formatOf, previewOf } from '#db/import/table.ts'
import type { ObjectStore } from '#db/objects.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import {
  countRowVerdicts,
  countStaged,
  readImport,
  readTouched,
  type ImportSeen,
} from '#db/queries/imports.ts'
import { insertUpload, readUpload } from '#db/queries/uploads.ts'
import { readReference } from '#db/reference/read.ts'
import { UsageFault } from './verb.ts'

/** What the import of the command line works with: the product's own connection, in the engine's name and the operator's. */
export interface ImportDesk {
  readonly sql: Sql
  readonly store: ObjectStore
  readonly gate: Gate
  readonly operator: string
}

const PRINCIPAL = { kind: 'person', id: ENGINE_ID } as const

export async function openDesk(sql: Sql, store: ObjectStore, operator: string): Promise<ImportDesk> {
  const reference = await readReference(sql)
  return { sql, store, gate: openGate(sql, () => reference), operator }
}

export type Asked = Pick<
  BroughtTable,
  'name' | 'formingUnitId' | 'grade' | 'classCode' | 'carrier' | 'dormancy'
> & {
  readonly file: string
  readonly folder?: string
}

/** Receives the table and the files of its folder, and brings the import in; answers its id. */
export async function bringTable(desk: ImportDesk, asked: Asked): Promise<string> {
  const uploadId = await receive(desk, asked.file, basename(asked.file))
  const upload = await readUpload(desk.sql, { id: uploadId, ownerId: ENGINE_ID })
  if (upload === undefined) throw new Error('the table was not received')
  const preview = await previewOf(desk.store, {
    key: upload.key,
    sizeBytes: upload.sizeBytes,
    format: formatOf(upload.name),
  })
  const fileIds = asked.folder === undefined ? [] : await receiveFolder(desk, asked.folder)
  const { name, formingUnitId, grade, classCode, carrier, dormancy } = asked
  const { format, headers, mapping } = preview
  const table: BroughtTable = {
    name,
    format,
    uploadId,
    headers,
    mapping,
    formingUnitId,
    grade,
    classCode,
    carrier,
    dormancy,
    fileIds,
    operator: desk.operator,
  }
  const facts = { unit: formingUnitId, uploads: [uploadId, ...fileIds] }
  const answer = await act(desk, { name: 'import.bring', facts, decide: (seen) => bringImport(seen, table) })
  const { importId } = answer
  if (typeof importId !== 'string') throw new Error('the act answered no import')
  return importId
}

async function receiveFolder(desk: ImportDesk, folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const ids: string[] = []
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name)
    ids.push(await receive(desk, path, relative(folder, path).split(sep).join('/')))
  }
  return ids
}

/** A file of this machine as an upload of the engine. */
async function receive({ sql, store }: ImportDesk, path: string, name: string): Promise<string> {
  const { size } = await stat(path)
  if (size === 0) throw new UsageFault(`${path} is empty`)
  const id = newId()
  const key = objectKeyOf({ area: 'upload', ownerId: ENGINE_ID, objectId: newId() })
  const stored = await store.put({ bucket: 'intake', key, body: createReadStream(path) })
  const { sizeBytes, sha256 } = stored
  await insertUpload(sql, {
    id,
    ownerId: ENGINE_ID,
    key,
    name,
    mediaType: 'application/octet-stream',
    sizeBytes,
    sha256,
  })
  return id
}

export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}

/** The import of this very table that has not been left or taken back; undefined where there is none. */
export async function importOf(desk: ImportDesk, fileSha256: string): Promise<ImportSeen | undefined> {
  return look(desk, async (tx) => {
    const [row] = await tx<{ id: string }[]>`
      select id from import_batch where file_sha256 = ${fileSha256} and state not in ('unreadable', 'discarded', 'withdrawn') order by id desc limit 1`
    return row === undefined ? undefined : readImport(tx, row.id)
  })
}

/** Waits until the import stands in one of these states; tells how far it is meanwhile. */
export async function follow(
  desk: ImportDesk,
  id: string,
  {
    until,
    progress,
  }: { readonly until: readonly ImportSeen['state'][]; readonly progress: (line: string) => void },
): Promise<ImportSeen> {
  for (;;) {
    const { batch, staged, counts } = await look(desk, async (tx) => {
      const found = await readImport(tx, id)
      if (found === undefined) throw new Error(`import ${id} is not there`)
      const isChecking = found.state === 'checking'
      return {
        batch: found,
        staged: isChecking ? await countStaged(tx, id) : 0,
        counts: isChecking ? {} : await countRowVerdicts(tx, id),
      }
    })
    if (until.includes(batch.state)) return batch
    progress(
      batch.state === 'checking'
        ? `${staged} rows read`
        : `${batch.state}: ${Object.entries(counts)
            .map(([verdict, n]) => `${n} ${verdict}`)
            .join(', ')} of ${batch.rowCount ?? 0}`,
    )
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

const LOOK_MS = 250

export async function approve(desk: ImportDesk, { id, name, checkDigest }: ImportSeen): Promise<void> {
  const approval = { id, confirm: name, checkDigest: checkDigest ?? '', operator: desk.operator }
  await act(desk, {
    name: 'import.approve',
    facts: { subjects: [id] },
    decide: (facts) => approveImport(facts, approval),
  })
}

export async function discard(desk: ImportDesk, id: string): Promise<void> {
  await act(desk, {
    name: 'import.discard',
    facts: { subjects: [id] },
    decide: (facts) => discardImport(facts, { id, reason: `dry run of ${desk.operator}` }),
  })
}

/** Takes an import back; refused with the records that somebody has touched since. */
export async function withdraw(
  desk: ImportDesk,
  { id, confirm, reason }: { readonly id: string; readonly confirm: string; readonly reason: string },
): Promise<void> {
  const touched = await look(desk, (tx) => readTouched(tx, { importId: id, engineId: ENGINE_ID }))
  const withdrawal = { id, confirm, reason, operator: desk.operator, touched }
  await act(desk, {
    name: 'import.withdraw',
    facts: { subjects: [id] },
    decide: (facts) => orderWithdrawal(facts, withdrawal),
  })
}

export async function resume(desk: ImportDesk, id: string): Promise<void> {
  await act(desk, {
    name: 'import.resume',
    facts: { subjects: [id] },
    decide: (facts) => steerImport(facts, { id, to: 'running' }),
  })
}

export async function look<T>({ sql }: ImportDesk, read: (tx: Tx) => Promise<T>): Promise<T> {
  const answer = await withActor(sql, PRINCIPAL, read)
  if (answer.kind === 'refused') throw new Error('the engine is not an active person of this site')
  return answer.value
}

interface Act {
  readonly name: string
  readonly facts: Omit<FactsRequest, 'principal' | 'key'>
  readonly decide: (facts: ActFacts) => Decision
}

async function act({ gate }: ImportDesk, { name, facts, decide }: Act): Promise<Accepted['answer']> {
  const key = newId()
  const answer = await gate.act(
    { name, facts: { ...facts, principal: PRINCIPAL, key }, body: { name } },
    decide,
  )
  if (answer.kind === 'accepted') return answer.answer
  const { title, fix } = problemOf(answer.code)
  throw new UsageFault(`${title} (${JSON.stringify(answer.detail ?? {})}). ${fix}`)
}
