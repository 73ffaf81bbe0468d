import { connect } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { openObjectStore } from '#db/objects.ts'
import { signingKeyOf } from '#db/signing.ts'
import { verifyAll } from '#db/verify.ts'
import { verifyCheckpoints, type CheckpointFault } from '#db/verify-checkpoints.ts'
import type { Answer, Context } from './verb.ts'

/**
 * Checks every history of the site: chains from their canonical text, tables against the fold of their events, acts, that
 * something carries everything that has not ended, and every signed head of the log against the events, its signature and
 * its copy in the evidence bucket. Reads alone, and may run beside a working site.
 */
export async function verify({ config, progress }: Context): Promise<Answer> {
  const sql = connect({ url: config.database.appUrl, name: 'everfile-verify', max: 2 })
  const store = openObjectStore(config.store)
  try {
    const begunAt = performance.now()
    const found = await verifyAll(sql, ENGINE_ID, ({ checked, total }) =>
      progress(`verified ${checked} of ${total} histories`),
    )
    const publicKey = config.signingKey === null ? null : signingKeyOf(config.signingKey).publicKey
    const log = await verifyCheckpoints({ sql, store, engineId: ENGINE_ID, publicKey }, (number) =>
      progress(`verified ${number} checkpoints`),
    )
    const ms = Math.round(performance.now() - begunAt)
    const { streams, events, broken, faults, outboxWaiting } = found
    const verdict = found.verdict === 'whole' && log.faults.length === 0 ? 'whole' : 'broken'
    const lines = [
      ...broken.map(({ id, firstBad, differing }) =>
        firstBad === null
          ? `${id}: the tables ${differing.join(', ')} differ from the history`
          : `${id}: first bad event ${firstBad.seq} (${firstBad.reason})`,
      ),
      ...faults.map(({ kind, id, detail }) => `${id}: ${kind} ${detail}`),
      ...log.faults.map(lineOf),
      `${log.checkpoints} checkpoints over ${log.covered} events, ${log.faults.length} faults`,
      `${verdict}: ${streams} histories, ${events} events, ${broken.length} broken, ${faults.length} other faults, ${outboxWaiting} nudges waiting, ${ms} ms`,
    ]
    return { lines, json: { ...found, verdict, log, ms }, hasFaults: verdict === 'broken' }
  } finally {
    store.close()
    await sql.end({ timeout: 5 })
  }
}

function lineOf({ checkpoint, kind, event }: CheckpointFault): string {
  return event === null
    ? `checkpoint ${checkpoint}: ${kind}`
    : `checkpoint ${checkpoint}: ${kind} ${event.stream} event ${event.seq} at position ${event.position}`
}
