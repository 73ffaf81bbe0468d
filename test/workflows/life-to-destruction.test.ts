import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { expect, test } from 'vitest'
import { historyPathOf, recordPathOf } from '#domain/export.ts'
import { plainDate } from '#domain/dates.ts'
import { checkBag } from '#activities/export/check-bag.ts'
import { restoreSite } from '#activities/export/restore-site.ts'
import type { Sql } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { verifyCheckpoints } from '#db/verify-checkpoints.ts'
import { verifyAll } from '#db/verify.ts'
import { signingKeyOf } from '#db/signing.ts'
import { chainHash } from '#db/gate/canonical.ts'
import { workflowIdOf } from '#domain/engine-ids.ts'
import { actorOn, openTask, placeOf, until } from '#test/support/actors.ts'
import { aPdf } from '#test/support/documents.ts'
import { anEmptyPlace, exported } from '#test/support/elsewhere.ts'
import { faultsOfDocuments } from '#test/support/export-schema.ts'
import {
  arrivesAt,
  checkAndStart,
  concludedList,
  coolDown,
  FACTOR,
  fileAndAppraise,
  fileForRecord,
  handOver,
  moveClockTo,
  sign,
  sweep,
  ownStage,
} from '#test/support/lives.ts'
import { filesHolding } from '#test/support/object-store.ts'

const stage = ownStage()

const PERSON = '欧阳云舒'
const CANARY = randomBytes(256)
/** A circular that was filed with two records: the same bytes in both. */
const CIRCULAR = '关于失业保险待遇核定的通知'
const life = { recordId: '', twinId: '', listId: '', bag: '' }

test(
  'REQ-8 REQ-11 REQ-18 REQ-20 REQ-32 REQ-23 REQ-24 REQ-25 REQ-26 REQ-27 REQ-59 REG-24 PRM-4 PRM-8 a record from its creation to nothing but its register entry',
  { timeout: 400_000 },
  async () => {
    const { site, engine } = stage
    const circular = await aPdf({ pages: 1, text: CIRCULAR })
    const twinId = await created([{ name: '通知.pdf', body: circular }])
    await fileAndAppraise(stage, twinId)
    await handOver(stage, twinId)
    const own = await aPdf({ pages: 1, text: '失业保险待遇核定 欧阳云舒', randomBytes: CANARY })
    const recordId = await created([
      { name: '欧阳云舒-核定表.pdf', body: own },
      { name: '通知.pdf', body: circular },
    ])
    await fileAndAppraise(stage, recordId)
    await handOver(stage, recordId)
    expect(await recordRow(recordId)).toMatchObject({
      step: 'keep',
      dueOn: '2027-01-01',
      wakeOn: '2027-01-01',
      custody: true,
    })
    expect((await filesHolding(CANARY)).length).toBeGreaterThan(0)

    await moveClockTo(site, plainDate('2026-12-31'))
    expect(await placeOf(site, 'record', recordId)).toBe('keep')
    await moveClockTo(site, plainDate('2027-01-01'))
    await openTask(site, recordId, 'due')

    const listId = await concludedList(stage, [recordId])
    await fileForRecord(stage, listId)
    const head = actorOn(site, 'qian.wangshu')
    const approval = await openTask(site, listId, 'approve')
    await head.claim(approval)
    expect(await head.complete(approval, { outcome: 'approved', form: { opinion: '同意' } })).toMatchObject({
      code: 'factor.required',
    })
    await head.does(listId, 'approve', { outcome: 'approved', form: { opinion: '同意销毁' }, factor: FACTOR })

    await moveClockTo(site, plainDate('2027-01-07'))
    await sweep(site)
    await until('an empty outbox', async () =>
      (await site.admin`select 1 from outbox`).length === 0 ? true : undefined,
    )
    expect(await placeOf(site, 'disposal_list', listId)).toBe('cool-off')
    await coolDown(stage, listId)
    await checkAndStart(stage, listId, 1)
    await arrivesAt(site, 'disposal_list', listId, 'sign')
    await sign(stage, listId)
    await arrivesAt(site, 'disposal_list', listId, 'completed')

    expect(await recordRow(recordId)).toMatchObject({ step: 'destroyed' })
    await theBytesAreGone(recordId)
    await theTwinIsWhole(recordId, twinId)
    await theLedgerStands(recordId)
    await theRegisterStays(recordId, listId)
    await theCertificateIsLocked(listId)
    await theWorkflowsAreOver([workflowIdOf('record', recordId), workflowIdOf('disposal-list', listId)])
    expect(engine.store).toBeDefined()
    Object.assign(life, { recordId, twinId, listId })
  },
)

