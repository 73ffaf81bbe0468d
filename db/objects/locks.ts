import { StoreFault } from './fault.ts'
import type { StoreWire } from './wire.ts'
import { textOf } from './xml.ts'

export interface VersionRef {
  readonly bucket: string
  readonly key: string
  /** Null where the bucket keeps no versions. */
  readonly versionId: string | null
}

/** What the server itself says about a version's retention. A lapsed lock still names its date. */
export type Retention =
  | { readonly kind: 'retained'; readonly mode: 'COMPLIANCE' | 'GOVERNANCE'; readonly retainUntilMs: number }
  | { readonly kind: 'none' }

// What the servers say when a version or its bucket has no lock at all.
const NO_LOCK = new Set([
  'InvalidRequest',
  'NoSuchObjectLockConfiguration',
  'NoSuchObjectLegalHold',
  'ObjectLockConfigurationNotFoundError',
])

/** Stores keep whole seconds and cut the rest off; rounding up first means never locking for less than was asked. */
function wholeSecondsUp(instantMs: number): number {
  return Math.ceil(instantMs / 1000) * 1000
}

/** The headers that lock an object as it is written. COMPLIANCE: nobody may shorten it, whatever their rights. */
export function lockHeadersOf(lockUntilMs: number): Readonly<Record<string, string>> {
  return {
    'x-amz-object-lock-mode': 'COMPLIANCE',
    'x-amz-object-lock-retain-until-date': new Date(wholeSecondsUp(lockUntilMs)).toISOString(),
  }
}

export async function retentionOf(wire: StoreWire, ref: VersionRef): Promise<Retention> {
  const xml = await lockAnswerOf(wire, ref, 'retention')
  const mode = xml === undefined ? undefined : textOf(xml, 'Mode')
  const retainUntilMs = Date.parse((xml === undefined ? undefined : textOf(xml, 'RetainUntilDate')) ?? '')
  if ((mode !== 'COMPLIANCE' && mode !== 'GOVERNANCE') || Number.isNaN(retainUntilMs)) return { kind: 'none' }
  return { kind: 'retained', mode, retainUntilMs }
}

/**
 * Reads a lock back from the server and compares: a 200 proves nothing, some stores accept the headers and set no lock.
 * @returns the instant until which the server really keeps the version
 * @throws StoreFault `store.lock-not-set`
 */
export async function provenLockOf(wire: StoreWire, ref: VersionRef, lockUntilMs: number): Promise<number> {
  const retention = await retentionOf(wire, ref)
  if (
    retention.kind === 'retained' &&
    retention.mode === 'COMPLIANCE' &&
    retention.retainUntilMs >= wholeSecondsUp(lockUntilMs)
  )
    return retention.retainUntilMs
  const found =
    retention.kind === 'none'
      ? 'no lock'
      : `${retention.mode} until ${new Date(retention.retainUntilMs).toISOString()}`
  throw new StoreFault(
    'store.lock-not-set',
    `The store answered well but ${ref.bucket}/${ref.key} has ${found} instead of COMPLIANCE until ${new Date(lockUntilMs).toISOString()}.`,
  )
}

/**
 * Lengthens a lock. A lock that already lasts as long is left alone, so asking twice is one effect; it is never shortened.
 * @returns the instant until which the server now keeps the version
 */
export async function extendLock(
  wire: StoreWire,
  ref: VersionRef,
  untilMs: number,
): Promise<{ readonly retainUntilMs: number }> {
  const current = await retentionOf(wire, ref)
  const isLongEnough =
    current.kind === 'retained' &&
    current.mode === 'COMPLIANCE' &&
    current.retainUntilMs >= wholeSecondsUp(untilMs)
  if (isLongEnough) return { retainUntilMs: current.retainUntilMs }
  await requestRetention(wire, ref, { mode: 'COMPLIANCE', untilMs })
  return { retainUntilMs: await provenLockOf(wire, ref, untilMs) }
}

/** Asks the server for a retention as it stands, lawful or not. The probe uses it to see what the server refuses. */
export async function requestRetention(
  wire: StoreWire,
  ref: VersionRef,
  wanted: { readonly mode: string; readonly untilMs: number },
): Promise<void> {
  const until = new Date(wholeSecondsUp(wanted.untilMs)).toISOString()
  const body = Buffer.from(
    `<Retention><Mode>${wanted.mode}</Mode><RetainUntilDate>${until}</RetainUntilDate></Retention>`,
  )
  await wire.send({ method: 'PUT', bucket: ref.bucket, key: ref.key, query: queryOf('retention', ref), body })
}

/** Whether the store's own legal hold stands on a version. */
export async function legalHoldOf(wire: StoreWire, ref: VersionRef): Promise<'held' | 'free'> {
  const xml = await lockAnswerOf(wire, ref, 'legal-hold')
  return xml !== undefined && textOf(xml, 'Status') === 'ON' ? 'held' : 'free'
}

/** Sets or clears the store's legal hold and reads it back. */
export async function requestLegalHold(
  wire: StoreWire,
  ref: VersionRef,
  wanted: 'held' | 'free',
): Promise<void> {
  const body = Buffer.from(`<LegalHold><Status>${wanted === 'held' ? 'ON' : 'OFF'}</Status></LegalHold>`)
  await wire.send({
    method: 'PUT',
    bucket: ref.bucket,
    key: ref.key,
    query: queryOf('legal-hold', ref),
    body,
  })
  if ((await legalHoldOf(wire, ref)) === wanted) return
  throw new StoreFault(
    'store.lock-not-set',
    `The store answered well but the legal hold of ${ref.bucket}/${ref.key} is not ${wanted}.`,
  )
}

async function lockAnswerOf(
  wire: StoreWire,
  ref: VersionRef,
  subject: 'retention' | 'legal-hold',
): Promise<string | undefined> {
  try {
    return (
      await wire.send({ method: 'GET', bucket: ref.bucket, key: ref.key, query: queryOf(subject, ref) })
    ).text
  } catch (error) {
    if (error instanceof StoreFault && error.s3Code !== undefined && NO_LOCK.has(error.s3Code))
      return undefined
    throw error
  }
}

function queryOf(subject: string, { versionId }: VersionRef): string {
  return versionId === null ? subject : `${subject}&versionId=${encodeURIComponent(versionId)}`
}
