import { afterAll, beforeAll, expect, test } from 'vitest'
import { withActor, withActorAtOneMoment } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { verifyAll, verifyStream } from '#db/verify.ts'
import { aRecordAtArrange, openTaskOf, openTestApi, personAt, type TestApi } from '#test/support/api.ts'

let api: TestApi
let recordId: string
beforeAll(async () => {
  api = await openTestApi()
  const person = await personAt(api.app, 'shen.zhiqiu')
  for (let made = 0; made < 3; made += 1) {
    const record = await aRecordAtArrange(api)
    recordId = record.recordId
    await person.post(`/api/tasks/${record.taskId}/claim`)
    await person.post(`/api/tasks/${record.taskId}/complete`, {
      body: { outcome: 'arranged', form: { pages: 2 } },
    })
  }
})
afterAll(async () => api.close())

const verify = () => verifyAll(api.site.sql, ENGINE_ID)

/** Does something behind the product's back, looks, and takes it back. */
async function whileBroken(breakIt: string, mendIt: string, check: () => Promise<void>): Promise<void> {
  const silently = (sql: string) =>
    api.site.admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx.unsafe(sql)
    })
  await silently(breakIt)
  await check()
  await silently(mendIt)
  expect((await verify()).verdict).toBe('whole')
}

test('REQ-58 a site that nobody touched is whole, and says how far it has come', async () => {
  const seen: number[] = []
  const verdict = await verifyAll(api.site.sql, ENGINE_ID, ({ checked }) => seen.push(checked))
  const [others] = await api.site.admin<{ n: number }[]>`select count(*)::int + 1 as n from person`
  const streams = 3 + (others?.n ?? 0)
  expect(verdict).toMatchObject({ verdict: 'whole', streams, broken: [], faults: [] })
  expect(verdict.events).toBeGreaterThan(20)
  expect(seen.at(-1)).toBe(streams)
})

test('REQ-58 FLT-11 a middle event that was edited is named', async () => {
  await whileBroken(
    `update event set canonical = replace(canonical, '"v":1}', '"v":2}') where stream_id = '${recordId}' and seq = 4`,
    `update event set canonical = replace(canonical, '"v":2}', '"v":1}') where stream_id = '${recordId}' and seq = 4`,
    async () =>
      expect(await verify()).toMatchObject({
        verdict: 'broken',
        broken: [{ id: recordId, firstBad: { seq: 4, reason: 'hash' } }],
      }),
  )
})

test('REQ-58 FLT-11 a history that lost its end does not carry its record any more', async () => {
  const [last] = await api.site.admin<
    { seq: number }[]
  >`select max(seq)::int as seq from event where stream_id = ${recordId}`
  await whileBroken(
    `create table kept as select * from event where stream_id = '${recordId}' and seq = ${last?.seq}; delete from event where stream_id = '${recordId}' and seq = ${last?.seq}`,
    `insert into event select * from kept; drop table kept`,
    async () => {
      const verdict = await verify()
      expect(verdict.broken).toMatchObject([{ id: recordId, firstBad: null, tablesEqualFold: false }])
      expect(verdict.faults).toContainEqual(
        expect.objectContaining({ kind: 'version-differs', id: recordId }),
      )
    },
  )
})

test('FEA-C4 who is a deputy until when is what the ledger says, while it stands and after it was ended', async () => {
  const head = await personAt(api.app, 'guo.huaiyuan')
  const { posts } = (await head.get('/api/deputies')).json<{ posts: { id: string }[] }>()
  const { site } = (await head.get('/api/session')).json<{ site: { today: string } }>()
  const named = await head.post('/api/deputies', {
    body: {
      postId: posts[0]?.id,
      deputyId: demoPersonId('xu.wenbo'),
      fromOn: site.today,
      toOn: site.today,
    },
  })
  expect(named.statusCode).toBe(201)
  const { items } = (await head.get('/api/deputies')).json<{ items: { id: string }[] }>()
  const deputyId = items[0]?.id
  const longer = `update deputy set to_on = to_on + 30 where id = '${deputyId}'`
  const asNamed = `update deputy set to_on = to_on - 30 where id = '${deputyId}'`
  const isBroken = async () =>
    expect(await verify()).toMatchObject({ verdict: 'broken', broken: [{ differing: ['deputy'] }] })
  await whileBroken(longer, asNamed, isBroken)
  expect((await head.del(`/api/deputies/${deputyId}`)).statusCode).toBe(200)
  expect((await verify()).verdict).toBe('whole')
  await whileBroken(longer, asNamed, isBroken)
})

