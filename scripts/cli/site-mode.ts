import { readSiteMode } from './connection.ts'
import type { Answer, Context } from './verb.ts'

/** What kind of site this database holds; it is set when the site is made and never changes. */
export async function siteMode({ config }: Context): Promise<Answer> {
  const mode = await readSiteMode(config)
  return { lines: [mode], json: { mode } }
}
