import { connect } from '#db/client.ts'
import { ENGINE_ID } from '#db/seed/demo-organisation.ts'
import { verifyAll } from '#db/verify.ts'
import type { Answer, Context } from './verb.ts'

/**
 * Checks every history of the site: chains from their canonical text, tables against the fold of their events, acts, and
 * that something carries everything that has not ended. Reads alone, and may run beside a working site.
 */
export async function verify({ config, progress }: Context): Promise<Answer> {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-verify', max: 2 })
  try {
    const begunAt = performance.now()
    const found = await verifyAll(sql, ENGINE_ID, ({ checked, total }) =>
      progress(`verified ${checked} of ${total} histories`),
    )
    const ms = Math.round(performance.now() - begunAt)
    const { verdict, streams, events, broken, faults, outboxWaiting } = found
    const lines = [
      ...broken.map(({ id, firstBad, differing }) =>
        firstBad === null
          ? `${id}: the tables ${differing.join(', ')} differ from the history`
          : `${id}: first bad event ${firstBad.seq} (${firstBad.reason})`,
      ),
      ...faults.map(({ kind, id, detail }) => `${id}: ${kind} ${detail}`),
      `${verdict}: ${streams} histories, ${events} events, ${broken.length} broken, ${faults.length} other faults, ${outboxWaiting} nudges waiting, ${ms} ms`,
    ]
    return { lines, json: { ...found, ms }, hasFaults: verdict === 'broken' }
  } finally {
    await sql.end({ timeout: 5 })
  }
}
