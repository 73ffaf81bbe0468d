import { setTimeout as pause } from 'node:timers/promises'
import { StoreFault } from './fault.ts'

export type Reclaim = { readonly kind: 'reclaimed' } | { readonly kind: 'not-supported' }

export interface ReclaimPlan {
  /** Address of SeaweedFS's master. */
  readonly masterUrl: string
  /** Only volumes of buckets that begin so are ours to wait for; the vacuum itself is the whole store's. */
  readonly prefix: string
}

// SeaweedFS hands deletions to its volumes in a queue that is emptied every 1.1 s. Two rounds of it must pass before
// "no garbage" means anything: at once after a delete the volume does not know of it yet.
const QUEUE_MS = 2_500
const PAUSE_MS = 500
const PASSES = 20
// A vacuum copies what is left of a volume, up to 30 GB; the answer comes when it is done.
const VACUUM_MS = 240_000
const STATUS_MS = 10_000
// Any garbage at all: as a share of a full volume one small record is less than a billionth.
const ANY_GARBAGE = '0.000000000001'

/**
 * Makes the store drop deleted bytes from its volume files, where they stay readable until a vacuum, and waits until no
 * volume of ours reports a deleted byte. Costs a rewrite of each volume concerned, so call it once per list, not per object.
 * @throws StoreFault `store.unavailable`, `store.still-there` when garbage is left after all passes
 */
export async function reclaimSpace(plan: ReclaimPlan): Promise<Reclaim> {
  await pause(QUEUE_MS)
  for (let pass = 1; pass <= PASSES; pass += 1) {
    // Answers at once, and does nothing, when another vacuum is running: hence the check and the next pass.
    await answerOf(new URL(`/vol/vacuum?garbageThreshold=${ANY_GARBAGE}`, plan.masterUrl), VACUUM_MS)
    if ((await garbageBytes(plan)) === 0) return { kind: 'reclaimed' }
    await pause(PAUSE_MS)
  }
  throw new StoreFault(
    'store.still-there',
    `The object store still holds deleted bytes after ${PASSES} vacuums.`,
  )
}

async function garbageBytes({ masterUrl, prefix }: ReclaimPlan): Promise<number> {
  let bytes = 0
  for (const server of await volumeServersOf(masterUrl)) {
    // The master hears of changes with a delay; each volume server knows its own state.
    const volumes = listAt(await answerOf(new URL('/status', server), STATUS_MS), 'Volumes')
    for (const volume of volumes) {
      const collection = fieldOf(volume, 'Collection')
      const deleted = fieldOf(volume, 'DeletedByteCount')
      if (typeof collection === 'string' && collection.startsWith(prefix) && typeof deleted === 'number')
        bytes += deleted
    }
  }
  return bytes
}

async function volumeServersOf(masterUrl: string): Promise<readonly string[]> {
  const status = await answerOf(new URL('/vol/status', masterUrl), STATUS_MS)
  const centers = Object.values(objectAt(fieldOf(status, 'Volumes'), 'DataCenters'))
  const racks = centers.flatMap((center) => Object.values(asObject(center)))
  const servers = racks.flatMap((rack) => Object.keys(asObject(rack)))
  if (servers.length === 0)
    throw new StoreFault('store.unavailable', 'The object store names no volume server.')
  return servers.map((address) => `${new URL(masterUrl).protocol}//${address}`)
}

async function answerOf(url: URL, timeoutMs: number): Promise<unknown> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
    if (!response.ok) throw new Error(`status ${response.status}`)
    return await response.json()
  } catch (error) {
    throw new StoreFault(
      'store.unavailable',
      `The object store's administration did not answer ${url.pathname}.`,
      { cause: error },
    )
  }
}

function asObject(value: unknown): object {
  if (typeof value === 'object' && value !== null) return value
  throw new StoreFault('store.unavailable', "The object store's administration answers in an unknown form.")
}

function fieldOf(value: unknown, name: string): unknown {
  return Object.entries(asObject(value)).find(([key]) => key === name)?.[1]
}

function objectAt(value: unknown, name: string): object {
  return asObject(fieldOf(value, name))
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name)
  return Array.isArray(list) ? list : []
}
