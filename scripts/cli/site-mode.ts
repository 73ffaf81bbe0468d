import type { readDatabaseConfig } from '#config.ts'
import { readSiteMode } from './connection.ts'
import type { Answer } from './verb.ts'

/** What kind of site this database holds; it is set when the site is made and never changes. Asks the database alone. */
export async function siteMode(config: ReturnType<typeof readDatabaseConfig>): Promise<Answer> {
  const mode = await readSiteMode(config)
  return { lines: [mode], json: { mode } }
}
