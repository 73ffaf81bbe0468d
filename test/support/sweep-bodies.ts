/** Longer bodies that the access sweep sends, and calls whose bodies rest on nothing of its site. */
import { SHIPPED_FORMATS } from '#domain/archive-formats.ts'
import { newId } from '#db/ids.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import type { Grade } from '#domain/vocabulary.ts'
import { CONSENT } from './domain.ts'

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

export const SIGNED = { sha256: '0'.repeat(64), note: '已核对' }
const REASON = { reason: '权限检查' }
const PROVEN = { subject: { name: '权限检查', number: '11010119900307002X' }, purpose: '权限检查' }
const READING = { agent: null, proof: 'identity-card', way: 'reading', objectIds: [], refusal: null }

export function fixedCall(route: string, grade: Grade): { readonly body?: object } {
  switch (route) {
    case 'POST /api/records/{id}/variants':
      return {
        body: {
          originalId: newId(),
          uploadId: newId(),
          originalGrade: grade,
          removed: '权限检查',
          clause: '权限检查',
        },
      }
    case 'POST /api/records/{id}/variants/{objectId}/decision':
      return { body: { ...REASON, decision: 'confirm' } }
    case 'POST /api/records/{id}/vital':
      return { body: { ...REASON, cycleMonths: 12 } }
    case 'POST /api/records/{id}/vital-review':
      return { body: { outcome: 'still-vital', note: '权限检查', isCopyReadable: true } }
    case 'POST /api/givings/search':
      return { body: PROVEN }
    case 'POST /api/records/{id}/givings':
      return { body: { ...PROVEN, ...READING } }
    case 'POST /api/givings/{id}/decision':
      return { body: { decision: 'approve', ...REASON } }
    case 'POST /api/records/{id}/grades':
      return { body: { ...REASON, grade } }
    case 'POST /api/records/{id}/grades/decision':
      return { body: { ...REASON, decision: 'confirm' } }
    case 'POST /api/schedules/{id}/review':
    case 'POST /api/schedules/{id}/approval':
      return { body: SIGNED }
    case 'POST /api/schedules/{id}/activation':
      return { body: { ...SIGNED, consent: CONSENT } }
    case 'POST /api/archive-formats':
      return { body: { ...SHIPPED_FORMATS, basis: '权限检查文件' } }
    case 'POST /api/working-days':
      return { body: { year: 2027, source: '权限检查文件', csv: '2027-01-01,休,元旦' } }
    case 'POST /api/secret-stubs':
      return {
        body: {
          fondsId: newId(),
          classCode: 'SI-5-03',
          year: 2016,
          formingUnitId: newId(),
          grade: 'secret',
          secrecyYears: 5,
          custodyCode: 'BM-01',
        },
      }
    default:
      return {}
  }
}