test('a record that nothing carries, and a task without a place, are found', async () => {
  await whileBroken(
    `update task set state = 'cancelled' where subject_id = '${recordId}' and state = 'open'`,
    `update task set state = 'open' where subject_id = '${recordId}' and state = 'cancelled'`,
    async () =>
      expect((await verify()).faults).toContainEqual({
        kind: 'nothing-carries-it',
        id: recordId,
        detail: 'file',
      }),
  )
  const id = newId()
  await whileBroken(
    `insert into task select (jsonb_populate_record(t, jsonb_build_object('id', '${id}', 'step', 'arrange'))).* from task t where subject_id = '${recordId}' and state = 'open'`,
    `delete from task where id = '${id}'`,
    async () =>
      expect((await verify()).faults).toContainEqual({ kind: 'orphan-task', id, detail: 'arrange' }),
  )
})

test('PRM-2 an event that no accepted act stands behind is found', async () => {
  const [event] = await api.site.admin<
    { command: string }[]
  >`select canonical::jsonb->>'command' as command from event where stream_id = ${recordId} and seq = 1`
  await whileBroken(
    `create table kept as select * from command where id = '${event?.command}'; delete from command where id = '${event?.command}'`,
    `insert into command select * from kept; drop table kept`,
    async () =>
      expect((await verify()).faults).toContainEqual({
        kind: 'event-without-act',
        id: recordId,
        detail: '1',
      }),
  )
})

test('PRM-6 a task whose holder has no post for it any more is found', async () => {
  const [held] = await api.site.admin<{ id: string; person: string }[]>`
    update task set state = 'claimed', assignee_id = (select id from person where login = 'guo.huaiyuan'), claimed_at = now()
    where subject_id = ${recordId} and state = 'open' returning id, assignee_id as person`
  expect(await faults()).toContainEqual({ kind: 'assignee-not-entitled', id: held?.id ?? '', detail: 'file' })
  await api.site
    .admin`update task set state = 'open', assignee_id = null, claimed_at = null where id = ${held?.id ?? ''}`
  expect((await verify()).verdict).toBe('whole')
})

test('FLT-10 rows without bytes, bytes without rows and remains of what was destroyed are found', async () => {
  const [copy] = await api.site.admin<{ id: string; objectId: string; bucket: string; key: string }[]>`
    select id, object_id as "objectId", bucket, key from object_copy where subject_id = ${recordId} and state = 'stored' limit 1`
  if (copy === undefined) throw new Error('a record in work has a copy')
  await whileBroken(
    `create table kept as select * from object_copy where id = '${copy.id}'; delete from object_copy where id = '${copy.id}'`,
    `insert into object_copy select * from kept; drop table kept`,
    async () =>
      expect(await faults()).toContainEqual(
        expect.objectContaining({ kind: 'object-without-copy', id: copy.objectId, detail: 'content' }),
      ),
  )
  await whileBroken(
    `update digital_object set subject_id = '${newId()}' where id = '${copy.objectId}'`,
    `update digital_object set subject_id = '${recordId}' where id = '${copy.objectId}'`,
    async () =>
      expect(await faults()).toContainEqual(
        expect.objectContaining({
          kind: 'copy-without-object',
          id: copy.id,
          detail: `${copy.bucket}/${copy.key}`,
        }),
      ),
  )
  const nowhere = newId()
  await whileBroken(
    `update upload set taken_by = '${nowhere}' where taken_by = '${recordId}'`,
    `update upload set taken_by = '${recordId}' where taken_by = '${nowhere}'`,
    async () =>
      expect(await faults()).toContainEqual(
        expect.objectContaining({ kind: 'upload-without-record', detail: nowhere }),
      ),
  )
  await whileBroken(
    `update record set place_step = 'destroyed' where id = '${recordId}'`,
    `update record set place_step = 'file' where id = '${recordId}'`,
    async () =>
      expect(await faults()).toContainEqual(
        expect.objectContaining({
          kind: 'left-after-destruction',
          id: recordId,
          detail: `${copy.bucket}/${copy.key}`,
        }),
      ),
  )
})

async function faults() {
  return (await verify()).faults
}

test('a check that would read one moment after the other is refused; what is committed meanwhile is no difference', async () => {
  const engine = { kind: 'person', id: ENGINE_ID } as const
  await expect(withActor(api.site.sql, engine, (tx) => verifyStream(tx, recordId))).rejects.toThrow(
    'one moment',
  )
  const archivist = await personAt(api.app, 'shen.zhiqiu')
  const events = async () =>
    (
      await api.site.admin<
        { n: number }[]
      >`select count(*)::int as n from event where stream_id = ${recordId}`
    )[0]?.n ?? 0
  const before = await events()
  const seen = await withActorAtOneMoment(api.site.sql, engine, async (tx) => {
    await archivist.post(`/api/tasks/${await openTaskOf(api, recordId)}/claim`)
    return verifyStream(tx, recordId)
  })
  expect(await events()).toBe(before + 1)
  expect(seen).toMatchObject({ value: { verdict: 'whole', events: before, differing: [] } })
})
