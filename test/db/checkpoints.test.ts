import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseBody, parseNote } from '#domain/checkpoint.ts'
import { makeCheckpoint, renewCheckpointLocks, type CheckpointDeps } from '#db/checkpoints.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { chainHash } from '#db/gate/canonical.ts'
import { openObjectStore, type ObjectStore } from '#db/objects.ts'
import { isSignedBy, signingKeyOf } from '#db/signing.ts'
import { verifyAll } from '#db/verify.ts'
import { verifyCheckpoints } from '#db/verify-checkpoints.ts'
import { aRecordAtArrange, openTestApi, personAt, type TestApi } from '#test/support/api.ts'
import { openTestSite } from '#test/support/database.ts'

const signingKey = signingKeyOf(randomBytes(32).toString('hex'))
let api: TestApi
let deps: CheckpointDeps
let recordId: string
/** A position that an act took and did not use. */
let unused: number

beforeAll(async () => {
  api = await openTestApi()
  deps = { sql: api.site.sql, store: api.store, engineId: ENGINE_ID, siteMode: 'test', signingKey }
  recordId = await aLife()
  const [gap] = await api.site.admin<
    { position: number }[]
  >`select nextval('event_position_seq')::float8 as position`
  unused = gap?.position ?? 0
  await aLife()
  await makeCheckpoint(deps)
  await aLife()
  await makeCheckpoint(deps)
})
afterAll(async () => api.close())

async function aLife(): Promise<string> {
  const person = await personAt(api.app, 'shen.zhiqiu')
  const record = await aRecordAtArrange(api)
  await person.post(`/api/tasks/${record.taskId}/claim`)
  await person.post(`/api/tasks/${record.taskId}/complete`, {
    body: { outcome: 'arranged', form: { pages: 2 } },
  })
  return record.recordId
}

const verify = (publicKey: Uint8Array | null = signingKey.publicKey) =>
  verifyCheckpoints({ sql: api.site.sql, store: api.store, engineId: ENGINE_ID, publicKey })

/** What a superuser does, past every guard: the triggers sleep, the rows change. */
async function whileBroken(breakIt: string, mendIt: string, check: () => Promise<void>): Promise<void> {
  const silently = (sql: string) =>
    api.site.admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx.unsafe(sql)
    })
  await silently(breakIt)
  try {
    await check()
  } finally {
    await silently(mendIt)
  }
  expect((await verify()).faults).toEqual([])
}

const keep = (where: string) => `create table kept as select * from event where ${where};`
const giveBack = (where: string) =>
  `delete from event where ${where}; insert into event select * from kept; drop table kept`

test('REQ-58 the product itself may neither change nor remove a checkpoint', async () => {
  await expect(api.site.sql`update checkpoint set tree_size = 0`).rejects.toThrow(/permission denied/)
  await expect(api.site.sql`delete from checkpoint`).rejects.toThrow(/permission denied/)
  await expect(api.site.admin`delete from checkpoint`).rejects.toThrow(/append-only/)
  await expect(api.site.admin`truncate checkpoint`).rejects.toThrow(/append-only/)
})

test('REQ-58 FLT-36 an event that a superuser edited together with all hashes after it is named', async () => {
  const rows = await api.site.admin<{ seq: number; canonical: string }[]>`
    select seq, canonical from event where stream_id = ${recordId} order by seq`
  let hash = ''
  const edits = rows.map(({ seq, canonical }) => {
    const said = seq === 3 ? canonical.replace('"at":"2', '"at":"1') : canonical
    hash = chainHash(hash, said)
    return `update event set canonical = $c$${said}$c$, hash = '\\x${hash}' where stream_id = '${recordId}' and seq = ${seq};`
  })
  const [head] = await api.site.admin<
    { hash: string }[]
  >`select head_hash as hash from record where id = ${recordId}`
  await whileBroken(
    `${keep(`stream_id = '${recordId}'`)} ${edits.join(' ')} update record set head_hash = '${hash}' where id = '${recordId}'`,
    `${giveBack(`stream_id = '${recordId}'`)}; update record set head_hash = '${head?.hash ?? ''}' where id = '${recordId}'`,
    async () => {
      expect(
        (await verifyAll(api.site.sql, ENGINE_ID)).broken.filter((one) => one.firstBad !== null),
      ).toEqual([])
      const { faults } = await verify()
      expect(faults).toEqual([
        {
          checkpoint: 1,
          kind: 'event-changed',
          event: { stream: `record/${recordId}`, seq: 3, position: expect.any(Number) },
        },
      ])
    },
  )
})

test('REQ-58 FLT-36 a removed last event of a history is named, and so is one that was put in', async () => {
  const [last] = await api.site.admin<
    { seq: number; position: number }[]
  >`select seq, position::float8 as position from event where stream_id = ${recordId} order by seq desc limit 1`
  const where = `stream_id = '${recordId}' and seq = ${last?.seq ?? 0}`
  await whileBroken(`${keep(where)} delete from event where ${where}`, giveBack(where), async () => {
    expect((await verify()).faults).toEqual([
      {
        checkpoint: 1,
        kind: 'event-removed',
        event: { stream: `record/${recordId}`, seq: last?.seq, position: last?.position },
      },
    ])
  })
  const added = `stream_id = '${recordId}' and seq = 999`
  await whileBroken(
    `insert into event (stream_id, seq, stream_kind, type, actor_id, canonical, hash, position)
      select stream_id, 999, stream_kind, type, actor_id, canonical, hash, ${unused} from event where ${where}`,
    `delete from event where ${added}`,
    async () =>
      expect((await verify()).faults).toEqual([
        {
          checkpoint: 1,
          kind: 'event-added',
          event: { stream: `record/${recordId}`, seq: 999, position: unused },
        },
      ]),
  )
})

