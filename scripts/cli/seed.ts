import { makeCheckpoint, type CheckpointDeps } from '#db/checkpoints.ts'
import { connect } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { openObjectStore } from '#db/objects.ts'
import { seedOrganisation } from '#db/seed/seed-organisation.ts'
import { signingKeyOf } from '#db/signing.ts'
import { seedArchive, type Seeding } from '#scripts/seed/archive.ts'
import type { SiteMode } from '#domain/vocabulary.ts'
import { readSiteMode, withAdmin } from './connection.ts'
import type { Answer, Context } from './verb.ts'

/** Fills a demo or test site; a production site gets no invented people. */
export async function seed(context: Context, { ifEmpty }: { readonly ifEmpty: boolean }): Promise<Answer> {
  const { config } = context
  const known = await readSiteMode(config)
  const mode = known === 'none' ? config.siteMode : known
  if (mode === 'production') return leave('A production site is not seeded.', ifEmpty)
  if (known === 'none')
    await withAdmin(config, async (sql) => seedOrganisation(sql, { mode, secretKey: config.secretKey }))
  const seeding = await fill(context, mode)
  switch (seeding.kind) {
    case 'seeded':
      return {
        lines: [`Seeded the demo archive: ${seeding.records} records.`],
        json: { seeded: true, records: seeding.records },
      }
    case 'seeded-before':
      return leave('The demo archive was seeded before.', ifEmpty)
    case 'in-use':
      return leave('There are records that are not the demo archive; nothing was seeded.', ifEmpty)
  }
}

function leave(line: string, isFine: boolean): Answer {
  return { lines: [line], json: { seeded: false }, hasFaults: !isFine }
}

/** The history that the demo begins with is under a signed head from its first day. */
async function signLog(deps: CheckpointDeps): Promise<void> {
  while ((await makeCheckpoint(deps)) !== undefined);
}

async function fill({ config, progress }: Context, siteMode: SiteMode): Promise<Seeding> {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-seed', max: 6 })
  const store = openObjectStore(config.store)
  try {
    const seeding = await seedArchive({ sql, store, siteMode, progress })
    if (seeding.kind === 'seeded' && config.signingKey !== null)
      await signLog({
        sql,
        store,
        siteMode,
        engineId: ENGINE_ID,
        signingKey: signingKeyOf(config.signingKey),
      })
    return seeding
  } finally {
    store.close()
    await sql.end({ timeout: 5 })
  }
}
