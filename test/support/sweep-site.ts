/** One site with a person for each role in each place of the tree, and one of each thing in each grade. */
import { hash as argon2 } from '@node-rs/argon2'
import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { csrfTokenOf } from '#api/plugins/origin.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { administer } from '#db/gate/administration.ts'
import type { Sql } from '#db/client.ts'
import { openGate, type Gate } from '#db/gate/gate.ts'
import { newId } from '#db/ids.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { demoPersonId, demoUnitId, type DemoUnitKey } from '#db/seed/demo-organisation.ts'
import { addPerson } from '#domain/acts/administer.ts'
import { compileBatch } from '#domain/acts/batches.ts'
import { confirmDue } from '#domain/acts/engine.ts'
import { placeHold } from '#domain/acts/holds.ts'
import { concludeCheck } from '#domain/acts/import-records.ts'
import { compileList } from '#domain/acts/lists.ts'
import { addDays } from '#domain/dates.ts'
import { EXCLUSIVE_ROLES } from '#domain/access.ts'
import { RECORD_FAMILIES, type Grade, type Role } from '#domain/vocabulary.ts'
import { readRoles, type RoleRow } from '#scripts/checks/access-policy.ts'
import { actorOn, idIn } from './actors.ts'
import { A_PDF, aHandIn, aRecordAtArrange, engineDoes, openTestApi, type TestApi } from './api.ts'
import type { TestSite } from './database.ts'
import { brings, CLERK } from './imports.ts'
import { handOver, todayOf } from './lives.ts'
import { passProbe } from './database.ts'

/** Where somebody's post stands, seen from the unit whose things are asked for. */
export const PLACES = {
  own: 'unemployment',
  sibling: 'pension',
  above: 'agency',
} as const satisfies Readonly<Record<string, DemoUnitKey>>
export type Place = keyof typeof PLACES

export interface Asker {
  readonly role: Role
  readonly place: Place
  readonly sees: RoleRow['records']
  /** Whether the post is granted the family of the things that are asked for. */
  readonly granted: 'all' | 'others'
  readonly kind: RoleRow['kind']
  readonly personId: string
  /** By cookie for people, by key for services. */
  readonly headers: Readonly<Record<string, string>>
}

/** Everybody is cleared for this: one grade below it, it, and one above it are asked for. */
export const CLEARANCE: Grade = 'internal'

const THINGS = [
  'record',
  'task',
  'claimed',
  'object',
  'trigger',
  'hold',
  'job',
  'list',
  'batch',
  'import',
] as const
export type Things = Readonly<Record<(typeof THINGS)[number], string>>

export interface SweepSite {
  readonly api: TestApi
  readonly askers: readonly Asker[]
  readonly things: Readonly<Record<Grade, Things>>
  readonly scheduleId: string
  readonly scheduleCsv: string
}

/** `taken-back`: each act is decided and written, and then undone, so that everybody finds the same site. */
export async function openSweepSite(acts: 'taken-back' | 'stand' = 'taken-back'): Promise<SweepSite> {
  const taken: { gate?: Gate } = {}
  const api = await openTestApi({ gate: { act: (request, decide) => gateIn(taken).act(request, decide) } })
  taken.gate = api.site.gate
  const { admin } = api.site
  await passProbe(admin)
  const things = {
    public: await oneOfEach(api, 'public'),
    internal: await oneOfEach(api, 'internal'),
    restricted: await oneOfEach(api, 'restricted'),
  }
  if (acts === 'taken-back') taken.gate = takingBack(api.site)
  const [schedule] = await admin<{ id: string }[]>`
    select id from schedule_version where state = 'active' order by id limit 1`
  const askers = await everybody(api.site)
  const scheduleId = schedule?.id ?? ''
  const url = `/api/schedules/${scheduleId}/table`
  const table = await api.app.inject({ method: 'GET', url, headers: askers[0]?.headers ?? {} })
  return { api, askers, things, scheduleId, scheduleCsv: table.json<{ csv: string }>().csv }
}

function gateIn({ gate }: { readonly gate?: Gate }): Gate {
  if (gate === undefined) throw new Error('nobody acts before the site stands')
  return gate
}

class TakenBack extends Error {}

/** Decides and writes each act as the product does, and takes it back: everybody finds the same site. */
function takingBack(site: TestSite): Gate {
  return {
    async act(request, decide) {
      const answers: Awaited<ReturnType<Gate['act']>>[] = []
      await site.sql
        .begin(async (tx) => {
          answers.push(await openGate(tx as unknown as Sql, () => site.reference).act(request, decide))
          throw new TakenBack()
        })
        .catch((error: unknown) => {
          if (!(error instanceof TakenBack)) throw error
        })
      const [answer] = answers
      if (answer === undefined) throw new Error('the gate did not answer')
      return answer
    },
  }
}

