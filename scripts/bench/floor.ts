import { readFileSync } from 'node:fs'
import { connect, type Sql } from '#db/client.ts'
import { idOf, newId } from '#db/ids.ts'
import { DEMO_FONDS_ID, demoPersonId, demoUnitId } from '#db/seed/demo-organisation.ts'
import { BENCH_STEPS, EIGHT_STEPS } from './eight-steps.ts'
import type { Driver, Worker } from './load.ts'

/** The floor's own schema in the database of the bench, its tables as the product's are. */
export async function layFloor(admin: Sql): Promise<void> {
  await admin.unsafe(readFileSync(new URL('./floor.sql', import.meta.url), 'utf8'))
}

/** Bare SQL doing the same durable writes: one function call an act, one connection a client. */
export function floorDriver(url: string): Driver {
  return {
    name: 'floor',
    async open(): Promise<Worker> {
      const sql = connect({ url, name: 'bench-floor', max: 1 })
      return {
        lifecycle: async (clock) => floorLifecycle(sql, clock),
        close: async () => sql.end({ timeout: 2 }),
      }
    },
  }
}

const DEFINITION_ID = idOf('definition', EIGHT_STEPS.key, EIGHT_STEPS.version)
const GROUP = `unit-archivist@${demoUnitId('unemployment')}`

export async function floorLifecycle(sql: Sql, clock: Parameters<Worker['lifecycle']>[0]): Promise<string> {
  const record = newId()
  const person = demoPersonId('shen.zhiqiu')
  let task = newId()
  await sql`select floor.create_record(${record}, ${task}, ${person}, ${newId()}, ${newId()}, ${texts(record, 0, 2)}, ${DEFINITION_ID},
    ${DEMO_FONDS_ID}, ${demoUnitId('unemployment')}, ${BENCH_STEPS[0].id}, ${GROUP})`
  let version = 2
  for (const [index] of BENCH_STEPS.entries()) {
    await sql`select floor.claim(${record}, ${version}, ${task}, ${person}, ${newId()}, ${newId()}, ${texts(record, version, 1)})`
    version += 1
    const next = BENCH_STEPS[index + 1]
    const following = next === undefined ? null : newId()
    const sent = texts(record, version, next === undefined ? 2 : 3)
    const begun = performance.now()
    await sql`select floor.complete(${record}, ${version}, ${task}, ${person}, ${newId()}, ${newId()}, ${sent}, ${following}, ${next?.id ?? 'keep'}, ${GROUP})`
    clock.completed(performance.now() - begun)
    version += sent.length
    task = following ?? task
  }
  return record
}

/** As long as the product's canonical events are: about 420 bytes each. */
function texts(record: string, version: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({ record, seq: version + index + 1, filler: FILLER }),
  )
}
const FILLER = 'x'.repeat(330)
