import { lstat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { restoreSite, RestoreRefused, type Restored } from '#activities/export/restore-site.ts'
import { connect } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { openObjectStore } from '#db/objects.ts'
import { markAllForSearch } from '#db/search/refresh.ts'
import type { Config } from '#config.ts'
import { databaseExists, withAdmin } from './connection.ts'
import { UsageFault, type Answer, type Context } from './verb.ts'

/** A site from an exported bag, into an empty database and an empty store. */
export async function restoreArchive(
  { config, progress }: Context,
  asked: { readonly from: string; readonly resume?: true },
): Promise<Answer> {
  const known = await lstat(asked.from).catch(() => undefined)
  if (known?.isDirectory() !== true) throw new UsageFault(`there is no folder ${asked.from}`)
  if (!(await databaseExists(config)))
    throw new UsageFault('there is no database yet: run everfile migrate first')
  const store = openObjectStore(config.store)
  try {
    const restored = await withAdmin(config, async (admin) =>
      restoreSite(
        { admin, store, operator: userInfo().username, now: new Date().toISOString(), progress },
        { folder: asked.from, way: asked.resume === true ? 'resumed' : 'anew' },
      ),
    )
    await indexAnew(config)
    return answerOf(restored)
  } catch (error) {
    throw error instanceof RestoreRefused ? new UsageFault(error.message) : error
  } finally {
    store.close()
  }
}

async function indexAnew(config: Config): Promise<void> {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-restore', max: 1 })
  try {
    await markAllForSearch(sql, ENGINE_ID)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function answerOf(restored: Restored): Answer {
  const { records, histories, events, added, objects, absent, heads } = restored
  return {
    lines: [
      `Restored ${records} records, ${histories} histories, ${events} events, ${objects} objects, ${heads} signed heads; ${added} events say where the copies lie here.`,
      ...(absent === 0 ? [] : [`${absent} objects have no bytes: they were not in the bag.`]),
      'Next: everfile verify; a first password for each person (everfile user password); npm start; everfile rehydrate.',
    ],
    json: restored,
    hasFaults: absent > 0,
  }
}
