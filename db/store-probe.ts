import type { Sql } from './client.ts'
import { newId } from './ids.ts'
import type { ObjectStore } from './objects.ts'
import { cacheKeyOf, probeStore } from './objects/probe.ts'

/** What the store really enforces, probed once per store and version; filing rests on the newest answer (ADR 6). */
export async function ensureProbed(
  sql: Sql,
  store: ObjectStore,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const cacheKey = await cacheKeyOf(store)
  const [known] = await sql<
    { passed: number; failed: number }[]
  >`select passed, failed from store_probe where cache_key = ${cacheKey}`
  if (known !== undefined) return known
  // Before the first probe there is no bucket whose answer would name the server's version; the report names it.
  const report = await probeStore(store)
  const failed = report.results.filter((result) => !result.passed).length
  const passed = report.results.length - failed
  await sql`insert into store_probe (id, cache_key, passed, failed, report)
    values (${newId()}, ${report.cacheKey}, ${passed}, ${failed}, ${sql.json(report as never)}) on conflict (cache_key) do nothing`
  return { passed, failed }
}
