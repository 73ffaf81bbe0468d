import { forgetTable } from '#db/queries/imports.ts'
import { asEngine, type EngineDeps } from '#activities/engine.ts'

/** The table that was handed in names persons: when its import has ended, its bytes and the copies of its rows go. */
export async function clearTable(deps: EngineDeps, importId: string): Promise<void> {
  const keys = await asEngine(deps, (tx) => forgetTable(tx, importId))
  for (const key of keys) await deps.store.destroyAllVersions({ bucket: 'intake', key })
}
