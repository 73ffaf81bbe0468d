import { afterAll, beforeAll, expect, test } from 'vitest'
import { givePost } from '#domain/acts/administer.ts'
import { grantClasses, withdrawClasses } from '#domain/acts/class-grants.ts'
import { claimTask } from '#domain/acts/claim-task.ts'
import { createRecord } from '#domain/acts/create-record.ts'
import type { AdministrationDecision, AdministrationFacts } from '#domain/acts/administer.ts'
import type { RecordFamily } from '#domain/vocabulary.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { administer } from '#db/gate/administration.ts'
import { newId } from '#db/ids.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { actorOn, aRecord, openTask, type Login } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

let site: TestSite
let business: string
let documents: string
beforeAll(async () => {
  site = await openTestSite()
  const clerk = actorOn(site, 'chen.lidong')
  business = await clerk.creates({ classCode: 'SI-5-03' })
  documents = await clerk.creates({ classCode: await aClassOf('documents') })
})
afterAll(async () => site?.close())

async function aClassOf(family: RecordFamily): Promise<string> {
  const [row] = await site.admin<{ code: string }[]>`
    select code from record_class where family = ${family} and is_active order by code limit 1`
  if (row === undefined) throw new Error(`no class of ${family}`)
  return row.code
}

const administered = async (decide: (facts: AdministrationFacts) => AdministrationDecision) => {
  const answer = await administer(
    site.admin,
    { name: 'test', key: newId(), body: {}, operator: 'test' },
    decide,
  )
  if (answer.kind === 'refused') throw new Error(answer.code)
}
const grantOf = (login: Login, unit: 'unemployment' | 'pension', families: readonly RecordFamily[]) => ({
  login,
  unit: demoUnitId(unit),
  role: 'unit-archivist' as const,
  families,
})

async function seenBy(login: Login): Promise<readonly string[]> {
  const rows = await site.sql.begin(async (tx) => {
    await tx`select gate_scope(${actorOn(site, login).id})`
    return await tx<
      { id: string }[]
    >`select id from record union select subject_id from task union select stream_id from event
      where stream_id in (${business}, ${documents})`
  })
  return rows.map(({ id }) => id).filter((id) => id === business || id === documents)
}

test('REG-8 REG-9 default deny: without a grant no record, no task and no event of a family is seen', async () => {
  expect((await seenBy('shen.zhiqiu')).toSorted()).toEqual([business, documents].toSorted())
  await administered((f) => withdrawClasses(f, grantOf('shen.zhiqiu', 'unemployment', ['documents'])))
  expect(await seenBy('shen.zhiqiu')).toEqual([business])
})

test('FLT-27 a grant that ends while a task is open refuses the act, in the commit', async () => {
  const task = await openTask(site, business, 'create')
  const clerk = actorOn(site, 'chen.lidong')
  const grant = { ...grantOf('chen.lidong', 'unemployment', ['business']), role: 'business-clerk' as const }
  await administered((f) => withdrawClasses(f, grant))
  expect(await clerk.act({ task }, (f) => claimTask(f, { taskId: task }))).toMatchObject({
    code: 'not-found',
  })
  const record = { ...aRecord(), classCode: 'SI-5-03' }
  const created = await clerk.act({ unit: record.formingUnitId }, (f) => createRecord(f, record))
  expect(created).toMatchObject({ code: 'class.not-granted' })
  await administered((f) => grantClasses(f, grant))
  expect(await clerk.claim(task)).toMatchObject({ kind: 'accepted' })
})

test('REG-9 two posts that are granted unlike families show each its own, and not each other’s', async () => {
  const grant = grantOf('tang.ruoxi', 'pension', ['business'])
  await administered((f) => withdrawClasses(f, grant))
  await administered((f) =>
    givePost(f, 'tang.ruoxi', {
      unit: demoUnitId('unemployment'),
      role: 'unit-archivist',
      appraiserKind: null,
      families: ['business'],
    }),
  )
  // Documents of her own section, business of the other: nothing of the crossings.
  expect(await seenBy('tang.ruoxi')).toEqual([business])
})

test('PRM-2 grants are events: the fold of the ledger is equal to the tables', async () => {
  const verdict = await verifyAll(site.sql, ENGINE_ID)
  expect(verdict.broken).toEqual([])
})
