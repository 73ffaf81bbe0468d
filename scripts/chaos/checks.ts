import { Client, Connection } from '@temporalio/client'
import type { Config } from '#config.ts'
import type { Sql } from '#db/client.ts'
import { ENGINE_ID, OPERATOR_ID } from '#db/fixed-ids.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import { workflowIdOf } from '#domain/engine-ids.ts'
import { PEOPLES_STEPS, type Acknowledged } from './lives.ts'

export interface CheckOptions {
  readonly config: Config
  readonly sql: Sql
  readonly admin: Sql
  readonly acknowledged: readonly Acknowledged[]
  readonly records: readonly string[]
}

/** Everything that may not be so after the parts have come back. Empty: all promises held. */
export async function faultsAfter(options: CheckOptions): Promise<readonly string[]> {
  const site = await verifyAll(options.sql, ENGINE_ID)
  return [
    ...site.broken.map(
      ({ id, firstBad, differing }) =>
        `${id}: broken at ${firstBad?.seq ?? 'no event'}, tables ${differing.join(', ')}`,
    ),
    ...site.faults.map(({ kind, id, detail }) => `${kind} ${id} ${detail}`),
    ...(site.outboxWaiting === 0 ? [] : [`${site.outboxWaiting} nudges wait`]),
    ...(site.streams >= options.records.length ? [] : [`only ${site.streams} histories`]),
    ...(await lostOrTwice(options)),
    ...(await unfinished(options)),
    ...(await withoutWorkflow(options)),
  ]
}

/** Each acknowledged act is in the ledger once, and nobody but the engine, and whoever founded the site, did anything else. */
async function lostOrTwice({ admin, acknowledged }: CheckOptions): Promise<readonly string[]> {
  const rows = await admin<{ principal: string; key: string; marks: number }[]>`
    with mark as materialized (select (canonical::jsonb->>'command')::uuid as id, count(distinct stream_id)::int as n from event group by 1)
    select c.principal_id as principal, c.key, coalesce(m.n, 0) as marks from command c left join mark m on m.id = c.id
    where c.principal_id not in (${ENGINE_ID}, ${OPERATOR_ID})`
  const known = new Map(rows.map((row) => [`${row.principal} ${row.key}`, row.marks]))
  const told = acknowledged.map(({ login, key }) => `${demoPersonId(login)} ${key}`)
  const untold = new Set(told)
  return [
    ...told
      .filter((name) => known.get(name) !== 1)
      .map((name) => `acknowledged, but ${known.get(name) ?? 0} times in the ledger: ${name}`),
    ...[...known.keys()]
      .filter((name) => !untold.has(name))
      .map((name) => `in the ledger, but nobody was told: ${name}`),
    ...(untold.size === told.length ? [] : ['a key was acknowledged for two acts']),
  ]
}

/** Each record sleeps with its wake-up armed, after each person's step once and each machine's step once. */
async function unfinished({ admin, records }: CheckOptions): Promise<readonly string[]> {
  const rows = await admin<
    { id: string; step: string; wakeOn: string | null; tasks: number; jobs: number; masters: number }[]
  >`
    select r.id, r.place_step as step, r.wake_on::text as "wakeOn",
      (select count(*)::int from event e where e.stream_id = r.id and e.type = 'task.completed') as tasks,
      (select count(*)::int from event e where e.stream_id = r.id and e.type = 'job.completed') as jobs,
      (select count(*)::int from object_copy c join digital_object o on o.id = c.object_id
        where c.subject_id = r.id and c.bucket = 'masters' and o.role = 'content') as masters
    from record r`
  const expected = { step: 'keep', tasks: PEOPLES_STEPS.length, jobs: MACHINES_STEPS, masters: 1 }
  const wrong = rows.filter(
    (r) =>
      r.wakeOn === null ||
      Object.entries(expected).some(([name, value]) => r[name as keyof typeof expected] !== value),
  )
  return [
    ...wrong.map((row) => `not as it should be: ${JSON.stringify(row)}`),
    ...(rows.length === records.length ? [] : [`${rows.length} records instead of ${records.length}`]),
  ]
}

/** Inspect and preserve. */
const MACHINES_STEPS = 2

async function withoutWorkflow({ config, records }: CheckOptions): Promise<readonly string[]> {
  const connection = await Connection.connect({ address: config.temporal.address })
  try {
    const client = new Client({ connection, namespace: config.temporal.namespace })
    const faults: string[] = []
    for (const id of records) {
      const { status } = await client.workflow.getHandle(workflowIdOf('record', id)).describe()
      if (status.name !== 'RUNNING') faults.push(`the workflow of ${id} is ${status.name}`)
    }
    return faults
  } finally {
    await connection.close()
  }
}
