import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimTask } from '#domain/acts/claim-task.ts'
import { placeHold } from '#domain/acts/holds.ts'
import { addDays } from '#domain/dates.ts'
import { connect, type Sql } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { actorOn, openTask, type Login } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'
import { todayOf } from '#test/support/lives.ts'

let site: TestSite
let auditor: Sql
let recordId: string
let secretId: string
beforeAll(async () => {
  site = await openTestSite()
  const { appUrl, auditorPassword } = site.config.database
  const url = new URL(appUrl)
  url.username = 'everfile_auditor'
  url.password = auditorPassword
  auditor = connect({ url: url.href, name: 'test-auditor', max: 1 })
  recordId = await aFullRecord('internal')
  secretId = await aFullRecord('restricted')
})
afterAll(async () => {
  await auditor?.end()
  await site?.close()
})

/** A record with a row in each table that belongs to one. */
async function aFullRecord(grade: 'internal' | 'restricted'): Promise<string> {
  const clerk = actorOn(site, 'chen.lidong')
  const upload = newId()
  await site.admin`insert into upload (id, owner_id, key, name, media_type, size_bytes, sha256) values (${upload}, ${clerk.id}, ${`k/${upload}`}, 'x.pdf', 'application/pdf', 1, ${'a'.repeat(64)})`
  const id = await clerk.creates({ uploadIds: [upload] })
  const head = actorOn(site, 'guo.huaiyuan')
  const input = {
    recordId: id,
    reason: '诉讼',
    authority: '法院',
    reviewOn: addDays(await todayOf(site), 30),
  }
  await head.act({ subjects: [id] }, (facts) => placeHold(facts, input))
  await site.admin`insert into job (id, subject_kind, subject_id, kind, place_version, state, attempts, owner_group, started_at)
    select ${newId()}, 'record', ${id}, 'inspect', 1, 'incident', 1, 'archives-clerk@' || u.id, now() from unit u where u.kind = 'archives-office'`
  await site.admin`insert into trigger (id, subject_id, kind, on_date, evidence, state, entered_by, entered_at) values (${newId()}, ${id}, 'death', '2020-01-01', 'x', 'entered', ${clerk.id}, now())`
  await site.admin`insert into record_item (id, record_id, position, title, first_page, last_page, pages) values (${newId()}, ${id}, 1, '目录', 1, 1, 1)`
  await site.admin`insert into record_metadata (id, subject_id, values) values (${id}, ${id}, '{"M31": ["1"]}')`
  await site.admin`insert into object_text (object_id, subject_id, page, text, source) select id, subject_id, 1, '文', 'document' from digital_object where subject_id = ${id}`
  await site.admin`update record set grade = ${grade} where id = ${id}`
  return id
}

const OF_RECORD = {
  record: 'id',
  record_item: 'record_id',
  record_metadata: 'subject_id',
  task: 'subject_id',
  job: 'subject_id',
  hold: 'subject_id',
  trigger: 'subject_id',
  digital_object: 'subject_id',
  object_copy: 'subject_id',
  object_text: 'subject_id',
  event: 'stream_id',
  event_private: 'stream_id',
} as const

/** How many rows of a record somebody sees, table by table. */
async function seenBy(login: Login | undefined, id: string): Promise<Readonly<Record<string, number>>> {
  const counts = await site.sql.begin(async (tx) => {
    if (login !== undefined) await tx`select gate_scope(${actorOn(site, login).id})`
    const found: [string, number][] = []
    for (const [table, column] of Object.entries(OF_RECORD)) {
      const [row] = await tx<
        { n: number }[]
      >`select count(*)::int as n from ${tx(table)} where ${tx(column)} = ${id}`
      found.push([table, row?.n ?? -1])
    }
    return found
  })
  return Object.fromEntries(counts)
}

const nothing = Object.fromEntries(Object.keys(OF_RECORD).map((table) => [table, 0]))

