import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withActorAtOneMoment } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { ensureProbed } from '#db/store-probe.ts'
import { verifyAll, verifyStream } from '#db/verify.ts'
import type { ObjectStore } from '#db/objects.ts'
import { moveClock } from '#domain/acts/clock.ts'
import { placeHold } from '#domain/acts/holds.ts'
import { steerImport } from '#domain/acts/imports.ts'
import { addYears, plainDate } from '#domain/dates.ts'
import { advanceImport, createImportActivities } from '#activities/imports/advance.ts'
import { createLifecycleActivities } from '#activities/lifecycle.ts'
import type { EngineDeps } from '#activities/engine.ts'
import { actorOn } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'
import { openStore } from '#test/support/engine.ts'
import {
  approves,
  brings,
  CLERK,
  engineDeps,
  HEAD,
  received,
  seen,
  settled,
  takesBack,
} from '#test/support/imports.ts'

let site: TestSite
let store: ObjectStore
let deps: EngineDeps
beforeAll(async () => {
  site = await openTestSite()
  store = openStore(site.config)
  await store.ensureBuckets()
  await ensureProbed(site.sql, store)
  deps = engineDeps(site, store)
})
afterAll(async () => {
  store?.close()
  await site?.close()
})

const HEADERS = ['档号', '题名', '类别代码', '形成日期', '死亡日期', '姓名', '页数', '人员编号']
const table = (...rows: readonly string[]): Buffer =>
  Buffer.from(`\uFEFF${[HEADERS.join(','), ...rows].join('\r\n')}\r\n`)
const row = (number: number, over: Partial<Record<string, string>> = {}): string =>
  HEADERS.map(
    (header) =>
      over[header] ??
      {
        档号: `J021-RS·1998·Y-${String(number).padStart(4, '0')}`,
        题名: `退休人员人事档案第${number}卷`,
        类别代码: 'RS-02',
        形成日期: '1998-05-04',
        死亡日期: '2012/3/9',
        姓名: '周明远',
        页数: '120',
        人员编号: `P${number}`,
      }[header] ??
      '',
  ).join(',')

async function broughtIn(body: Buffer, over: Parameters<typeof brings>[2]['over'] = {}): Promise<string> {
  return accepted(brings(site, store, { login: CLERK, body, headers: HEADERS, over }))
}

async function accepted(asked: ReturnType<typeof brings>): Promise<string> {
  const id = await asked
  if (typeof id !== 'string') throw new Error(`${id.code} ${JSON.stringify(id.detail)}`)
  return id
}

async function imported(body: Buffer, over: Parameters<typeof brings>[2]['over'] = {}): Promise<string> {
  const id = await broughtIn(body, over)
  const answer = await approves(site, HEAD, await settled(deps, id))
  if (answer.kind === 'refused') throw new Error(answer.code)
  await settled(deps, id)
  return id
}

async function recordsOf(id: string) {
  return await site.admin`
    select id, archival_code as code, place_step as place, due_on::text as "dueOn", transfer_due_on::text as "transferDueOn", wake_on::text as "wakeOn",
      dormancy, custody_unit_id as custody, ended_on::text as "endedOn", version from record where import_id = ${id} order by archival_code nulls last, id`
}

async function verdictOf(id: string) {
  const answer = await withActorAtOneMoment(site.sql, { kind: 'person', id: ENGINE_ID }, (tx) =>
    verifyStream(tx, id),
  )
  return answer.kind === 'seen' ? answer.value.verdict : answer.code
}

