import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { verifyAll } from '#db/verify.ts'
import { seedArchive, type Seeding } from '#scripts/seed/archive.ts'
import { PLAN } from '#scripts/seed/archive-plan.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'
import { openStore } from '#test/support/engine.ts'

let site: TestSite
let first: Seeding

async function seed(): Promise<Seeding> {
  const store = openStore(site.config)
  try {
    return await seedArchive({ sql: site.sql, store, siteMode: 'test', progress: () => {} })
  } finally {
    store.close()
  }
}

beforeAll(async () => {
  site = await openTestSite()
  first = await seed()
}, 240_000)
afterAll(async () => site?.close())

test('refuses a production site', async () => {
  const store = openStore(site.config)
  await expect(
    seedArchive({ sql: site.sql, store, siteMode: 'production', progress: () => {} }),
  ).rejects.toThrow('never seeded')
  store.close()
})

test('sixty records over all places: work on every desk, a hold, an incident, due ones, a list in the middle and one carried out', async () => {
  expect(first).toEqual({ kind: 'seeded', records: 60 })
  expect(PLAN.length).toBe(60)
  const places = await site.admin<{ place: string }[]>`select distinct place_step as place from record`
  const wanted = [
    'create',
    'inspect',
    'arrange',
    'file',
    'appraise',
    'hand-over',
    'keep',
    'due',
    'at-disposal',
    'destroyed',
  ]
  expect(places.map(({ place }) => place).toSorted()).toEqual(wanted.toSorted())
  const [row] = await site.admin`
    select (select count(*)::int from hold where state = 'active') as holds, (select count(*)::int from job where state = 'incident') as incidents,
      (select count(distinct class_code)::int from record where place_step = 'due') as "dueClasses",
      (select count(distinct c.family)::int from record r join record_class c on c.code = r.class_code) as families,
      (select count(*)::int from register_entry) as destroyed, (select count(*)::int from digital_object where withdrawn_at is not null) as rejected`
  expect(row).toEqual({ holds: 1, incidents: 1, dueClasses: 2, families: 4, destroyed: 2, rejected: 1 })
  const lists =
    await site.admin`select place_step as place, certificate_object_id is not null as "isCertified" from disposal_list order by number`
  expect(lists).toEqual([
    { place: 'completed', isCertified: true },
    { place: 'approve', isCertified: false },
  ])
})

test('PRM-2 everything went through the gate: chains whole, tables equal the fold, nothing uncarried', async () => {
  expect(await verifyAll(site.sql, ENGINE_ID)).toMatchObject({ verdict: 'whole', broken: [], faults: [] })
})

test(
  'seeding again changes nothing; an interrupted seed is taken to its end without doubling',
  { timeout: 400_000 },
  async () => {
    const count = async () =>
      (
        await site.admin`select (select count(*) from event) as events, (select array_agg(name || ' ' || key order by name, key) from command) as commands,
          (select count(*) from upload) as uploads`
      )[0]
    const before = await count()
    expect(await seed()).toEqual({ kind: 'seeded-before' })
    expect(await count()).toEqual(before)

    await site.admin`alter table command disable trigger command_append_only`
    await site.admin`delete from command where key = 'seed/finished'`
    await site.admin`alter table command enable trigger command_append_only`
    expect(await seed()).toEqual({ kind: 'seeded', records: 60 })
    expect(await count()).toEqual(before)
  },
)
