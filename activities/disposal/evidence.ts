import type { NewEvent } from '#domain/events.ts'
import { renewUntil } from '#domain/lock.ts'
import { idOf } from '#db/ids.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import type { EngineDeps } from '#activities/engine.ts'

interface Evidence {
  readonly listId: string
  readonly role: 'register' | 'certificate'
  readonly name: string
  readonly body: Buffer
}

/** Id of a list's register or certificate: one of each, however often its making is tried. */
export function evidenceIdOf(listId: string, role: Evidence['role']): string {
  return idOf(listId, role)
}

/** Puts a paper of a list into the locked evidence bucket; the answer is the event that says so. */
export async function keepEvidence(
  deps: EngineDeps,
  { listId, role, name, body }: Evidence,
): Promise<NewEvent> {
  const id = evidenceIdOf(listId, role)
  const key = objectKeyOf({ area: 'list', ownerId: listId, objectId: id })
  const storeNowMs = await deps.store.clockMs()
  const standing = { kind: 'not-due', earliestLawfulEndMs: null } as const
  const lock = renewUntil({ siteMode: deps.siteMode, storeNowMs, standing, retainUntilMs: null })
  if (lock.kind === 'leave') throw new Error(`evidence of list ${listId} has no lock: ${lock.reason}`)
  const stored = await deps.store.put({
    bucket: 'evidence',
    key,
    body,
    contentType: 'application/pdf',
    lockUntilMs: lock.untilMs,
  })
  return {
    stream: { kind: 'disposal-list', id: listId },
    type: 'object.added',
    data: {
      id,
      role,
      position: role === 'register' ? 1 : 2,
      mediaType: 'application/pdf',
      sizeBytes: stored.sizeBytes,
      sha256: stored.sha256,
      derivedFrom: null,
      nameDigest: null,
      copy: { id: idOf(id, 'copy'), bucket: 'evidence', key, versionId: stored.versionId },
    },
    personal: { nameDigest: name },
  }
}
