import { afterAll, beforeAll, expect, test } from 'vitest'
import { withActorAtOneMoment } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { demoPersonId, demoUnitId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { verifyStream } from '#db/verify.ts'
import { decided, type ActFacts, type Decision } from '#domain/acts/act.ts'
import { createRecord } from '#domain/acts/create-record.ts'
import { plainDate } from '#domain/dates.ts'
import { newRecord } from '#test/support/decided-lives.ts'
import { idIn } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'
import { todayOf } from '#test/support/lives.ts'

/** More records than the gate takes one by one. */
const RECORDS = 30

let site: TestSite
const ids: string[] = []
beforeAll(async () => {
  site = await openTestSite()
  const record = newRecord({
    formingUnitId: demoUnitId('unemployment'),
    carrier: 'paper',
    definition: 'paper-file',
    uploadIds: [],
  })
  for (let n = 0; n < RECORDS; n += 1) {
    const facts = {
      principal: { kind: 'person', id: demoPersonId('chen.lidong') } as const,
      key: newId(),
      unit: record.formingUnitId,
      uploads: [],
    }
    const created = await site.gate.act({ name: 'record.create', facts, body: {} }, (seen) =>
      createRecord(seen, record),
    )
    if (created.kind === 'refused') throw new Error(created.code)
    ids.push(idIn(created.answer, 'recordId'))
  }
  ids.sort()
})
afterAll(async () => site?.close())

async function act(id: string, decide: (facts: ActFacts) => Decision, subjects: readonly string[] = ids) {
  const facts = {
    principal: { kind: 'person' as const, id },
    key: newId(),
    subjects,
    want: { dating: true as const },
  }
  return site.gate.act({ name: 'page.test', facts, body: {} }, decide)
}

async function rightsOf(id: string): Promise<number> {
  const [row] = await site.admin<
    { version: number }[]
  >`select rights_version as version from person where id = ${id}`
  return row?.version ?? 0
}

const looked = (facts: ActFacts): Decision =>
  decided(
    ids.flatMap((id) =>
      ['first', 'second'].map((verdict) => ({
        stream: { kind: 'record' as const, id },
        type: 'retention.looked-at' as const,
        data: { asOf: facts.today, verdict, wakeOn: plainDate('2030-01-01') },
      })),
    ),
    {},
  )

const versions = async () =>
  (
    await site.admin<
      { version: number }[]
    >`select distinct version from record where id = any(${ids}::uuid[])`
  ).map(({ version }) => version)

test('PRM-6 a page that somebody does not see whole is not written at all', async () => {
  const before = await versions()
  const blind = demoPersonId('song.anran' satisfies DemoLogin)
  expect(
    await act(blind, (facts) => (facts.subjects.size === 0 ? decided([], { seen: 0 }) : looked(facts))),
  ).toMatchObject({
    answer: { seen: 0 },
  })
  const forged = { kind: 'person' as const, id: blind }
  const streams = ids.map((id) => ({ id, kind: 'record', version: before[0], events: [] }))
  const [row] = await site.sql<{ answer: unknown }[]>`
    select gate_apply(${site.sql.json({ actor: forged.id, today: await todayOf(site), rightsVersion: await rightsOf(forged.id), streams } as never)}) as answer`
  expect(row?.answer).toEqual({ kind: 'stale', what: 'seen' })
  expect(await versions()).toEqual(before)
})

test('PRM-2 FLT-28 two acts on one page at the same moment both stand, each event in a whole chain of its own', async () => {
  const [before = 0] = await versions()
  const answers = await Promise.all([act(ENGINE_ID, looked), act(ENGINE_ID, looked)])
  expect(answers).toMatchObject([{ kind: 'accepted' }, { kind: 'accepted' }])
  expect(await versions()).toEqual([before + 4])
  for (const id of ids) {
    const read = await withActorAtOneMoment(site.sql, { kind: 'person', id: ENGINE_ID }, (tx) =>
      verifyStream(tx, id),
    )
    expect(read).toMatchObject({ value: { verdict: 'whole', events: before + 4 } })
  }
})

test('PRM-2 a page with one wrong hash, or out of order, is refused by the database itself', async () => {
  const [version = 0] = await versions()
  const events = [{ seq: version + 1, type: 'retention.looked-at', canonical: '{}', hash: '0'.repeat(64) }]
  const forged = async (order: readonly string[]) => {
    const streams = order.map((id) => ({ id, kind: 'record', version, events }))
    const payload = {
      actor: ENGINE_ID,
      today: await todayOf(site),
      rightsVersion: await rightsOf(ENGINE_ID),
      streams,
    }
    return site.sql`select gate_apply(${site.sql.json(payload as never)})`
  }
  await expect(forged(ids)).rejects.toThrow('hashes do not follow')
  await expect(forged(ids.toReversed())).rejects.toThrow('order of their ids')
  expect(await versions()).toEqual([version])
})
