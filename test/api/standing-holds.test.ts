import { afterAll, beforeAll, expect, test } from 'vitest'
import { DIRECT_RUN } from '#activities/engine.ts'
import { holdPage } from '#activities/standing-holds.ts'
import type { StandingHoldView } from '#api/contract/standing-holds.ts'
import { withActorAtOneMoment } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { openGate } from '#db/gate/gate.ts'
import { proposalsSaid } from '#db/queries/proposals.ts'
import { unfinishedAfter } from '#db/queries/unfinished.ts'
import { demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { faultsBeside } from '#db/verify-site.ts'
import { createRecord } from '#domain/acts/create-record.ts'
import { PROPOSAL_KINDS } from '#domain/proposal-work.ts'
import { actorOn, aRecord, idIn } from '#test/support/actors.ts'
import {
  aHandIn,
  aRecordAtArrange,
  openTestApi,
  peopleOf,
  type Person,
  type TestApi,
} from '#test/support/api.ts'
import { proposalsOf } from '#test/support/proposals.ts'

let api: TestApi
/** Of the unit that forms the records. */
let head: Person
let keeper: Person
let second: Person
let outsider: Person
beforeAll(async () => {
  api = await openTestApi()
  const people = peopleOf(api)
  head = await people.as('guo.huaiyuan')
  keeper = await people.as('wei.changqing')
  second = await people.as('qian.wangshu')
  outsider = await people.as('tang.ruoxi')
})
afterAll(async () => api.close())

const CLASS = 'SI-5-04'
const ofClass = { kind: 'class', classCode: CLASS, unitId: demoUnitId('unemployment') }
const aMember = async () => (await aRecordAtArrange(api, aHandIn({ classCode: CLASS }))).recordId
const said = (over: object = {}) => ({
  scope: ofClass,
  reason: '专项审计',
  authority: '审计通知〔2026〕3号',
  reviewOn: '2090-01-01',
  ...over,
})
const place = async (person: Person, over: object = {}) =>
  person.post('/api/standing-holds', { body: said(over) })
const listed = async (person: Person) =>
  (await person.get('/api/standing-holds?state=standing')).json<{ items: StandingHoldView[] }>().items
const partsOf = async (id: string) =>
  (await second.get(`/api/holds?state=standing&of=${id}`)).json<{
    items: { recordId: string; standingHoldId: string }[]
  }>().items

/** Indexes of what waits that the one query for all kinds walks under row security; in so small a table of records any index does. */
async function indexesOfProposals(): Promise<readonly string[]> {
  const asHead = { kind: 'person' as const, id: demoPersonId('guo.huaiyuan') }
  const plan = await withActorAtOneMoment(api.site.sql, asHead, async (tx) => {
    await tx`set local enable_seqscan = off`
    return tx<{ 'QUERY PLAN': string }[]>`explain ${proposalsSaid(tx, PROPOSAL_KINDS)}`
  })
  if (plan.kind === 'refused') throw new Error(plan.code)
  const walked = plan.value.map((line) => /\w+_(?:proposed|asked)\b/.exec(line['QUERY PLAN'])?.[0])
  return walked.filter((name) => name !== undefined).toSorted()
}

/** Does the work of a hold as the worker does, page by page. */
async function works(standingHoldId: string): Promise<void> {
  const { site, store } = api
  const deps = {
    sql: site.sql,
    gate: site.gate,
    store,
    siteMode: 'test',
    engineId: ENGINE_ID,
    run: DIRECT_RUN,
  } as const
  const [row] = await site.admin<
    { jobId: string }[]
  >`select work_id as "jobId" from standing_hold where id = ${standingHoldId}`
  let at = { jobId: String(row?.jobId), round: 1, after: null as string | null }
  for (;;) {
    const step = await holdPage(deps, at)
    if (step?.kind !== 'page') return expect(step).toMatchObject({ kind: 'finished' })
    at = { ...at, round: step.round, after: step.after }
  }
}

async function faults() {
  const read = await withActorAtOneMoment(api.site.sql, { kind: 'person', id: ENGINE_ID }, (tx) =>
    faultsBeside(tx),
  )
  if ('code' in read) throw new Error(read.code)
  return read.value.faults.filter(({ kind }) => kind === 'member-not-held' || kind === 'held-after-lifting')
}

test('REQ-37 REQ-40 REQ-41 a hold on a class covers what is in it and what comes later, until two persons lift it', async () => {
  const [first, other] = [await aMember(), (await aRecordAtArrange(api)).recordId]
  expect((await place(outsider)).json()).toMatchObject({ code: 'access.denied' })
  const preview = `/api/standing-holds/preview?classCode=${CLASS}&unitId=${demoUnitId('unemployment')}`
  expect((await head.get(preview)).json()).toEqual({
    records: { count: 1, isCapped: false },
    leaving: { count: 0, isCapped: false },
  })
  const { standingHoldId: id } = (await place(head)).json<{ standingHoldId: string }>()
  expect(await listed(head)).toMatchObject([
    { id, work: 'covering', held: { count: 0 }, waiting: { count: 1 } },
  ])
  expect(await unfinishedAfter(api.site.sql, ENGINE_ID, undefined)).toContainEqual(
    expect.objectContaining({ kind: 'bulk' }),
  )
  const early = await aMember()
  expect(await partsOf(id)).toMatchObject([{ recordId: early }])
  await works(id)
  const late = await aMember()
  expect((await partsOf(id)).map(({ recordId }) => recordId).toSorted()).toEqual(
    [first, early, late].toSorted(),
  )
  const [view] = await listed(head)
  expect(view).toMatchObject({ work: null, held: { count: 3 }, later: 2, departed: 0, waiting: { count: 0 } })
  expect(await listed(outsider)).toEqual([])
  expect((await head.get(`/api/records/${other}`)).json()).toMatchObject({ holds: [] })
  expect((await head.get(`/api/records/${late}`)).json()).toMatchObject({
    holds: [
      { standingHoldId: id, allowedActions: { proposeLift: { allowed: false, reason: 'hold.of-standing' } } },
    ],
  })
  expect(await faults()).toEqual([])
  await api.site.admin`create table set_aside as select * from hold where subject_id = ${late}`
  await api.site.admin`delete from hold where subject_id = ${late}`
  expect(await faults()).toMatchObject([{ kind: 'member-not-held', id: late, detail: id }])
  await api.site.admin`insert into hold select * from set_aside`
  const { admin, sql } = api.site
  expect((await place(head, { scope: { ...ofClass, unitId: null } })).json()).toMatchObject({
    code: 'access.denied',
  })
  const [events] = await admin<{ types: string[] }[]>`
    select array_agg(e.type order by e.seq) as types from event e where e.stream_id = ${late}
      and e.canonical::jsonb->>'command' = (select x.canonical::jsonb->>'command' from event x where x.stream_id = ${late} and x.seq = 1)`
  expect(events?.types).toEqual(expect.arrayContaining(['record.created', 'hold.placed']))

  const lift = async (person: Person, path: string, body: object) =>
    (await person.post(`/api/standing-holds/${id}/${path}`, { body })).json<{ code?: string }>()
  expect(await lift(outsider, 'lift-proposal', { reason: '结', extent: 'all' })).toMatchObject({
    code: 'not-found',
  })
  expect(await lift(head, 'lift-proposal', { reason: '审计已结', extent: 'all' })).toEqual({ done: true })
  expect(await lift(head, 'lift', { decision: 'confirm' })).toMatchObject({ code: 'hold.second-person' })
  const foreign = await peopleOf(api).as('fang.mingche')
  expect([await proposalsOf(head), await proposalsOf(foreign)]).toEqual([[], []])
  expect(await proposalsOf(keeper)).toEqual(['lift'])
  expect(await indexesOfProposals()).toEqual([
    'digital_object_variant_proposed',
    'giving_asked',
    'hold_lift_proposed',
    'standing_hold_lift_proposed',
  ])
  expect(await lift(second, 'lift', { decision: 'confirm' })).toEqual({ done: true })
  expect(await proposalsOf(keeper)).toEqual([])
  await works(id)
  expect(await listed(head)).toEqual([])
  expect(await partsOf(id)).toEqual([])
  const free = await aMember()
  expect((await head.get(`/api/records/${free}`)).json()).toMatchObject({ holds: [] })
  expect(await faults()).toEqual([])
  await api.site.admin`update hold set state = 'active' where subject_id = ${late}`
  expect(await faults()).toMatchObject([{ kind: 'held-after-lifting', id: late, detail: id }])
  await api.site.admin`update hold set state = 'lifted' where subject_id = ${late}`
  expect((await verifyAll(sql, ENGINE_ID)).broken).toEqual([])
})

test('REQ-37 REQ-38 an act that was decided before the hold came is decided anew, and its record is held', async () => {
  const { site } = api
  const scope = { kind: 'class', classCode: 'SI-5-05', unitId: null }
  const placedIds: string[] = []
  // The hold comes between the facts and the commit of the act.
  const between = new Proxy(site.sql, {
    apply(target, self, args: Parameters<Sql>) {
      const isCommit = String(args[0]).includes('gate_apply') && placedIds.length === 0
      if (!isCommit) return Reflect.apply(target, self, args)
      return place(keeper, { scope }).then(async (answer) => {
        placedIds.push(answer.json<{ standingHoldId: string }>().standingHoldId)
        return Reflect.apply(target, self, args)
      })
    },
  })
  const record = { ...aRecord(), classCode: 'SI-5-05' }
  const principal = { kind: 'person' as const, id: actorOn(site, 'chen.lidong').id }
  const facts = { principal, key: 'meanwhile', unit: record.formingUnitId }
  let decisions = 0
  const made = await openGate(between, () => site.reference).act(
    { name: 'record.create', facts, body: {} },
    (seen) => {
      decisions += 1
      return createRecord(seen, record)
    },
  )
  if (made.kind === 'refused') throw new Error(made.code)
  expect(decisions).toBe(2)
  expect(await partsOf(String(placedIds[0]))).toMatchObject([{ recordId: idIn(made.answer, 'recordId') }])
})