async function everybody(site: TestSite): Promise<readonly Asker[]> {
  const passwordHash = await argon2('Paper-Lantern-2027', { memoryCost: 8_192, timeCost: 1, parallelism: 1 })
  const askers: Asker[] = []
  for (const row of readRoles()) {
    for (const place of ['own', 'sibling', 'above'] as const) {
      askers.push(await employ(site, { row, place, passwordHash, granted: 'all' }))
    }
    if (row.records !== 'none' && row.role !== 'engine')
      askers.push(await employ(site, { row, place: 'own', passwordHash, granted: 'others' }))
  }
  return askers
}

interface Employed {
  readonly row: RoleRow
  readonly place: Place
  readonly passwordHash: string
  readonly granted: Asker['granted']
}

async function employ(site: TestSite, { row, place, passwordHash, granted }: Employed): Promise<Asker> {
  const { role, kind, records: sees } = row
  const personId = newId()
  const login = `sweep.${role}.${place}.${granted}`
  const appraiserKind = role === 'appraiser' ? ('business' as const) : null
  const families = EXCLUSIVE_ROLES.includes(role)
    ? []
    : RECORD_FAMILIES.filter((one) => granted === 'all' || one !== 'business')
  const posts = [{ unit: demoUnitId(PLACES[place]), role, appraiserKind, families }]
  const person = { id: personId, login, nameZh: role, nameEn: role, clearance: CLEARANCE, kind, posts }
  const mustChange = false
  const credentials = async () => [{ personId, passwordHash, mustChange, totpSecret: null }]
  const added = await administer(
    site.admin,
    {
      name: 'person.add',
      key: newId(),
      body: person,
      operator: 'sweep',
      ...(kind === 'person' ? { credentials } : {}),
    },
    (facts) => addPerson(facts, person),
  )
  if (added.kind === 'refused') throw new Error(`${login}: ${added.code}`)
  const headers = kind === 'person' ? await sessionOf(site, personId) : await keyOf(site, personId)
  return { role, place, sees, granted, kind, personId, headers }
}

/** A session as signing in leaves it behind. */
export async function sessionOf(
  { admin, config }: TestSite,
  personId: string,
): Promise<Readonly<Record<string, string>>> {
  const token = randomBytes(32).toString('base64url')
  await admin`insert into session (id, person_id, expires_at) values (${sha256(token)}, ${personId}, now() + interval '1 day')`
  return { cookie: `everfile_session=${token}`, 'x-csrf-token': csrfTokenOf(token, config) }
}

