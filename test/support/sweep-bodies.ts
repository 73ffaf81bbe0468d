/** Longer bodies that the access sweep sends. */
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import type { Grade } from '#domain/vocabulary.ts'

export function newRecord(grade: Grade): Readonly<Record<string, unknown>> {
  return {
    definition: 'electronic-item',
    title: '权限检查',
    classCode: 'SI-5-03',
    formedOn: '2015-03-02',
    formingUnitId: demoUnitId('unemployment'),
    carrier: 'electronic',
    grade,
    uploadIds: [],
  }
}

/** In form the answer of a security key, and of none. */
export const A_KEY = {
  id: 'AA',
  rawId: 'AA',
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: 'AA', attestationObject: 'AA' },
}
