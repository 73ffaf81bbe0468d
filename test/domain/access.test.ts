import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  ACT_ROLES,
  candidateGroup,
  EXCLUSIVE_ROLES,
  givesScope,
  gradeRank,
  isAppraiserKind,
  isCandidate,
  isCleared,
  mayAct,
  mayActOrStandIn,
  seesSideVolumes,
  SIDE_VOLUME_ROLES,
  type ActName,
} from '#domain/access.ts'
import { projectRoot } from '#scripts/checks/project.ts'
import { GRADES, ROLES, type Role } from '#domain/vocabulary.ts'
import { aPerson, PEOPLE, UNITS } from '#test/support/decisions.ts'

describe('access', () => {
  test.each(['system-admin', 'security-admin', 'audit-admin'] as const)(
    'REQ-57 %s has no scope over content, and is exclusive',
    (role) => {
      expect(givesScope(role)).toBe(false)
      expect(EXCLUSIVE_ROLES).toContain(role)
    },
  )

  test('an appointment to single lists gives no scope, work in a unit does', () => {
    expect(ROLES.filter((role) => !givesScope(role))).toEqual(
      [
        'appraiser',
        'main-head',
        'witness',
        'leader',
        'system-admin',
        'security-admin',
        'audit-admin',
        'receiving-archive',
        'engine',
      ].filter((role) => role !== 'main-head'),
    )
  })

  test('REQ-57 administrators act on people, units, machines and logs alone, never on a record', () => {
    const acts = (Object.keys(ACT_ROLES) as ActName[]).filter((act) =>
      EXCLUSIVE_ROLES.some((role) => (ACT_ROLES[act] as readonly Role[]).includes(role)),
    )
    expect(acts).toEqual([
      'secret.decide',
      'stub.end',
      'job.retry',
      'person.find',
      'clock.move',
      'unit.change',
      'audit.read',
      'account.manage',
      'key.manage',
      'machines.keep',
      'rights.read',
    ])
  })

  test('REQ-40 who places holds is not thereby one who confirms their lifting', () => {
    expect(mayAct(PEOPLE.auditor, 'hold.place')).toBe(true)
    expect(mayAct(PEOPLE.auditor, 'hold.confirm-lift')).toBe(false)
    expect(mayAct(PEOPLE.clerk, 'hold.place')).toBe(false)
    expect(mayAct(PEOPLE.compiler, 'list.compile')).toBe(true)
  })

  test.each(GRADES)('a clearance covers %s and what is below, nothing above', (clearance) => {
    const actor = aPerson('business-clerk', 'forming', { clearance })
    expect(GRADES.filter((grade) => isCleared(actor, grade))).toEqual(
      GRADES.slice(0, gradeRank(clearance) + 1),
    )
  })

  test('a group is a role within a unit; an appraiser’s names the seat', () => {
    expect(candidateGroup('unit-head', 'u')).toBe('unit-head@u')
    expect(candidateGroup('appraiser', 'u', 'business')).toBe('appraiser:business@u')
    expect(isCandidate(PEOPLE.business, candidateGroup('appraiser', UNITS.agency, 'business'))).toBe(true)
    expect(isCandidate(PEOPLE.business, candidateGroup('appraiser', UNITS.agency, 'archives'))).toBe(false)
    expect(isCandidate(PEOPLE.clerk, candidateGroup('business-clerk', UNITS.archives))).toBe(false)
  })

  test('knows the four seats of an appraisal group', () => {
    expect(isAppraiserKind('archives')).toBe(true)
    expect(isAppraiserKind('gardener')).toBe(false)
  })
})

describe('REG-44 REG-9 side volumes', () => {
  test.each([
    'window-clerk',
    'integration',
    'receiving-archive',
    'leader',
    'system-admin',
    'security-admin',
    'audit-admin',
  ] as const)('are hidden from %s', (role) => {
    expect(seesSideVolumes({ groups: [`${role}@unit`] })).toBe(false)
  })

  test('are seen by who makes, keeps, appraises and audits files, as a deputy too', () => {
    expect(SIDE_VOLUME_ROLES.filter((role) => !seesSideVolumes({ groups: [`${role}@unit`] }))).toEqual([])
    expect(seesSideVolumes({ groups: ['appraiser:business@unit'] })).toBe(true)
    expect(seesSideVolumes({ groups: [] })).toBe(false)
  })

  test('row security asks for the same roles', () => {
    const sql = readFileSync(join(projectRoot, 'db', 'gate', 'scope.sql'), 'utf8')
    const [, list = ''] = /'side', case when exists \(.*? in \(([^)]*)\)/s.exec(sql) ?? []
    expect([...list.matchAll(/'([a-z-]+)'/g)].map(([, role]) => role)).toEqual(SIDE_VOLUME_ROLES)
  })

  test('a deputy does what waits in the worklist of the post, and nothing else of it', () => {
    const deputy = { roles: [], groups: ['archives-head@archives', 'unit-archivist@pension'] }
    expect(mayActOrStandIn(deputy, 'scheme.activate')).toBe(false)
    expect(mayActOrStandIn(deputy, 'case.reply')).toBe(false)
    expect(mayActOrStandIn({ roles: [], groups: ['archives-clerk@archives'] }, 'case.open')).toBe(false)
    expect(mayActOrStandIn(deputy, 'case.open')).toBe(true)
    expect(mayActOrStandIn(deputy, 'filing.state')).toBe(true)
    expect(mayActOrStandIn({ roles: ['archives-head'], groups: [] }, 'scheme.activate')).toBe(true)
  })
})
