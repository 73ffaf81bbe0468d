import { seedOrganisation } from '#db/seed/seed-organisation.ts'
import { readSiteMode, withAdmin } from './connection.ts'
import type { Answer, Context } from './verb.ts'

/** Fills a demo or test site; a production site gets no invented people. */
export async function seed({ config }: Context, { ifEmpty }: { readonly ifEmpty: boolean }): Promise<Answer> {
  const mode = await readSiteMode(config)
  if (mode === 'production' || (mode === 'none' && config.siteMode === 'production')) {
    return { lines: ['A production site is not seeded.'], json: { seeded: false }, hasFaults: !ifEmpty }
  }
  if (mode !== 'none') {
    return {
      lines: ['There is an archive already; nothing was seeded.'],
      json: { seeded: false },
      hasFaults: !ifEmpty,
    }
  }
  await withAdmin(config, async (sql) =>
    seedOrganisation(sql, { mode: config.siteMode, secretKey: config.secretKey }),
  )
  return { lines: ['Seeded the demo organisation.'], json: { seeded: true } }
}
