import { candidateGroup } from '#domain/access.ts'
import type { Fonds } from './act.ts'

/**
 * Whose incidents of side work are: recognising text, laying it behind the pictures and printing forms depend on machines and
 * change nothing that an archivist decided, so the system administrators of the information centre repair them (信息中心). They
 * may sit anywhere below the bureau.
 */
export function ownerOfSideWork({ bureauUnitId }: Pick<Fonds, 'bureauUnitId'>): string {
  return candidateGroup('system-admin', bureauUnitId)
}
