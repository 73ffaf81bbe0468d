import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rehydrate } from '#api/rehydrate.ts'
import { compileBatch } from '#domain/acts/batches.ts'
import { workflowIdOf } from '#domain/engine-ids.ts'
import type { SubjectKind } from '#domain/vocabulary.ts'
import { actorOn, idIn, placeOf, until } from '#test/support/actors.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'
import { startEngine, startOwnTemporal, type Engine, type OwnTemporal } from '#test/support/engine.ts'
import {
  aDueRecord,
  aKeptRecord,
  aList,
  anItem,
  arrivesAt,
  aTransferDueRecord,
  LISTING,
  type Stage,
} from '#test/support/lives.ts'

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
  'REQ-59 FLT-4 PRM-7 into an empty Temporal every record, list and batch that has not ended gets its workflow again, and work goes on',
  { timeout: 400_000 },
  async () => {
    const stage = { site, engine }
    const atPeople = await anItem(stage)
    await arrivesAt(site, 'record', atPeople, 'arrange')
    const asleep = await aKeptRecord(stage)
    const listId = await aList(stage, [await aDueRecord(stage)])
    const batchId = await aBatch(stage)
    const inspected = await handInWithoutWorker()
    await outboxIsEmpty()

    await engine.relay.stop()
    engine.store.close()
    await temporal.stop()
    temporal = await startOwnTemporal()
    engine = await startEngine(site, { address: temporal.address })
    expect(await openSubjects()).toHaveLength(7)
    expect(await stateOf('record', asleep)).toBe('NONE')

    const config = { ...site.config, temporal: { ...site.config.temporal, address: temporal.address } }
    const first = await rehydrate(config)
    expect(first).toMatchObject({ records: 5, lists: 1, batches: 1, started: 7 })
    expect(await rehydrate(config)).toMatchObject({ records: 5, lists: 1, batches: 1, started: 0 })

    for (const { kind, id } of await openSubjects())
      expect(await stateOf(kind, id), `${kind} ${id}`).toBe('RUNNING')
    await arrivesAt(site, 'record', inspected, 'arrange')
    await until(
      'an armed timer of the sleeper',
      async () => ((await hasTimer(asleep)) ? true : undefined),
      60_000,
    )
    expect(await placeOf(site, 'disposal_list', listId)).toBe('compile')
    await actorOn(site, 'han.shuning').does(batchId, 'compile', { outcome: 'sealed', form: {} })
    await until('a package of the batch, made after the loss', async () => {
      const rows = await site.admin`
        select 1 from transfer_batch where id = ${batchId} and place_step = 'send' and package_sha256 is not null`
      return rows.length === 1 ? true : undefined
    })
  },
)

/** A batch that stands before its sealing. */
async function aBatch(stage: Stage): Promise<string> {
  const recordId = await aTransferDueRecord(stage)
  const answer = await actorOn(site, 'han.shuning').act({ subjects: [recordId], ...LISTING }, (facts) =>
    compileBatch(facts, { title: '永久档案移交', recordIds: [recordId] }),
  )
  if (answer.kind === 'refused') throw new Error(`batch: ${answer.code}`)
  return idIn(answer.answer, 'batchId')
}

/** A machine's step that Temporal was told of and nobody has done: after the loss only the ledger knows of it. */
async function handInWithoutWorker(): Promise<string> {
  await engine.worker.stop()
  return anItem({ site, engine })
}

async function outboxIsEmpty(): Promise<void> {
  await until('an empty outbox', async () =>
    (await site.admin`select 1 from outbox`).length === 0 ? true : undefined,
  )
}

async function openSubjects(): Promise<readonly { readonly kind: SubjectKind; readonly id: string }[]> {
  return site.admin<{ kind: SubjectKind; id: string }[]>`
    select 'record' as kind, id from record where ended_on is null union all select 'disposal-list', id from disposal_list where ended_on is null
      union all select 'transfer-batch', id from transfer_batch where ended_on is null`
}

async function withClient<T>(ask: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: temporal.address })
  try {
    return await ask(new Client({ connection, namespace: site.config.temporal.namespace }))
  } finally {
    await connection.close()
  }
}

async function stateOf(kind: SubjectKind, id: string): Promise<string> {
  return withClient(async (client) => {
    try {
      return (await client.workflow.getHandle(workflowIdOf(kind, id)).describe()).status.name
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'NONE'
      throw error
    }
  })
}

async function hasTimer(recordId: string): Promise<boolean> {
  return withClient(async (client) => {
    const history = await client.workflow.getHandle(workflowIdOf('record', recordId)).fetchHistory()
    return (history.events ?? []).some(
      (event) =>
        event.timerStartedEventAttributes !== undefined && event.timerStartedEventAttributes !== null,
    )
  })
}
