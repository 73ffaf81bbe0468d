import { afterAll, beforeAll, expect, test } from 'vitest'
import { actorOn, openTask, placeOf, until } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'
import { aPdf } from '#test/support/documents.ts'
import { startEngine, startOwnTemporal, type Engine, type OwnTemporal } from '#test/support/engine.ts'

let site: TestSite
let temporal: OwnTemporal
let engine: Engine

beforeAll(async () => {
  site = await openTestSite()
  temporal = await startOwnTemporal()
  engine = await startEngine(site, { address: temporal.address })
})
afterAll(async () => {
  await engine?.stop()
  await temporal?.stop()
  await site?.close()
})

test(
  'PRM-1 PRM-7 FLT-4 a record crosses two people and a machine with Temporal killed in between',
  { timeout: 400_000 },
  async () => {
    const clerk = actorOn(site, 'chen.lidong')
    const archivist = actorOn(site, 'shen.zhiqiu')
    const upload = await clerk.upload(engine.store, {
      name: '核定表.pdf',
      body: await aPdf({ pages: 2, text: '失业保险待遇核定' }),
    })
    const recordId = await clerk.creates({ uploadIds: [upload] })

    await temporal.kill()
    await clerk.does(recordId, 'create', {
      outcome: 'submitted',
      form: { title: '失业保险待遇核定材料', classCode: 'SI-5-03', formedOn: '2016-03-02' },
    })
    expect(await placeOf(site, 'record', recordId)).toBe('inspect')
    const waiting = await site.admin`select 1 from outbox where subject_id = ${recordId}`
    expect(waiting.length).toBeGreaterThan(0)

    await temporal.restart()
    await openTask(site, recordId, 'arrange')
    await archivist.does(recordId, 'arrange', { outcome: 'arranged', form: { pages: 2, isInOrder: true } })
    expect(await placeOf(site, 'record', recordId)).toBe('file')
    await until('an empty outbox', async () =>
      (await site.admin`select 1 from outbox`).length === 0 ? true : undefined,
    )
    const [text] = await site.admin<
      { text: string }[]
    >`select text from object_text where subject_id = ${recordId} and page = 1`
    expect(text?.text).toContain('失业保险待遇核定')
  },
)
