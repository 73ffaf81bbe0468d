import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { advanceImport } from '#activities/imports/advance.ts'
import { DIRECT_RUN, type EngineDeps } from '#activities/engine.ts'
import { approveImport, bringImport, orderWithdrawal, type BroughtTable } from '#domain/acts/imports.ts'
import { suggestedMapping } from '#domain/import-columns.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import type { Accepted } from '#db/gate/gate.ts'
import { newId } from '#db/ids.ts'
import { formatOf } from '#db/import/table.ts'
import type { ObjectStore } from '#db/objects.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { readImport, readTouched, type ImportSeen } from '#db/queries/imports.ts'
import { withActor } from '#db/actor.ts'
import { demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import type { Refusal } from '#domain/refusal.ts'
import { actorOn, idIn, type Login } from './actors.ts'
import type { TestSite } from './database.ts'

export const CLERK = 'han.shuning' satisfies Login
export const HEAD = 'wei.changqing' satisfies Login

/** What an import's table is handed in with. */
export interface Handed {
  readonly login: Login
  readonly name?: string
  readonly fileName?: string
  readonly body: Buffer
  readonly over?: Partial<BroughtTable>
  readonly headers: readonly string[]
}

export function engineDeps(site: TestSite, store: ObjectStore): EngineDeps {
  return { sql: site.sql, gate: site.gate, store, siteMode: 'test', engineId: ENGINE_ID, run: DIRECT_RUN }
}

/** Stores a file as the upload of a person would. */
export async function received(
  { site, store, login }: { readonly site: TestSite; readonly store: ObjectStore; readonly login: Login },
  file: { readonly name: string; readonly body: Buffer },
): Promise<string> {
  const id = newId()
  const ownerId = demoPersonId(login)
  const key = objectKeyOf({ area: 'upload', ownerId, objectId: id })
  const stored = await store.put({ bucket: 'intake', key, body: Readable.from([file.body]) })
  const sha256 = createHash('sha256').update(file.body).digest('hex')
  await site.sql`insert into upload (id, owner_id, key, name, media_type, size_bytes, sha256)
    values (${id}, ${ownerId}, ${key}, ${file.name}, 'text/csv', ${stored.sizeBytes}, ${sha256})`
  return id
}

/** Brings a table in; answers the import's id, or the refusal. */
export async function brings(
  site: TestSite,
  store: ObjectStore,
  { login, name = '退休人员档案存量', fileName = 'backlog.csv', body, over = {}, headers }: Handed,
): Promise<string | Refusal> {
  const uploadId = await received({ site, store, login }, { name: fileName, body })
  const input: BroughtTable = {
    name,
    format: formatOf(fileName),
    uploadId,
    headers,
    mapping: suggestedMapping(headers),
    formingUnitId: demoUnitId('pension'),
    grade: 'internal',
    classCode: null,
    carrier: 'paper',
    dormancy: 'sweep',
    fileIds: [],
    operator: null,
    ...over,
  }
  const facts = { unit: input.formingUnitId, uploads: [uploadId, ...input.fileIds] }
  const answer = await actorOn(site, login).act(facts, (seen) => bringImport(seen, input))
  return answer.kind === 'refused' ? answer : idIn(answer.answer, 'importId')
}

/** Lets the engine work until there is nothing to do; answers the import as it then stands. */
export async function settled(deps: EngineDeps, importId: string): Promise<ImportSeen> {
  for (;;) {
    const step = await advanceImport(deps, { importId })
    if (step.kind === 'rest') return seen(deps, importId)
  }
}

export async function seen(deps: EngineDeps, importId: string): Promise<ImportSeen> {
  const answer = await withActor(deps.sql, { kind: 'person', id: ENGINE_ID }, (tx) =>
    readImport(tx, importId),
  )
  if (answer.kind === 'refused' || answer.value === undefined) throw new Error('there is no such import')
  return answer.value
}

export async function approves(site: TestSite, login: Login, batch: ImportSeen): Promise<Accepted | Refusal> {
  const { id, name: confirm } = batch
  const approval = { id, confirm, checkDigest: batch.checkDigest ?? '', operator: null }
  return actorOn(site, login).act({ subjects: [batch.id] }, (facts) => approveImport(facts, approval))
}

export async function takesBack(
  site: TestSite,
  login: Login,
  { id, confirm }: { readonly id: string; readonly confirm: string },
): Promise<Accepted | Refusal> {
  const principal = { kind: 'person', id: demoPersonId(login) } as const
  const read = await withActor(site.sql, principal, (tx) =>
    readTouched(tx, { importId: id, engineId: ENGINE_ID }),
  )
  if (read.kind === 'refused') return read
  const withdrawal = { id, confirm, reason: '列对应有误', operator: null, touched: read.value }
  return actorOn(site, login).act({ subjects: [id] }, (facts) => orderWithdrawal(facts, withdrawal))
}