test(
  'REQ-61 an export holds the tombstone of what was destroyed with its proofs and its certificate, the standing record with its bytes, and proves itself',
  { timeout: 120_000 },
  async () => {
    const { site, engine } = stage
    const { recordId, twinId, listId } = life
    const to = await mkdtemp(join(tmpdir(), 'everfile-life-'))
    expect(await exported(site, engine.store, to)).toMatchObject({ records: 2, found: [] })
    expect(await checkBag(to, () => undefined)).toMatchObject({ verdict: 'whole', faults: [] })
    expect(faultsOfDocuments(to).faults).toEqual([])

    const gone = await readFile(join(to, 'data', recordPathOf(recordId)), 'utf8')
    expect(gone).toMatch(/state="destroyed"[\s\S]*<registerEntry>[\s\S]*<archivalCode>J021/)
    expect(gone).toMatch(/<proof>\{.*no version left/)
    expect(gone).not.toContain(PERSON)
    expect(gone).not.toContain('<file ')
    const standing = await readFile(join(to, 'data', recordPathOf(twinId)), 'utf8')
    expect(standing).toMatch(/state="standing"[\s\S]*<explanation>[\s\S]*<personal [^>]*>欧阳云舒</)
    const [, path = ''] = /<file object="[^"]+" path="(contents\/[^"]+\.pdf)"/.exec(standing) ?? []
    expect((await readFile(join(to, 'data', path))).equals(await aPdf({ pages: 1, text: CIRCULAR }))).toBe(
      true,
    )
    const list = await readFile(join(to, 'data', historyPathOf('disposal-list', listId)), 'utf8')
    expect(list).toMatch(/<role>certificate<\/role>[\s\S]*<file object="[^"]+" path="contents\//)
    life.bag = to
  },
)

test(
  'REQ-62 REQ-61 a bag is restored elsewhere: equal structure, dates, hashes and bytes, what was destroyed stays destroyed, and the site verifies',
  { timeout: 120_000 },
  async () => {
    const { site, engine } = stage
    const { bag: folder } = life
    const elsewhere = await anEmptyPlace()
    try {
      const deps = {
        ...elsewhere,
        operator: 'tester',
        now: new Date().toISOString(),
        progress: () => undefined,
      }
      const asked = { folder, way: 'anew' } as const
      const there = { ...deps, admin: site.admin, store: engine.store }
      await expect(restoreSite(there, asked)).rejects.toThrow('there is a site here already')
      await expect(restoreSite({ ...deps, store: engine.store }, asked)).rejects.toThrow('the store holds')
      const info = await readFile(join(folder, 'bag-info.txt'))
      await writeFile(join(folder, 'bag-info.txt'), Buffer.concat([info, Buffer.from(' ')]))
      await expect(restoreSite(deps, asked)).rejects.toThrow('the bag is broken')
      await writeFile(join(folder, 'bag-info.txt'), info)

      expect(await restoreSite(deps, asked)).toMatchObject({ records: 2, absent: 0, heads: 1 })
      const { admin, sql, store } = elsewhere
      expect(await ledgerOf(admin)).toEqual(await ledgerOf(site.admin))
      expect(await datesOf(admin)).toEqual(await datesOf(site.admin))
      const verified = await verifyAll(sql, ENGINE_ID)
      expect(verified).toMatchObject({ verdict: 'whole', broken: [], faults: [] })
      const publicKey = signingKeyOf(site.config.signingKey ?? '').publicKey
      const log = await verifyCheckpoints({ sql, store, engineId: ENGINE_ID, publicKey })
      expect(log).toMatchObject({ checkpoints: 1, faults: [] })
      const copies = await admin<
        { bucket: 'masters'; key: string; versionId: string | null; sha256: string }[]
      >`
        select c.bucket, c.key, c.version_id as "versionId", o.sha256 from object_copy c join digital_object o on o.id = c.object_id where c.state = 'stored'`
      expect(copies.length).toBeGreaterThan(2)
      for (const { sha256, ...ref } of copies) expect(await store.digest(ref)).toMatchObject({ sha256 })
    } finally {
      await elsewhere.close()
      await rm(folder, { recursive: true })
    }
  },
)

/** Everything that the bag holds of the ledger, by its hashes. */
async function ledgerOf(admin: Sql) {
  return admin`select stream_id, seq, encode(hash, 'hex') as hash, position::int from event
    where position <= (select through_position from checkpoint where number = 1) order by position`
}

async function datesOf(admin: Sql) {
  return admin`select id, archival_code, title, class_code, place_step, formed_on::text, triggered_on::text, retention_ends_on::text, due_on::text,
    transfer_due_on::text, wake_on::text, ended_on::text, family, forming_unit_id, schedule_version_id, definition_id,
    (select count(*)::int from task t where t.subject_id = r.id) as tasks from record r order by id`
}

async function created(files: readonly { readonly name: string; readonly body: Buffer }[]): Promise<string> {
  const { site, engine } = stage
  const clerk = actorOn(site, 'chen.lidong')
  const uploadIds: string[] = []
  for (const file of files) uploadIds.push(await clerk.upload(engine.store, file))
  const recordId = await clerk.creates({ uploadIds, subjectName: PERSON })
  await clerk.does(recordId, 'create', {
    outcome: 'submitted',
    form: { title: '失业保险待遇核定材料', classCode: 'SI-5-03', formedOn: '2016-03-02' },
  })
  return recordId
}

/** Each record owns its bytes: what two have in common is stored once for each, and the destruction of one leaves the other's alone. */
async function theTwinIsWhole(recordId: string, twinId: string): Promise<void> {
  const copies = await stage.site.admin<{ subject: string; key: string; state: string; sha256: string }[]>`
    select c.subject_id as subject, c.key, c.state, o.sha256 from object_copy c join digital_object o on o.id = c.object_id
    where c.bucket = 'masters' and o.sha256 in (
      select sha256 from digital_object where subject_id = ${twinId} and role = 'content')`
  expect(new Set(copies.map(({ key }) => key)).size).toBe(2)
  expect(copies.find(({ subject }) => subject === recordId)).toMatchObject({ state: 'destroyed' })
  const kept = copies.find(({ subject }) => subject === twinId)
  expect(kept).toMatchObject({ state: 'stored' })
  expect(await stage.engine.store.digest({ bucket: 'masters', key: kept?.key ?? '' })).toMatchObject({
    sha256: kept?.sha256,
  })
}

async function recordRow(recordId: string) {
  const [row] = await stage.site
    .admin`select place_step as step, due_on::text as "dueOn", wake_on::text as "wakeOn",
    custody_unit_id is not null as custody, version, head_hash as "headHash" from record where id = ${recordId}`
  return row
}

async function theBytesAreGone(recordId: string): Promise<void> {
  const { site, engine } = stage
  const copies = await site.admin<{ bucket: 'masters'; key: string; state: string; proof: string | null }[]>`
    select bucket, key, state, proof from object_copy where subject_id = ${recordId}`
  expect(copies.map(({ bucket }) => bucket).sort()).toEqual([
    'derived',
    'derived',
    'intake',
    'intake',
    'masters',
    'masters',
  ])
  for (const { bucket, key, state, proof } of copies) {
    expect(state).toBe('destroyed')
    expect(proof).toContain(key)
    expect(await engine.store.destroyAllVersions({ bucket, key })).toMatchObject({
      kind: 'destroyed',
      versions: [],
    })
  }
  expect(await filesHolding(CANARY)).toEqual([])
  expect(await site.admin`select 1 from object_text where subject_id = ${recordId}`).toHaveLength(0)
  expect(await site.admin`select 1 from upload where taken_by = ${recordId}`).toHaveLength(0)
  const names =
    await site.admin`select 1 from digital_object where subject_id = ${recordId} and name is not null`
  expect(names).toHaveLength(0)
}

/** Every personal value is erased, and the chain of hashes still verifies from its first event to the row's head. */
async function theLedgerStands(recordId: string): Promise<void> {
  const { site } = stage
  const personal = await site.admin`select salt, value from event_private where stream_id = ${recordId}`
  expect(personal.length).toBeGreaterThan(0)
  expect(personal.every(({ salt, value }) => salt === null && value === null)).toBe(true)
  const events = await site.admin<
    { canonical: string; hash: Buffer }[]
  >`select canonical, hash from event where stream_id = ${recordId} order by seq`
  let head = ''
  for (const { canonical, hash } of events) {
    head = chainHash(head, canonical)
    expect(hash.toString('hex')).toBe(head)
    expect(canonical).not.toContain(PERSON)
  }
  expect(await recordRow(recordId)).toMatchObject({ version: events.length, headHash: head })
}

async function theRegisterStays(recordId: string, listId: string): Promise<void> {
  const { site } = stage
  const [entry] =
    await site.admin`select list_id, archival_code, title, destroyed_on::text as on, digests from register_entry where record_id = ${recordId}`
  expect(entry).toMatchObject({ list_id: listId, title: '失业保险待遇核定材料', on: '2027-01-08' })
  expect(entry?.['archival_code']).toMatch(/^J021/)
  expect(entry?.['digests']).toHaveLength(2)
  await expect(site.admin`delete from register_entry where record_id = ${recordId}`).rejects.toThrow(
    /append-only/,
  )
}

async function theCertificateIsLocked(listId: string): Promise<void> {
  const { site, engine } = stage
  const [paper] = await site.admin<{ key: string; versionId: string | null; listed: boolean }[]>`
    select c.key, c.version_id as "versionId", l.certificate_object_id = o.id as listed
    from digital_object o join object_copy c on c.object_id = o.id join disposal_list l on l.id = o.subject_id
    where o.subject_id = ${listId} and o.role = 'certificate' and c.bucket = 'evidence' and c.state = 'stored'`
  expect(paper?.listed).toBe(true)
  const retention = await engine.store.retentionOf({
    bucket: 'evidence',
    key: paper?.key ?? '',
    versionId: paper?.versionId ?? null,
  })
  expect(retention).toMatchObject({ kind: 'retained' })
  const pdf = await (
    await engine.store.get({ bucket: 'evidence', key: paper?.key ?? '', versionId: paper?.versionId ?? null })
  ).toArray()
  expect(Buffer.concat(pdf).subarray(0, 5).toString()).toBe('%PDF-')
}

async function theWorkflowsAreOver(ids: readonly string[]): Promise<void> {
  const { address, namespace } = stage.site.config.temporal
  const connection = await Connection.connect({ address })
  try {
    const client = new Client({ connection, namespace })
    for (const id of ids) {
      await until(`workflow ${id} closed`, async () =>
        (await client.workflow.getHandle(id).describe()).status.name === 'COMPLETED' ? true : undefined,
      )
    }
  } finally {
    await connection.close()
  }
}
