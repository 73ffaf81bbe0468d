import {
  APPRAISER_KINDS,
  GRADES,
  type AppraiserKind,
  type Grade,
  type RecordFamily,
  type Role,
} from './vocabulary.ts'

/** Who acts, as read in the facts of the same commit. */
export interface Actor {
  readonly personId: string
  readonly name: string
  readonly nameEn: string
  readonly kind: 'person' | 'service'
  readonly clearance: Grade
  readonly rightsVersion: number
  readonly roles: readonly Role[]
  /** `role@unit` for each unit from the post's own up to the root. */
  readonly groups: readonly string[]
  /** Units whose records the actor may see. */
  readonly units: readonly string[]
  /** Families of classes that one of the actor's posts is granted. */
  readonly families: readonly RecordFamily[]
  readonly posts: readonly {
    readonly id?: string
    readonly role: Role
    readonly unitId: string
    readonly appraiserKind: AppraiserKind | null
  }[]
  /** Records that the actor sees for a while by a grant of their own: to look at, and nothing else. */
  readonly granted: readonly string[]
  /** Groups that the actor is in as somebody's deputy alone, and whose. */
  readonly deputyFor?: readonly { readonly group: string; readonly personId: string }[]
}

/** The candidate group of a step: a role within a unit, read live when tasks are listed and claimed. */
export function candidateGroup(role: Role, unitId: string, appraiserKind?: AppraiserKind): string {
  return `${appraiserKind === undefined ? role : `${role}:${appraiserKind}`}@${unitId}`
}

export function isCandidate(actor: Actor, group: string): boolean {
  return actor.groups.includes(group)
}

/** For whose post the actor acts when they act for a group, as a deputy; empty when it is their own. */
export function behalfOf(actor: Actor, group: string): { readonly onBehalfOf?: string } {
  const principal = actor.deputyFor?.find((one) => one.group === group)
  return principal === undefined ? {} : { onBehalfOf: principal.personId }
}

export function gradeRank(grade: Grade): number {
  return GRADES.indexOf(grade)
}

export function isCleared(actor: Actor, grade: Grade): boolean {
  return gradeRank(actor.clearance) >= gradeRank(grade)
}

/** Whether the actor is granted a family of classes at all; which of their posts shows which unit, row security compares. */
export function isGranted(actor: Actor, family: string): boolean {
  return actor.families.some((granted) => granted === family)
}

/**
 * Whether a post shows the records of its unit's subtree. Appointments to single tasks and lists do not,
 * and none of the three administrators sees content (三员).
 */
export function givesScope(role: Role): boolean {
  switch (role) {
    case 'appraiser':
    case 'witness':
    case 'leader':
    case 'system-admin':
    case 'security-admin':
    case 'audit-admin':
    case 'receiving-archive':
    case 'engine':
      return false
    default:
      return true
  }
}

/**
 * Posts that see the side volume of a case (副卷): those that make, keep, appraise and audit files. Who serves the parties, hands
 * files in from outside or takes them over sees main volumes alone: parties may copy nothing else (办案规则 Art 22).
 */
export const SIDE_VOLUME_ROLES: readonly Role[] = [
  'business-clerk',
  'unit-archivist',
  'unit-head',
  'archives-clerk',
  'archives-head',
  'scanner',
  'quality-checker',
  'binder',
  'repository-keeper',
  'executor',
  'appraiser',
  'main-head',
  'witness',
  'auditor',
  'engine',
]

/** Whether somebody in these groups, as a deputy too, sees side volumes at all; row security asks the same of `scope_sees_side`. */
export function seesSideVolumes({ groups }: Pick<Actor, 'groups'>): boolean {
  return groups.some((group) =>
    SIDE_VOLUME_ROLES.some((role) => group.startsWith(`${role}@`) || group.startsWith(`${role}:`)),
  )
}