async function keyOf({ admin }: TestSite, personId: string): Promise<Readonly<Record<string, string>>> {
  const id = newId()
  const secret = randomBytes(32).toString('base64url')
  await admin`insert into api_key (id, person_id, name, secret_hash, expires_at)
    values (${id}, ${personId}, 'sweep', ${sha256(secret)}, '2199-01-01')`
  return { authorization: `Bearer evk_${id}.${secret}` }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A record of the unit at its archivist's step with all that belongs to one, and a list and a batch beside it. */
async function oneOfEach(api: TestApi, grade: Grade): Promise<Things> {
  const { site } = api
  const { recordId, taskId } = await recordAtArrange(api, grade)
  const other = await recordAtArrange(api, grade)
  await actorOn(site, 'shen.zhiqiu').claim(other.taskId)
  const hold = {
    recordId,
    reason: '诉讼',
    authority: '法院',
    reviewOn: addDays(await todayOf(site), 30),
  }
  const held = await actorOn(site, 'guo.huaiyuan').act({ subjects: [recordId] }, (f) => placeHold(f, hold))
  if (held.kind === 'refused') throw new Error(held.code)
  const [content] = await site.admin<{ id: string }[]>`
    select id from digital_object where subject_id = ${recordId} and role = 'content'`
  const contentId = content?.id ?? ''
  const rows = await beside(api, { recordId, contentId })
  const { list, batch } = await papers(api, grade)
  await site.admin`update record set grade = ${grade} where id in (${recordId}, ${other.recordId})`
  return {
    record: recordId,
    task: taskId,
    claimed: other.taskId,
    object: contentId,
    hold: idIn(held.answer, 'holdId'),
    list,
    batch,
    import: await anImport(api, grade),
    ...rows,
  }
}

/** The table of a backlog of the unit, checked and not yet approved. */
async function anImport({ site, store }: TestApi, grade: Grade): Promise<string> {
  const headers = ['题名', '形成日期', '类别代码']
  const body = Buffer.from(`${headers.join(',')}\n权限检查,2015-03-02,SI-5-03\n`)
  const over = { formingUnitId: demoUnitId('unemployment') }
  const id = await brings(site, store, { login: CLERK, name: '权限检查', body, headers, over })
  if (typeof id !== 'string') throw new Error(id.code)
  const facts = { principal: { kind: 'person' as const, id: ENGINE_ID }, key: newId(), subjects: [id] }
  const found = { id, rows: 1, goodRows: 1, checkDigest: '1'.repeat(64), faults: {} }
  await site.gate.act({ name: 'import.conclude-check', facts, body: {} }, (seen) =>
    concludeCheck(seen, found),
  )
  await site.admin`update import_batch set grade = ${grade} where id = ${id}`
  return id
}

async function recordAtArrange(api: TestApi, grade: Grade) {
  const record = aHandIn({ title: `权限检查 ${grade}`, sourceReference: newId() })
  return await aRecordAtArrange(api, record)
}

interface Of {
  readonly recordId: string
  readonly contentId: string
}

async function beside({ site: { admin }, store }: TestApi, { recordId, contentId }: Of) {
  const [job, trigger, image] = [newId(), newId(), newId()]
  await admin`insert into job (id, subject_kind, subject_id, kind, place_version, state, attempts, owner_group, started_at)
    values (${job}, 'record', ${recordId}, 'recognise-text', 1, 'incident', 1, ${`unit-head@${demoUnitId('unemployment')}`}, now())`
  await admin`insert into trigger (id, subject_id, kind, on_date, evidence, state, entered_by, entered_at)
    values (${trigger}, ${recordId}, 'death', '2020-01-01', 'x', 'entered', ${demoPersonId('chen.lidong')}, now())`
  await admin`insert into object_text (object_id, subject_id, page, text, source) values (${contentId}, ${recordId}, 1, '文', 'document')`
  await admin`insert into digital_object (id, subject_id, role, name, position, media_type, size_bytes, sha256, derived_from, added_by, added_at)
    select ${image}, subject_id, 'thumbnail', null, 1, media_type, size_bytes, sha256, id, added_by, added_at from digital_object where id = ${contentId}`
  const key = objectKeyOf({ area: 'upload', ownerId: recordId, objectId: image })
  await store.put({ bucket: 'derived', key, body: Readable.from([A_PDF]) })
  await admin`insert into object_copy (id, object_id, subject_id, bucket, key, state, stored_at)
    values (${newId()}, ${image}, ${recordId}, 'derived', ${key}, 'stored', now())`
  return { job, trigger }
}

/** A list and a batch, each of a record that was brought there; the list waits out its cooling-off, where anybody on it may act. */
async function papers(
  api: TestApi,
  grade: Grade,
): Promise<{ readonly list: string; readonly batch: string }> {
  const { site } = api
  const listed = await dueRecord(api, { classCode: 'SI-5-03', formedOn: '2015-03-02' })
  const batched = await dueRecord(api, { classCode: 'SI-5-07', formedOn: '2014-03-02' })
  const clerk = actorOn(site, 'han.shuning')
  const compile = async (recordId: string, name: 'listId' | 'batchId') => {
    const said = { title: '权限检查', recordIds: [recordId] }
    const wanted = { subjects: [recordId], want: { objects: true, counters: true } } as const
    const act = await clerk.act(wanted, (f) =>
      name === 'listId' ? compileList(f, said) : compileBatch(f, said),
    )
    if (act.kind === 'refused') throw new Error(`${name}: ${act.code}`)
    return idIn(act.answer, name)
  }
  const list = await compile(listed, 'listId')
  const batch = await compile(batched, 'batchId')
  await site.admin`update disposal_list set place_step = 'cool-off', grade = ${grade} where id = ${list}`
  await site.admin`update transfer_batch set grade = ${grade} where id = ${batch}`
  await site.admin`update record set grade = ${grade} where id in (${listed}, ${batched})`
  return { list, batch }
}

/** A record that was kept, and whose period was over before it was handed over. */
async function dueRecord(
  api: TestApi,
  of: { readonly classCode: string; readonly formedOn: string },
): Promise<string> {
  const { site } = api
  const record = aHandIn({ ...of, title: '权限检查', sourceReference: newId() })
  const { recordId } = await aRecordAtArrange(api, record)
  const archivist = actorOn(site, 'shen.zhiqiu')
  await archivist.does(recordId, 'arrange', { outcome: 'arranged', form: { pages: 1, isInOrder: true } })
  await archivist.does(recordId, 'file', { outcome: 'filed', form: { classCode: of.classCode } })
  await engineDoes(site, recordId, 'preserved')
  const appraised = { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' }
  await actorOn(site, 'guo.huaiyuan').does(recordId, 'appraise', { outcome: 'appraised', form: appraised })
  await handOver({ site }, recordId)
  const facts = { principal: { kind: 'person' as const, id: ENGINE_ID }, key: newId(), subjects: [recordId] }
  await site.gate.act({ name: 'clock.confirm-due', facts, body: {} }, (seen) =>
    confirmDue(seen, { recordId }),
  )
  return recordId
}
