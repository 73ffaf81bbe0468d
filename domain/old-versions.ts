import type { DigitalObjectRow, ObjectCopyRow } from './state.ts'

type Version = Pick<DigitalObjectRow, 'id' | 'derivedFrom' | 'withdrawnAt'>
type Copy = Pick<ObjectCopyRow, 'id' | 'objectId' | 'bucket' | 'state'>

/**
 * Copies that are of no use any more once the final versions of a record are locked: those of versions that were withdrawn or scanned anew,
 * with the pictures that were made of them, and what came in before the locked copy was made. The final version is whatever was not
 * withdrawn: its copy stays while no locked one stands, and its locked one stays always (Noark 5, 2.7.7 and 2.7.14).
 */
export function copiesOfOldVersions<C extends Copy>(
  versions: readonly Version[],
  copies: readonly C[],
): readonly C[] {
  const withdrawn = new Set(versions.flatMap(({ id, withdrawnAt }) => (withdrawnAt === null ? [] : [id])))
  const isOld = new Set(
    versions.flatMap(({ id, derivedFrom }) =>
      withdrawn.has(id) || withdrawn.has(derivedFrom ?? id) ? [id] : [],
    ),
  )
  const stored = copies.filter(({ state }) => state === 'stored')
  const locked = new Set(stored.flatMap(({ bucket, objectId }) => (bucket === 'masters' ? [objectId] : [])))
  return stored.filter(({ bucket, objectId }) => {
    if (bucket === 'intake') return isOld.has(objectId) || locked.has(objectId)
    return bucket === 'derived' && isOld.has(objectId)
  })
}
