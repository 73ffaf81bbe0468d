import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actorOn } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
beforeAll(async () => {
  site = await openTestSite()
})
afterAll(async () => site?.close())

const [compiler, approver, archives, business, executor] = Array.from({ length: 5 }, () => randomUUID())

/** A list as it stands when everybody has done their part, written behind the gate's back. */
async function aList(over: Readonly<Record<string, string | null>>): Promise<void> {
  const persons = {
    compiled_by: compiler,
    approved_by: approver,
    witness_archives_id: archives,
    witness_business_id: business,
    executor_id: executor,
    register_hash: 'x',
    filed_for_record_on: '2027-01-01',
    ...over,
  }
  await site.admin`insert into disposal_list ${site.admin({
    id: randomUUID(),
    version: 1,
    head_hash: '',
    number: randomUUID(),
    title: '清单',
    definition_id: await idOf('definition'),
    fonds_id: await idOf('fonds'),
    forming_unit_id: await idOf('unit'),
    custody_unit_id: await idOf('unit'),
    grade: 'internal',
    place_step: 'check',
    place_round: 0,
    place_version: 1,
    compiled_at: '2027-01-01T00:00:00Z',
    appointed_groups: [],
    ...persons,
  })}`
}

async function idOf(table: string): Promise<string> {
  const [row] = await site.admin<{ id: string }[]>`select id from ${site.admin(table)} limit 1`
  return row?.id ?? ''
}

const meetings = [
  ['approver and compiler', { approved_by: compiler }, 'disposal_list_approver_distinct'],
  ['both witnesses', { witness_business_id: archives }, 'disposal_list_witnesses_distinct'],
  [
    'compiler and first witness',
    { witness_archives_id: compiler },
    'disposal_list_witnesses_took_no_other_part',
  ],
  [
    'compiler and second witness',
    { witness_business_id: compiler },
    'disposal_list_witnesses_took_no_other_part',
  ],
  [
    'approver and second witness',
    { witness_business_id: approver },
    'disposal_list_witnesses_took_no_other_part',
  ],
  [
    'compiler and first witness before approval',
    { witness_archives_id: compiler, approved_by: null, executor_id: null },
    'disposal_list_witnesses_took_no_other_part',
  ],
  ['executor and compiler', { executor_id: compiler }, 'disposal_list_executor_distinct'],
  ['executor and approver', { executor_id: approver }, 'disposal_list_executor_distinct'],
  ['executor and witness', { executor_id: business }, 'disposal_list_executor_distinct'],
  [
    'approval and a missing filing for record',
    { filed_for_record_on: null },
    'disposal_list_approved_in_order',
  ],
] as const

test.each(meetings)('REQ-21 PRM-4 the database refuses that %s meet', async (_what, over, constraint) => {
  await expect(aList(over as Readonly<Record<string, string | null>>)).rejects.toThrow(constraint)
})

test('REQ-21 five distinct persons are stored', async () => {
  await expect(aList({})).resolves.toBeUndefined()
})

async function aHold(liftProposedBy: string | null, liftedBy: string | null): Promise<void> {
  await site.admin`insert into hold (id, subject_id, state, reason, authority, placed_by, placed_at, placed_on, review_on, lift_proposed_by, lifted_by)
    values (${randomUUID()}, ${randomUUID()}, 'lifted', 'x', 'x', ${randomUUID()}, now(), '2027-01-01', '2027-02-01', ${liftProposedBy}, ${liftedBy})`
}

test('REQ-40 the database refuses a hold that fewer than two persons lifted', async () => {
  const one = randomUUID()
  for (const [proposed, lifted] of [
    [one, one],
    [null, one],
    [one, null],
    [null, null],
  ] as const) {
    await expect(aHold(proposed, lifted)).rejects.toThrow('hold_lifted_by_two')
  }
  await expect(aHold(one, randomUUID())).resolves.toBeUndefined()
})

async function aTrigger(enteredBy: string, decidedBy: string | null): Promise<void> {
  await site.admin`insert into trigger (id, subject_id, kind, on_date, evidence, state, entered_by, entered_at, decided_by)
    values (${randomUUID()}, ${randomUUID()}, 'death', '2020-01-01', 'x', 'confirmed', ${enteredBy}, now(), ${decidedBy})`
}

test('the database refuses an event that fewer than two persons decided', async () => {
  const one = randomUUID()
  await expect(aTrigger(one, one)).rejects.toThrow('trigger_two_persons')
  await expect(aTrigger(one, null)).rejects.toThrow('trigger_two_persons')
  await expect(aTrigger(one, randomUUID())).resolves.toBeUndefined()
})

test('REQ-34 the database refuses a destroyed record that is under hold', async () => {
  const recordId = await actorOn(site, 'chen.lidong').creates({})
  await expect(
    site.admin`update record set place_step = 'destroyed', active_holds = 1 where id = ${recordId}`,
  ).rejects.toThrow('record_destroyed_without_hold')
})
