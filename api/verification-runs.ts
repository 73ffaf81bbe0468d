import type { Sql } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { endVerification, touchVerification } from '#db/queries/verification-runs.ts'
import { signingKeyOf } from '#db/signing.ts'
import { verifyAll, type SiteVerdict } from '#db/verify.ts'
import { verifyCheckpoints, type CheckpointsVerdict } from '#db/verify-checkpoints.ts'
import type { VerificationResultView } from './contract/audit.ts'
import type { Dependencies } from './dependencies.ts'

/** How often a run says how far it has come. */
const SAY_MS = 300

/** Verifies the whole site as the engine sees it, and says how far it has come in the run's own row, for whoever looks. */
export async function runVerification(deps: Dependencies, id: string): Promise<void> {
  const say = speakerOf(deps.sql, id)
  try {
    const result = await verifySite(deps, (checked, total) => say.progress(checked, total))
    await say.done()
    await endVerification(deps.sql, { id, state: 'finished', events: result.events, result })
  } catch (error) {
    deps.logger.error({ err: error, run: id }, 'the verification of the site could not go on')
    await say.done()
    await endVerification(deps.sql, { id, state: 'stopped', events: 0, result: null })
  }
}

/** Every history, every act, and every signed head; what is wrong is named. */
async function verifySite(
  { sql, store, config }: Dependencies,
  progress: (checked: number, total: number) => void,
): Promise<VerificationResultView> {
  const begunAt = performance.now()
  const found = await verifyAll(sql, ENGINE_ID, ({ checked, total }) => progress(checked, total))
  const publicKey = config.signingKey === null ? null : signingKeyOf(config.signingKey).publicKey
  const log = await verifyCheckpoints({ sql, store, engineId: ENGINE_ID, publicKey })
  const faults = [...historyFaults(found), ...logFaults(log)]
  return {
    verdict: found.verdict === 'whole' && faults.length === 0 ? 'whole' : 'broken',
    streams: found.streams,
    events: found.events,
    checkpoints: log.checkpoints,
    covered: log.covered,
    ms: Math.max(1, Math.round(performance.now() - begunAt)),
    faults,
  }
}

function historyFaults({ broken, faults }: SiteVerdict): VerificationResultView['faults'] {
  return [
    ...broken.map(({ id, firstBad, differing }) =>
      firstBad === null
        ? { kind: 'tables-differ', where: id, detail: differing.join(', ') }
        : { kind: `chain-${firstBad.reason}`, where: id, detail: `#${firstBad.seq}` },
    ),
    ...faults.map(({ kind, id, detail }) => ({ kind, where: id, detail })),
  ]
}

function logFaults({ faults }: CheckpointsVerdict): VerificationResultView['faults'] {
  return faults.map(({ checkpoint, kind, event }) => ({
    kind,
    where: event === null ? `checkpoint ${checkpoint}` : event.stream,
    detail: event === null ? '' : `#${event.seq}, position ${event.position}, checkpoint ${checkpoint}`,
  }))
}

/** Writes one step after the other, and not more often than somebody looks. */
function speakerOf(sql: Sql, id: string) {
  let writing: Promise<void> = Promise.resolve()
  let saidAt = -Infinity
  return {
    progress(checked: number, total: number): void {
      const now = performance.now()
      if (now - saidAt < SAY_MS && checked < total) return
      saidAt = now
      writing = writing.then(() => touchVerification(sql, { id, checked, total }))
    },
    done: () => writing,
  }
}
