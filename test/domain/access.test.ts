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
import type { Definition } from '#domain/lifecycle.ts'
import { GRADES, ROLES, UNIT_KINDS, type Role } from '#domain/vocabulary.ts'
import { aPerson, LIST_DEFINITION, PAPER_DEFINITION, PEOPLE, UNITS } from '#test/support/decisions.ts'

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

  test('FEA-H8 administrators act on people, units, machines and logs alone, never on a record', () => {
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

  test.each(GRADES)('REG-8 FEA-H3 a clearance covers %s and what is below, nothing above', (clearance) => {
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

/** Who acts at each step, in order, and for whose unit. */
const chainOf = ({ steps }: Definition) =>
  steps.flatMap((step) =>
    step.kind === 'human'
      ? [[step.id, ...step.slots.map(({ role, appraiserKind, unit }) => `${appraiserKind ?? role}@${unit}`)]]
      : [],
  )

describe('REG-2 roles and chains of the bureau', () => {
  test('leaders, archives office, information centre, units, archivists and repository keepers have each their post', () => {
    const roles: Readonly<Record<string, readonly Role[]>> = {
      领导组: ['leader', 'main-head'],
      办公室: ['archives-head', 'archives-clerk', 'binder', 'executor'],
      信息中心: ['system-admin', 'scanner'],
      业务单位: ['business-clerk', 'unit-head'],
      档案员: ['unit-archivist'],
      库管: ['repository-keeper'],
    }
    expect(
      Object.values(roles)
        .flat()
        .filter((role) => !ROLES.includes(role)),
    ).toEqual([])
    expect(UNIT_KINDS).toEqual(
      expect.arrayContaining(['bureau', 'agency', 'section', 'archives-office', 'information-centre']),
    )
  })

  test('REG-21 REG-22 a file is filed and appraised in its unit, taken over by the archives office, and shelved by the keeper', () => {
    expect(chainOf(PAPER_DEFINITION)).toEqual([
      ['create', 'business-clerk@forming'],
      ['arrange', 'unit-archivist@forming'],
      ['file', 'unit-archivist@forming'],
      ['appraise', 'unit-head@forming'],
      ['hand-over', 'unit-archivist@forming', 'archives-clerk@archives-office'],
      ['scan', 'scanner@agency'],
      ['quality', 'quality-checker@agency'],
      ['bind', 'binder@archives-office'],
      ['shelve', 'repository-keeper@archives-office'],
      ['due', 'archives-clerk@archives-office'],
    ])
  })

  test('REG-24 a destruction is approved by the group of four seats, the main head and two witnesses, in this order', () => {
    expect(chainOf(LIST_DEFINITION)).toEqual([
      ['compile', 'archives-clerk@archives-office'],
      [
        'opinions',
        'agency-head@agency',
        'business@agency',
        'archives@archives-office',
        'administration@bureau',
      ],
      ['authorise', 'archives-head@archives-office'],
      ['file-for-record', 'archives-clerk@archives-office'],
      ['approve', 'main-head@agency'],
      ['check', 'witness@archives-office', 'witness@forming'],
      ['execute', 'executor@archives-office'],
      ['sign', 'witness@archives-office', 'witness@forming'],
    ])
  })

  test('REG-20 a schedule is drafted by the office, reviewed by its head and approved by the main head', () => {
    expect([
      ACT_ROLES['schedule.draft'],
      ACT_ROLES['schedule.review'],
      ACT_ROLES['schedule.approve'],
    ]).toEqual([['archives-clerk'], ['archives-head'], ['main-head']])
  })
})

describe('side volumes', () => {
  test.each([
    'window-clerk',
    'integration',
    'receiving-archive',
    'leader',
    'system-admin',
    'security-admin',
    'audit-admin',
  ] as const)('REG-9 REG-44 are hidden from %s', (role) => {
    expect(seesSideVolumes({ groups: [`${role}@unit`] })).toBe(false)
  })

  test('REG-44 are seen by who makes, keeps, appraises and audits files, as a deputy too', () => {
    expect(SIDE_VOLUME_ROLES.filter((role) => !seesSideVolumes({ groups: [`${role}@unit`] }))).toEqual([])
    expect(seesSideVolumes({ groups: ['appraiser:business@unit'] })).toBe(true)
    expect(seesSideVolumes({ groups: [] })).toBe(false)
  })

  test('REG-9 REG-44 row security asks for the same roles', () => {
    const sql = readFileSync(join(projectRoot, 'db', 'gate', 'scope.sql'), 'utf8')
    const [, list = ''] = /'side', case when exists \(.*? in \(([^)]*)\)/s.exec(sql) ?? []
    expect([...list.matchAll(/'([a-z-]+)'/g)].map(([, role]) => role)).toEqual(SIDE_VOLUME_ROLES)
  })

  test('FEA-C4 a deputy does what waits in the worklist of the post, and nothing else of it', () => {
    const deputy = { roles: [], groups: ['archives-head@archives', 'unit-archivist@pension'] }
    expect(mayActOrStandIn(deputy, 'scheme.activate')).toBe(false)
    expect(mayActOrStandIn(deputy, 'case.reply')).toBe(false)
    expect(mayActOrStandIn({ roles: [], groups: ['archives-clerk@archives'] }, 'case.open')).toBe(false)
    expect(mayActOrStandIn(deputy, 'case.open')).toBe(true)
    expect(mayActOrStandIn(deputy, 'filing.state')).toBe(true)
    expect(mayActOrStandIn({ roles: ['archives-head'], groups: [] }, 'scheme.activate')).toBe(true)
  })
})