describe('FEA-A7 a dry run', () => {
  test('REQ-60 names each fault of each row, and writes no record', async () => {
    await imported(table(row(900)))
    const before = await site.admin`select count(*)::int as n from record`
    const id = await broughtIn(
      table(
        row(1, { 类别代码: 'XX-99' }),
        row(2, { 形成日期: '2001-02-29' }),
        row(3, { 档号: 'J999-RS·1998·Y-0003' }),
        row(4, { 档号: '1998年第4号' }),
        row(5, { 题名: '=cmd()' }),
        row(6, { 题名: 'a\u0000b' }),
        row(7, { 题名: 'a\u202Eb' }),
        row(8, { 姓名: '周'.repeat(300) }),
        row(9, { 姓名: '𠮷田𬤇' }),
        row(10),
        row(11, { 档号: 'J021-RS·1998·Y-0010' }),
        row(900),
        row(12, { 形成日期: '2126-01-01' }),
        row(13, { 人员编号: 'P10' }),
        '一格',
      ),
    )
    const batch = await settled(deps, id)
    expect(batch).toMatchObject({ state: 'checked', rowCount: 15, goodRows: 2 })
    const rows = await site.admin<{ number: number; codes: string }[]>`
      select number, (select string_agg(f->>'code', ' ') from jsonb_array_elements(faults) f) as codes from import_row
      where import_id = ${id} and faults is not null order by number`
    expect(Object.fromEntries(rows.map(({ number, codes }) => [number, codes]))).toEqual({
      2: 'import.class-unknown',
      3: 'import.date',
      4: 'import.code-fonds',
      5: 'import.code-malformed',
      6: 'import.formula',
      7: 'import.control-character',
      8: 'import.direction-mark',
      9: 'import.cell-too-long',
      12: 'import.code-in-file',
      13: 'import.code-taken import.reference-taken',
      14: 'import.date-future',
      15: 'import.reference-in-file',
      16: 'import.row-width',
    })
    expect(await site.admin`select count(*)::int as n from record`).toEqual(before)
  })

  test('a table in GB18030 and one that nobody can read', async () => {
    const gb18030 = Buffer.from([0xb5, 0xb5, 0xba, 0xc5]) // 档号
    const headers = ['档号', 'title', 'class', 'date']
    const body = Buffer.concat([gb18030, Buffer.from(',title,class,date\n,Backlog,RS-01,1990-01-02\n')])
    const id = await accepted(brings(site, store, { login: CLERK, body, headers }))
    expect(await settled(deps, id)).toMatchObject({ state: 'checked', rowCount: 1, goodRows: 1 })
    const broken = await accepted(
      brings(site, store, {
        login: CLERK,
        body: Buffer.from('PK no zip'),
        headers,
        fileName: 'a.xlsx',
      }),
    )
    expect(await settled(deps, broken)).toMatchObject({
      state: 'unreadable',
      fileFault: 'import.file-broken',
    })
    const open = await accepted(
      brings(site, store, {
        login: CLERK,
        body: Buffer.from('档号,title,class,date\n"never closed'),
        headers,
      }),
    )
    expect(await settled(deps, open)).toMatchObject({
      state: 'unreadable',
      fileFault: 'import.file-quotes',
    })
  })
})

test('FEA-A7 who brought a table in does not approve it, and nobody approves another check than was made', async () => {
  const id = await accepted(brings(site, store, { login: HEAD, body: table(row(20)), headers: HEADERS }))
  const batch = await settled(deps, id)
  expect(await approves(site, HEAD, batch)).toMatchObject({ code: 'import.second-person' })
  expect(await approves(site, CLERK, batch)).toMatchObject({ code: 'access.denied' })
  const other = await broughtIn(table(row(21)))
  const checked = await settled(deps, other)
  expect(await approves(site, HEAD, { ...checked, checkDigest: batch.checkDigest })).toMatchObject({
    code: 'import.check-differs',
  })
})

test('REQ-8 REQ-9 REQ-60 REG-3 FEA-A7 PRM-1 every good row is a record in the keep phase with a stream, a code and an explained date of its own', async () => {
  const id = await imported(table(row(31), row(32, { 死亡日期: '' }), row(33, { 档号: '' })))
  expect(await seen(deps, id)).toMatchObject({ state: 'finished', counts: { imported: 3 } })
  const records = await recordsOf(id)
  expect(records).toHaveLength(3)
  const [first, second, third] = records
  expect(first).toMatchObject({
    code: 'J021-RS·1998·Y-0031',
    place: 'keep',
    transferDueOn: '2017-03-09',
    dormancy: 'sweep',
    version: 2,
  })
  expect(second).toMatchObject({ transferDueOn: null, dueOn: null })
  // The number after the highest that stands on a thing: 900 of the dry run's table.
  expect(third?.['code']).toBe('J021-RS·1998·Y-0901')
  for (const record of records) expect(await verdictOf(String(record['id']))).toBe('whole')
  expect(await verdictOf(id)).toBe('whole')
  const [staged] =
    await site.admin`select count(*)::int as n from import_row where import_id = ${id} and row is not null`
  expect(staged).toEqual({ n: 0 })
  expect(await site.admin`select 1 from upload where taken_by = ${id}`).toEqual([])
  // No workflow per record: nothing of them waits for the relay.
  expect(
    await site.admin`select 1 from outbox o join record r on r.id = o.subject_id where r.import_id = ${id}`,
  ).toEqual([])
})

