import { ApplicationFailure } from '@temporalio/activity'
import { makeCheckpoint, renewCheckpointLocks } from '#db/checkpoints.ts'
import type { SigningKey } from '#db/signing.ts'
import type { CheckpointActivities } from './contract.ts'
import type { EngineDeps } from './engine.ts'

interface CheckpointsDeps extends Pick<EngineDeps, 'sql' | 'store' | 'engineId' | 'siteMode' | 'run'> {
  /** Null on a site that was given none: then no head can be signed, and that is a fault of its set-up. */
  readonly signingKey: SigningKey | null
}

export function createCheckpointActivities(deps: CheckpointsDeps): CheckpointActivities {
  return {
    async signHeads() {
      const { signingKey } = deps
      if (signingKey === null)
        throw ApplicationFailure.nonRetryable(
          'the site has no key to sign its log with',
          'site.no-signing-key',
        )
      let made = 0
      // A busy day has more new events than one checkpoint takes.
      while ((await makeCheckpoint({ ...deps, signingKey })) !== undefined) {
        made += 1
        deps.run.beat()
      }
      return { made, renewed: await renewCheckpointLocks(deps, () => deps.run.beat()) }
    },
  }
}