describe('reading', () => {
  test('REG-8 PRM-6 an unset scope sees nothing in any table', async () => {
    expect(await seenBy(undefined, recordId)).toEqual(nothing)
  })

  test.each(['tang.ruoxi', 'fang.mingche', 'he.jingyi'] as const)(
    'REG-1 REG-9 PRM-6 FLT-26 %s of another unit sees nothing of a record in any table',
    async (login) => {
      expect(await seenBy(login, recordId)).toEqual(nothing)
    },
  )

  test.each(['song.anran', 'mo.weilan', 'bai.luming'] as const)(
    'REG-9 PRM-6 FEA-H8 %s, administrator or only appointed, sees no content',
    async (login) => {
      expect(await seenBy(login, recordId)).toEqual(nothing)
    },
  )

  test.each(['chen.lidong', 'shen.zhiqiu'] as const)(
    'REG-8 PRM-6 %s sees nothing of a record above the clearance, not even its tasks',
    async (login) => {
      expect(await seenBy(login, secretId)).toEqual(nothing)
    },
  )

  test('PRM-6 the group that owns an incident sees it with its record, and not without', async () => {
    expect(await seenBy('han.shuning', recordId)).toEqual(nothing)
  })

  test.each(['shen.zhiqiu', 'duan.jingxing'] as const)(
    '%s, of the unit or auditor, sees every table',
    async (login) => {
      const counts = await seenBy(login, recordId)
      expect(Object.entries(counts).filter(([, n]) => n === 0)).toEqual([])
    },
  )

  test('PRM-6 an auditor sees no higher than the clearance', async () => {
    await site.admin`update person set clearance = 'internal' where id = ${actorOn(site, 'duan.jingxing').id}`
    expect(await seenBy('duan.jingxing', secretId)).toEqual(nothing)
    expect((await seenBy('duan.jingxing', recordId))['event']).toBeGreaterThan(0)
  })

  test('FEA-H8 the audit administrator reads logs and no content', async () => {
    await site.admin`update post set role = 'audit-admin', gives_scope = false where person_id = ${actorOn(site, 'mo.weilan').id}`
    await site.admin`update person set clearance = 'restricted' where id = ${actorOn(site, 'mo.weilan').id}`
    await site.admin`insert into access_log (on_date, person_id, action, result) values ('2026-11-22', ${actorOn(site, 'chen.lidong').id}, 'record.view', 'ok')`
    expect(await seenBy('mo.weilan', recordId)).toEqual(nothing)
    const log = await site.sql.begin(async (tx) => {
      await tx`select gate_scope(${actorOn(site, 'mo.weilan').id})`
      return tx`select 1 from access_log`
    })
    expect(log.length).toBeGreaterThan(0)
  })
})

describe('writing', () => {
  test.each(
    Object.keys(OF_RECORD).concat(
      'disposal_list',
      'disposal_list_item',
      'disposal_opinion',
      'register_entry',
      'command',
      'code_counter',
      'site',
      'person',
      'post',
      'fonds',
    ),
  )('PRM-2 neither the product nor an auditor writes %s beside the gate', async (table) => {
    for (const sql of [site.sql, auditor]) {
      await expect(sql`insert into ${sql(table)} select * from ${sql(table)} limit 0`).rejects.toThrow(
        /permission denied/,
      )
      await expect(sql`delete from ${sql(table)}`).rejects.toThrow(/permission denied/)
      await expect(sql`truncate ${sql(table)}`).rejects.toThrow(/permission denied/)
      const [column] = await site.admin<
        { name: string }[]
      >`select column_name as name from information_schema.columns where table_name = ${table} and table_schema = 'public' limit 1`
      const name = column?.name ?? ''
      await expect(sql`update ${sql(table)} set ${sql(name)} = ${sql(name)}`).rejects.toThrow(
        /permission denied/,
      )
    }
  })

  test('REQ-58 PRM-5 the ledger is append-only for its owner and for a superuser', async () => {
    for (const role of ['everfile_owner', 'postgres']) {
      const asRole = async (work: (tx: Sql) => Promise<unknown>) =>
        site.admin.begin(async (tx) => {
          await tx.unsafe(`set local role ${role}`)
          await tx.unsafe('set local row_security = off').catch(() => undefined)
          await work(tx as unknown as Sql)
        })
      if (role === 'postgres') {
        await expect(asRole(async (tx) => tx`update event set type = 'x'`)).rejects.toThrow(/append-only/)
        await expect(asRole(async (tx) => tx`delete from event`)).rejects.toThrow(/append-only/)
      }
      await expect(asRole(async (tx) => tx`truncate event`)).rejects.toThrow(/append-only|permission denied/)
    }
  })

  test('PRM-2 the auditor reads no password, no session and no personal value', async () => {
    for (const table of ['credential', 'session', 'api_key', 'event_private']) {
      await expect(auditor`select 1 from ${auditor(table)}`).rejects.toThrow(/permission denied/)
    }
    await expect(auditor`select gate_apply('{}')`).rejects.toThrow(/permission denied/)
  })
})

