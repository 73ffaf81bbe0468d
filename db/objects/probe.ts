import type { ObjectStore } from '#db/objects.ts'
import { destroyAllVersions } from './destroy.ts'
import { StoreFault } from './fault.ts'
import {
  type Check,
  checksOf,
  isUnavailable,
  PROBE_BUCKET,
  PROBE_CHECKS,
  PROBE_DEFAULTS_BUCKET,
  type ProbeCheck,
} from './probe-checks.ts'
import { versionsUnder } from './versions.ts'
import type { StoreWire } from './wire.ts'

// A server that does not say what it is.
const UNNAMED = 'unnamed'

export interface ProbeResult {
  readonly check: ProbeCheck
  readonly passed: boolean
  readonly detail: string
}

export interface ProbeReport {
  /** True when every check passed. A store that fails gets no filing. */
  readonly passed: boolean
  /** Same endpoint and server version, same answer: the report may be kept under this key. */
  readonly cacheKey: string
  /** In the order of PROBE_CHECKS. */
  readonly results: readonly ProbeResult[]
}

/**
 * Finds out, in buckets of its own and with locks of three seconds, what the store really enforces: answers of 200 and
 * refusals of the one simplest delete have been seen from stores that destroy locked data by another request.
 * Takes some seconds. Leaves one empty object locked for a day (default retention knows no shorter term); a later probe
 * removes what has lapsed.
 */
export async function probeStore(store: Pick<ObjectStore, 'wire'>): Promise<ProbeReport> {
  const { wire } = store
  const checks = checksOf(wire)
  const [first, ...others] = PROBE_CHECKS
  const made = await resultOf(first, checks[first])
  const cacheKey = await cacheKeyOf(store)
  if (!made.passed) return { passed: false, cacheKey, results: [made, ...others.map(untried)] }
  const results = [made, ...(await Promise.all(others.map((check) => resultOf(check, checks[check]))))]
  await sweep(wire)
  return { passed: results.every((result) => result.passed), cacheKey, results }
}

function untried(check: ProbeCheck): ProbeResult {
  return { check, passed: false, detail: 'not tried: there is no bucket to try it in' }
}

/** Endpoint and server version: what a probe's report is kept under. */
export async function cacheKeyOf({ wire }: Pick<ObjectStore, 'wire'>): Promise<string> {
  try {
    const { headers } = await wire.send({ method: 'HEAD', bucket: PROBE_BUCKET })
    return `${wire.endpoint} ${String(headers.server ?? UNNAMED)}`
  } catch (error) {
    if (error instanceof StoreFault && !isUnavailable(error)) return `${wire.endpoint} ${UNNAMED}`
    throw error
  }
}

async function resultOf(check: ProbeCheck, run: Check): Promise<ProbeResult> {
  try {
    await run()
    return { check, passed: true, detail: 'as it must be' }
  } catch (error) {
    if (isUnavailable(error)) throw error
    return { check, passed: false, detail: error instanceof Error ? error.message : String(error) }
  }
}

/** Removes what this and earlier probes left and what has lapsed since; the rest waits for the next probe. */
async function sweep(wire: StoreWire): Promise<void> {
  for (const bucket of [PROBE_BUCKET, PROBE_DEFAULTS_BUCKET]) {
    const keys = new Set<string>()
    for await (const { key } of versionsUnder(wire, bucket, '')) keys.add(key)
    for (const key of keys) await sweepKey(wire, bucket, key)
  }
}

async function sweepKey(wire: StoreWire, bucket: string, key: string): Promise<void> {
  try {
    await destroyAllVersions(wire, { bucket, key })
  } catch (error) {
    // A store that lies about deleting has been judged by the checks; its litter is not worth more words.
    if (isUnavailable(error)) throw error
  }
}