/** Roles that may do an act which is not a task: one table, read by gate, API and screens. */
export const ACT_ROLES = {
  'record.create': ['business-clerk', 'unit-archivist', 'integration'],
  'record.describe': ['business-clerk', 'unit-archivist', 'archives-clerk', 'integration'],
  'record.relate': ['business-clerk', 'unit-archivist', 'archives-clerk', 'archives-head'],
  'record.reopen': ['unit-head', 'archives-head'],
  'grade.change': ['unit-head', 'archives-head'],
  'variant.propose': ['unit-archivist', 'archives-clerk'],
  'variant.decide': ['unit-head', 'archives-head'],
  'vital.set': ['archives-clerk', 'archives-head'],
  'vital.review': ['archives-clerk', 'archives-head'],
  'vital.remind': ['engine'],
  'giving.ask': ['window-clerk'],
  'giving.approve': ['archives-head', 'unit-head'],
  'giving.refuse': ['window-clerk', 'archives-head', 'unit-head'],
  'code.renumber': ['archives-head'],
  'code.manage': ['archives-clerk', 'archives-head'],
  'secret.decide': ['security-admin'],
  'stub.enter': ['archives-head'],
  'stub.end': ['archives-head', 'security-admin'],
  'hold.place': ['archives-clerk', 'archives-head', 'unit-head', 'auditor'],
  'hold.propose-lift': ['archives-clerk', 'archives-head', 'unit-head', 'auditor'],
  'hold.confirm-lift': ['archives-head', 'unit-head', 'main-head'],
  'hold.place-standing': ['archives-head', 'unit-head', 'auditor'],
  'hold.answer-for-site': ['archives-head', 'main-head', 'auditor'],
  'hold.cover': ['engine'],
  'event.enter': ['unit-archivist', 'archives-clerk', 'business-clerk', 'integration'],
  'event.confirm': ['archives-clerk', 'archives-head'],
  'event.confirm-in-unit': ['unit-archivist', 'unit-head'],
  'list.compile': ['archives-clerk'],
  'list.draw-sample': ['archives-clerk', 'appraiser'],
  'list.choose-sample': ['appraiser'],
  'list.abort': ['main-head'],
  'batch.compile': ['archives-clerk'],
  'batch.receive': ['receiving-archive'],
  'list.ask-stop': [
    'appraiser',
    'archives-clerk',
    'archives-head',
    'main-head',
    'witness',
    'unit-head',
    'auditor',
  ],
  'paper.move': ['repository-keeper'],
  'job.retry': ['system-admin', 'archives-clerk', 'archives-head', 'unit-archivist', 'unit-head'],
  'schedule.draft': ['archives-clerk'],
  'schedule.confirm': ['archives-clerk', 'archives-head'],
  'schedule.review': ['archives-head'],
  'schedule.approve': ['main-head'],
  'schedule.return': ['archives-head', 'main-head'],
  'schedule.activate': ['archives-head'],
  'schedule.redate': ['archives-head'],
  'record.redate': ['engine'],
  'retention.set-end': ['archives-clerk', 'archives-head'],
  'retention.lift-end': ['archives-head'],
  'retention.propose-rule': ['archives-clerk', 'archives-head'],
  'retention.decide-rule': ['archives-head'],
  'import.bring': ['archives-clerk', 'archives-head', 'engine'],
  'import.approve': ['archives-head', 'engine'],
  'import.withdraw': ['archives-head', 'engine'],
  'import.run': ['engine'],
  'person.find': [
    'unit-head',
    'archives-clerk',
    'archives-head',
    'main-head',
    'leader',
    'auditor',
    'system-admin',
    'security-admin',
    'audit-admin',
  ],
  'clock.move': ['system-admin'],
  'unit.change': ['system-admin'],
  'fonds.settle': ['archives-head'],
  'calendar.set': ['archives-head'],
  'formats.set': ['archives-head'],
  'scheme.draft': ['archives-clerk'],
  'scheme.activate': ['archives-head'],
  'filing.state': ['unit-archivist', 'unit-head'],
  'filing.sweep': ['engine'],
  'case.open': ['archives-head', 'leader'],
  'case.reply': ['unit-archivist', 'unit-head', 'main-head', 'business-clerk'],
  'audit.read': ['auditor', 'audit-admin'],
  'account.manage': ['security-admin'],
  'key.manage': ['security-admin'],
  'machines.keep': ['system-admin'],
  'rights.read': ['auditor', 'audit-admin', 'security-admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>
export type ActName = keyof typeof ACT_ROLES

export function mayAct(actor: Actor, act: ActName): boolean {
  return ACT_ROLES[act].some((role) => actor.roles.includes(role))
}

/** Acts of a post that its deputy does as well: they wait in the worklist like tasks of the post's group. */
const STOOD_IN_FOR: readonly ActName[] = ['filing.state', 'case.open']

/** Like `mayAct`, and for what waits in the worklist also by the groups that somebody stands in for. */
export function mayActOrStandIn(actor: Pick<Actor, 'roles' | 'groups'>, act: ActName): boolean {
  const roles: readonly Role[] = ACT_ROLES[act]
  return (
    roles.some((role) => actor.roles.includes(role)) ||
    (STOOD_IN_FOR.includes(act) &&
      roles.some((role) => actor.groups.some((group) => group.startsWith(`${role}@`))))
  )
}

/** The product itself, which acts for the clock and the machines. */
export function isEngine(actor: Actor): boolean {
  return actor.roles.includes('engine')
}

/** Pairs of posts that one natural person can never hold together. */
export const EXCLUSIVE_ROLES: readonly Role[] = ['system-admin', 'security-admin', 'audit-admin']

export function isAppraiserKind(kind: string): kind is AppraiserKind {
  return APPRAISER_KINDS.some((known) => known === kind)
}