test('FEA-A7 a record that shall have a workflow is told of, and a pause is kept between two pages', async () => {
  const id = await broughtIn(table(...Array.from({ length: 450 }, (_, n) => row(2000 + n))), {
    dormancy: 'workflow',
  })
  expect(await approves(site, HEAD, await settled(deps, id))).toMatchObject({ kind: 'accepted' })
  await advanceImport(deps, { importId: id })
  const steer = async (to: 'paused' | 'running') =>
    actorOn(site, CLERK).act({ subjects: [id] }, (facts) => steerImport(facts, { id, to }))
  expect(await steer('paused')).toMatchObject({ kind: 'accepted' })
  expect(await settled(deps, id)).toMatchObject({ state: 'paused' })
  expect(await recordsOf(id)).toHaveLength(200)
  expect(await steer('paused')).toMatchObject({ code: 'import.out-of-order' })
  expect(await steer('running')).toMatchObject({ kind: 'accepted' })
  // One step of the workflow takes all pages that are left, and stops at a pause: the import waits for Temporal once, not page by page.
  expect(await createImportActivities(deps).advanceImport({ importId: id })).toEqual({
    kind: 'rest',
    state: 'finished',
  })
  expect(await settled(deps, id)).toMatchObject({ state: 'finished', counts: { imported: 450 } })
  const [told] = await site.admin`
    select count(distinct o.subject_id)::int as n, count(o.due_at)::int as urgent from outbox o join record r on r.id = o.subject_id
    where r.import_id = ${id}`
  expect(told).toEqual({ n: 450, urgent: 0 })
})

test('FEA-A7 FLT-4 a page whose worker died after its commit is not made twice', async () => {
  const id = await broughtIn(table(row(41), row(42)))
  await approves(site, HEAD, await settled(deps, id))
  await advanceImport(deps, { importId: id })
  await site.admin`update import_row set verdict = null, row = ${site.admin.json({
    title: 't',
    archivalCode: 'J021-RS·1998·Y-0041',
    classCode: 'RS-02',
    formedOn: '1998-05-04',
    eventOn: null,
    person: null,
    unitId: '00000000-0000-0000-0000-000000000000',
    reference: null,
    pages: null,
    grade: 'internal',
    carrier: 'paper',
    contents: [],
  })} where import_id = ${id}`
  expect(await settled(deps, id)).toMatchObject({ state: 'finished', counts: { imported: 2 } })
  expect(await recordsOf(id)).toHaveLength(2)
})

describe('FEA-A7 the undo', () => {
  test('wants the name typed, and names the records that somebody has touched', async () => {
    const id = await imported(table(row(51), row(52)))
    const [record] = await recordsOf(id)
    expect(await takesBack(site, HEAD, { id, confirm: '存量' })).toMatchObject({
      code: 'import.confirm-differs',
    })
    expect(await takesBack(site, CLERK, { id, confirm: '退休人员档案存量' })).toMatchObject({
      code: 'access.denied',
    })
    const recordId = String(record?.['id'])
    const held = await actorOn(site, CLERK).act({ subjects: [recordId] }, (facts) =>
      placeHold(facts, { recordId, reason: '诉讼', authority: '法院', reviewOn: addYears(facts.today, 1) }),
    )
    expect(held).toMatchObject({ kind: 'accepted' })
    expect(await takesBack(site, HEAD, { id, confirm: '退休人员档案存量' })).toMatchObject({
      code: 'import.touched',
      detail: { count: 1, records: [{ id: recordId, archivalCode: 'J021-RS·1998·Y-0051' }] },
    })
  })

  test('ends every record as withdrawn by an event; codes that the table gave can come again, allotted ones never', async () => {
    const id = await imported(table(row(61), row(62, { 档号: '' })))
    const allotted = (await recordsOf(id))
      .map((record) => String(record['code']))
      .find((code) => !code.endsWith('0061'))
    expect(await takesBack(site, HEAD, { id, confirm: '退休人员档案存量' })).toMatchObject({
      kind: 'accepted',
    })
    expect(await settled(deps, id)).toMatchObject({ state: 'withdrawn', counts: { withdrawn: 2 } })
    const records = await recordsOf(id)
    expect(records.map((record) => [record['code'], record['place'], record['wakeOn']])).toEqual([
      [allotted, 'withdrawn', null],
      [null, 'withdrawn', null],
    ])
    for (const record of records) expect(await verdictOf(String(record['id']))).toBe('whole')
    const again = await imported(table(row(61), row(63, { 档号: '' })))
    expect(await seen(deps, again)).toMatchObject({ counts: { imported: 2 } })
    expect((await recordsOf(again)).map((record) => record['code'])).not.toContain(allotted)
    const taken = await broughtIn(table(row(64, { 档号: String(allotted) })))
    expect(await settled(deps, taken)).toMatchObject({ goodRows: 0 })
  })
})