test('FLT-36 a head that was signed again with another key is not of this site', async () => {
  expect((await verify(randomBytes(32))).faults.map(({ kind }) => kind)).toEqual([
    'key-not-of-this-site',
    'key-not-of-this-site',
  ])
})

test('FLT-36 a note that was changed in the table differs from its copy and from its signature', async () => {
  await whileBroken(
    `create table kept_note as select number, note from checkpoint where number = 2; update checkpoint set note = replace(note, 'number 2', 'number 7') where number = 2`,
    `update checkpoint c set note = k.note from kept_note k where k.number = c.number; drop table kept_note`,
    async () =>
      expect((await verify()).faults.map(({ checkpoint, kind }) => `${checkpoint} ${kind}`)).toEqual([
        '2 copy-differs',
        '2 note-differs-from-row',
        '2 signature-wrong',
      ]),
  )
})

test('FLT-36 checkpoints that were taken out of the table still lie in the bucket', async () => {
  for (const number of [1, 2]) {
    await whileBroken(
      `create table kept_row as select * from checkpoint where number = ${number}; delete from checkpoint where number = ${number}`,
      `insert into checkpoint select * from kept_row; drop table kept_row`,
      async () =>
        expect((await verify()).faults).toContainEqual({
          checkpoint: number,
          kind: 'checkpoint-missing',
          event: null,
        }),
    )
  }
})

test('FLT-36 a copy that is gone is found', async () => {
  await whileBroken(
    `create table kept_key as select number, note_key from checkpoint where number = 2; update checkpoint set note_key = 'checkpoint/aa/none/none' where number = 2`,
    `update checkpoint c set note_key = k.note_key from kept_key k where k.number = c.number; drop table kept_key`,
    async () =>
      expect((await verify()).faults).toContainEqual({ checkpoint: 2, kind: 'copy-missing', event: null }),
  )
})

/** The same table, and a store in which nothing was ever put. */
const emptyStore = (): ObjectStore => {
  const { endpoint, accessKey, secretKey, prefix } = api.site.config.store
  return openObjectStore({ endpoint, accessKey, secretKey, prefix: `none-${prefix}` })
}

test('FLT-36 a bucket that is gone is a missing copy of each checkpoint, and no fault where nothing was signed', async () => {
  const store = emptyStore()
  const given = { sql: api.site.sql, store, engineId: ENGINE_ID, publicKey: signingKey.publicKey }
  const fresh = await openTestSite()
  try {
    const found = await verifyCheckpoints(given)
    expect(found.faults.map(({ checkpoint, kind }) => [checkpoint, kind])).toEqual([
      [1, 'copy-missing'],
      [2, 'copy-missing'],
    ])
    expect(await verifyCheckpoints({ ...given, sql: fresh.sql })).toEqual({
      checkpoints: 0,
      covered: 0,
      faults: [],
    })
  } finally {
    store.close()
    await fresh.close()
  }
})

test('REQ-58 each new event is a leaf once, and a site that nobody touched is whole', async () => {
  const [log] = await api.site.admin<{ events: number }[]>`select count(*)::int as events from event`
  expect(await verify()).toEqual({ checkpoints: 2, covered: log?.events, faults: [] })
  expect(await makeCheckpoint(deps)).toBeUndefined()
})

test('PRM-5 what is signed says which site, day, size and root, and can be checked with the public key alone', async () => {
  const [row] = await api.site.sql<
    { note: string; size: number }[]
  >`select note, tree_size::float8 as size from checkpoint where number = 2`
  const note = parseNote(row?.note ?? '')
  if (note === undefined) throw new Error('the note cannot be read')
  expect(parseBody(note.body)).toMatchObject({ number: 2, treeSize: row?.size })
  expect(isSignedBy(note, signingKey.publicKey)).toBe(true)
  expect(isSignedBy({ ...note, body: note.body.replace('number 2', 'number 3') }, signingKey.publicKey)).toBe(
    false,
  )
})

test('PRM-5 the copies are locked in the store, and their locks are renewed before they lapse', async () => {
  const [row] = await api.site.sql<
    { key: string; version: string }[]
  >`select note_key as key, note_version as version from checkpoint where number = 1`
  const ref = { bucket: 'evidence', key: row?.key ?? '', versionId: row?.version ?? null } as const
  const before = await api.store.retentionOf(ref)
  expect(before).toMatchObject({ kind: 'retained', mode: 'COMPLIANCE' })
  // The store counts whole seconds.
  await expect.poll(() => renewCheckpointLocks(deps, () => {})).toBeGreaterThan(0)
  const after = await api.store.retentionOf(ref)
  const untilOf = (kept: typeof before) => (kept.kind === 'retained' ? kept.retainUntilMs : 0)
  expect(untilOf(after)).toBeGreaterThanOrEqual(untilOf(before))
})

test('FLT-28 two processes that sign at once make one checkpoint of each number', async () => {
  await aLife()
  await Promise.all([makeCheckpoint(deps), makeCheckpoint(deps), makeCheckpoint(deps)])
  const found = await verify()
  expect(found).toMatchObject({ checkpoints: 3, faults: [] })
})
