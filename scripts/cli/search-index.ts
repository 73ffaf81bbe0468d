import { connect } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { markAllForSearch, refreshSearchWhole } from '#db/search/refresh.ts'
import type { Answer, Context } from './verb.ts'

/** The search index made again from the records; search answers meanwhile. */
export async function rebuildSearchIndex({ config, progress }: Context): Promise<Answer> {
  const begunAt = performance.now()
  const sql = connect({ url: config.database.appUrl, name: 'everfile-cli', max: 2 })
  try {
    const due = await markAllForSearch(sql, ENGINE_ID)
    const taken = await refreshSearchWhole(sql, ENGINE_ID, (records) =>
      progress(`${records} of ${due} records`),
    )
    const ms = Math.round(performance.now() - begunAt)
    return {
      lines: [`${due} records are due to be indexed anew; ${taken} were indexed here. ${ms} ms`],
      json: { due, indexed: taken, ms },
    }
  } finally {
    await sql.end({ timeout: 5 })
  }
}