test('FEA-A7 files that the table names are inspected, can be searched, and leave the intake as those of a filed one', async () => {
  const headers = [...HEADERS, '文件']
  const fileIds = [
    await received({ site, store, login: CLERK }, { name: '71.txt', body: Buffer.from('第71卷') }),
  ]
  const body = Buffer.from([headers.join(','), `${row(71)},71.txt`, `${row(72)},72.txt`].join('\n'))
  const id = await accepted(
    brings(site, store, { login: CLERK, body, headers, over: { fileIds, carrier: 'both' } }),
  )
  const batch = await settled(deps, id)
  expect(batch).toMatchObject({ rowCount: 2, goodRows: 1 })
  await approves(site, HEAD, batch)
  await settled(deps, id)
  const [record] = await recordsOf(id)
  const recordId = String(record?.['id'])
  const activities = createLifecycleActivities(deps)
  const does = async (kind: 'inspect' | 'preserve') => {
    const [job] = await site.admin<
      { id: string }[]
    >`select id from job where subject_id = ${recordId} and kind = ${kind} and state = 'running'`
    const jobId = String(job?.id)
    await activities.performJob({ jobId, kind, subjectKind: 'record', subjectId: recordId })
  }
  await does('inspect')
  const seenObjects = await site.admin`
    select o.media_type as type, o.findings, t.text from digital_object o left join object_text t on t.object_id = o.id
    where o.subject_id = ${recordId} and o.role = 'content'`
  expect(seenObjects).toEqual([{ type: 'text/plain', findings: [], text: '第71卷' }])
  await does('preserve')
  const copies =
    await site.admin`select bucket, state from object_copy where subject_id = ${recordId} order by bucket`
  expect(copies).toEqual([
    { bucket: 'intake', state: 'destroyed' },
    { bucket: 'masters', state: 'stored' },
  ])
  expect(await site.admin`select place_step from record where id = ${recordId}`).toEqual([
    { place_step: 'keep' },
  ])
  expect(await verdictOf(recordId)).toBe('whole')
})

test('REQ-18 FEA-A7 the sweep wakes an imported record when its day has come, and it appears among what is due', async () => {
  const id = await imported(table(row(81, { 死亡日期: '2026-06-30' })))
  const [record] = await recordsOf(id)
  const recordId = String(record?.['id'])
  expect(record).toMatchObject({ transferDueOn: '2031-06-30' })
  const ref = { subjectKind: 'record', subjectId: recordId } as const
  const activities = createLifecycleActivities(deps)
  const [clock] = await site.admin<
    { ms: number }[]
  >`select extract(epoch from archive_now())::float8 * 1000 as ms`
  expect(await activities.locate({ ...ref, workflowNowMs: clock?.ms ?? 0 })).toEqual({
    kind: 'end',
    outcome: 'dormant',
  })
  await site.admin`delete from outbox`
  const admin = await site.admin<{ login: Parameters<typeof actorOn>[1] }[]>`
    select p.login from person p join post o on o.person_id = p.id where o.role = 'system-admin' limit 1`
  const moved = await actorOn(site, admin[0]?.login ?? CLERK).act({}, (facts) =>
    moveClock(facts, { to: plainDate('2031-06-30'), reason: '检验到期' }),
  )
  expect(moved).toMatchObject({ kind: 'accepted' })
  await site.sql`select sweep_due(${ENGINE_ID}, 10000)`
  expect(await site.admin`select subject_kind from outbox where subject_id = ${recordId}`).toEqual([
    { subject_kind: 'record' },
  ])
  await activities.confirmDue(ref)
  const due = await site.admin`select place_step as place, due_on from record where id = ${recordId}`
  expect(due).toMatchObject([{ place: 'due' }])
  const tasks = await site.admin`select form from task where subject_id = ${recordId} and state = 'open'`
  expect(tasks).toEqual([{ form: 'put-on-list' }])
}, 60_000)

test('FEA-A7 after all of it the whole site verifies', async () => {
  const found = await verifyAll(site.sql, ENGINE_ID)
  expect(found.faults).toEqual([])
  expect(found.broken).toEqual([])
})