describe('the apply function', () => {
  const payload = async (login: Login, over: Record<string, unknown>) => {
    const person = actorOn(site, login).id
    const [row] = await site.admin<
      { rights: number }[]
    >`select rights_version as rights from person where id = ${person}`
    return {
      actor: person,
      today: await todayOf(site),
      rightsVersion: row?.rights,
      command: { key: newId(), id: newId(), name: 'test', bodyHash: 'x', answer: {} },
      ...over,
    }
  }
  const apply = async (p: unknown) => {
    const [row] = await site.sql<
      { answer: { kind: string; what?: string } }[]
    >`select gate_apply(${site.sql.json(p as never)}) as answer`
    return row?.answer
  }
  const stream = async (version: number | undefined, hash = 'f'.repeat(64)) => {
    const [row] = await site.admin<{ version: number }[]>`select version from record where id = ${recordId}`
    const at = version ?? row?.version ?? 0
    return {
      kind: 'record',
      id: recordId,
      version: at,
      events: [{ seq: at + 1, type: 'task.claimed', canonical: '{}', hash }],
    }
  }

  test('REQ-58 refuses an event whose hash does not follow from its chain', async () => {
    await expect(apply(await payload('shen.zhiqiu', { streams: [await stream(undefined)] }))).rejects.toThrow(
      /does not follow from its chain/,
    )
  })

  test('PRM-3 refuses a version that has moved on', async () => {
    expect(await apply(await payload('shen.zhiqiu', { streams: [await stream(1)] }))).toEqual({
      kind: 'stale',
      what: recordId,
    })
  })

  test('PRM-6 refuses a subject that the actor does not see, as known and as new', async () => {
    expect(await apply(await payload('tang.ruoxi', { streams: [await stream(undefined)] }))).toMatchObject({
      kind: 'stale',
    })
    expect(await apply(await payload('tang.ruoxi', { streams: [await stream(0)] }))).toMatchObject({
      kind: 'stale',
    })
  })

  test('FLT-27 refuses rights that have changed since the facts', async () => {
    const p = await payload('shen.zhiqiu', { streams: [await stream(undefined)] })
    expect(await apply({ ...p, rightsVersion: Number(p.rightsVersion) - 1 })).toEqual({
      kind: 'stale',
      what: 'rights',
    })
  })

  test('PRM-6 writes no row of a subject that is not in its streams', async () => {
    const [task] = await site.admin<
      Record<string, unknown>[]
    >`select to_jsonb(t) as row from task t where subject_id = ${secretId}`
    const row = { ...(task?.['row'] as Record<string, unknown>), state: 'cancelled' }
    await expect(
      apply(await payload('shen.zhiqiu', { streams: [], rest: { update: { task: [row] } } })),
    ).rejects.toThrow(/0 of 1 rows/)
  })

  test('REQ-20 PRM-8 erases nothing of a record that is not destroyed', async () => {
    await expect(
      apply(await payload('shen.zhiqiu', { streams: [], rest: { erase: [recordId] } })),
    ).rejects.toThrow(/is not destroyed/)
  })
})

test('FLT-27 a post that is taken away counts the rights up by itself, and the claim is refused', async () => {
  const id = await actorOn(site, 'chen.lidong').creates({})
  const task = await openTask(site, id, 'create')
  const clerk = actorOn(site, 'chen.lidong')
  const before = await rightsOf('chen.lidong')
  let calls = 0
  const answer = await clerk.act({ task }, (facts) => {
    calls += 1
    if (calls === 1) meanwhile(`update post set to_on = '2020-01-01' where person_id = '${clerk.id}'`)
    return claimTask(facts, { taskId: task })
  })
  expect(answer).toMatchObject({ kind: 'refused', code: 'not-found' })
  expect(await rightsOf('chen.lidong')).toBe(before + 1)
  const claimed = await site.admin`select 1 from task where id = ${task} and state = 'claimed'`
  expect(claimed).toHaveLength(0)
  await site.admin`update post set to_on = null where person_id = ${clerk.id}`
})

/** A decision is pure and waits for nothing; what happens between facts and commit is done by another process. */
function meanwhile(statement: string): void {
  const script = `import postgres from 'postgres'; const sql = postgres(process.argv[1], { max: 1 }); await sql.unsafe(process.argv[2]); await sql.end()`
  execFileSync(
    process.execPath,
    ['--input-type=module', '-e', script, site.config.database.adminUrl, statement],
    { stdio: 'inherit' },
  )
}

async function rightsOf(login: Login): Promise<number> {
  const [row] = await site.admin<
    { n: number }[]
  >`select rights_version as n from person where id = ${actorOn(site, login).id}`
  return row?.n ?? -1
}
