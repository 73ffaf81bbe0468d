import { EXCLUSIVE_ROLES, givesScope } from '#domain/access.ts'
import { dayBefore, type PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import type { AccountChange } from './act.ts'
import type { PersonRow, PostRow, UnitBirth, UnitRow } from '#domain/organisation.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { Rows } from '#domain/state.ts'
import type { AppraiserKind, Grade, RecordFamily, Role, UnitKind } from '#domain/vocabulary.ts'
import type { UnitBeginning } from '#domain/vocabulary/structure.ts'

/** What administration rests on: the whole organisation, read under one lock. */
export interface AdministrationFacts {
  readonly siteId: string
  readonly today: PlainDate
  readonly organisation: Rows
  readonly newId: () => string
  /** What stands of accounts beside the history; people without one are not among them. */
  readonly accounts?: readonly AccountStanding[]
}

/** An account without its secrets. */
export interface AccountStanding {
  readonly personId: string
  readonly isLocked: boolean | null
  readonly hasTotp: boolean
  readonly authenticators: readonly string[]
  readonly sessions: number
}

/** What an administrative act does. */
export interface Administered {
  readonly kind: 'decided'
  readonly events: readonly NewEvent[]
  readonly answer: Readonly<Record<string, string>>
  /** People whose sessions end in the same commit: a new password, or a leaver. */
  readonly endSessionsOf?: readonly string[]
  /** Leavers: whatever they, or the business systems that they are, have begun stands before the leave. */
  readonly endKeysOf?: readonly string[]
  /** SHA-256 of the secrets of new keys, hex, by the ids of the keys. */
  readonly keySecrets?: Readonly<Record<string, string>>
  readonly accounts?: readonly AccountChange[]
}

export type AdministrationDecision = Refusal | Administered

export interface NewPost {
  readonly unit: string
  readonly role: Role
  readonly appraiserKind: AppraiserKind | null
  /** Families of classes whose records it shows; none where nothing is said. */
  readonly families?: readonly RecordFamily[]
}

export interface NewPerson {
  readonly id?: string
  readonly login: string
  readonly nameZh: string
  readonly nameEn: string
  readonly clearance: Grade
  readonly kind?: PersonRow['kind']
  readonly posts: readonly (NewPost & { readonly id?: string })[]
  /** First day of the posts; today where nothing is said. */
  readonly fromOn?: PlainDate
}

/** Adds a person with posts; the first password is the caller's to make and is no part of any event. */
export function addPerson(facts: AdministrationFacts, person: NewPerson): AdministrationDecision {
  if (!isFounded(facts)) return refuse('site.missing')
  const id = person.id ?? facts.newId()
  const events = personEvents(facts, { ...person, id })
  return 'code' in events
    ? events
    : { kind: 'decided', events, answer: { personId: id, login: person.login } }
}

export interface NewUnit {
  readonly id?: string
  /** Id or name of the unit above; only the root of a site has none. */
  readonly parent: string
  readonly kind: UnitKind
  readonly nameZh: string
  readonly nameEn: string
  /** First day; today where nothing is said. */
  readonly fromOn?: PlainDate | undefined
  /** At once where nothing is said. */
  readonly begins?: UnitBeginning | undefined
}

/** A unit that came into being today or before, below one that was there by then. */
export function addUnit(facts: AdministrationFacts, unit: NewUnit): AdministrationDecision {
  if (!isFounded(facts)) return refuse('site.missing')
  const parent = unitOf(facts, unit.parent)
  if (parent === undefined) return refuse('unit.unknown', { unit: unit.parent })
  const { fromOn = facts.today } = unit
  if (parent.toOn !== null) return refuse('unit.ended', { unit: parent.nameEn, toOn: parent.toOn })
  if (fromOn > facts.today) return refuse('unit.date-future', { on: fromOn, today: facts.today })
  if (fromOn < parent.fromOn) return refuse('unit.dates-overlap', { from: parent.fromOn })
  const isTaken = facts.organisation
    .all('unit')
    .some(
      (u) =>
        u.toOn === null && u.parentId === parent.id && (u.nameZh === unit.nameZh || u.nameEn === unit.nameEn),
    )
  if (isTaken) return refuse('unit.taken', { unit: unit.nameEn })
  const id = unit.id ?? facts.newId()
  const { kind, nameZh, nameEn } = unit
  const row: UnitBirth = {
    id,
    parentId: parent.id,
    path: [...parent.path, id],
    kind,
    nameZh,
    nameEn,
    fromOn,
    toOn: null,
    ...(unit.begins === 'when-set' ? { liveFrom: null } : {}),
  }
  return {
    kind: 'decided',
    events: [{ stream: { kind: 'site', id: facts.siteId }, type: 'unit.created', data: row }],
    answer: { unitId: id },
  }
}

export function givePost(facts: AdministrationFacts, login: string, post: NewPost): AdministrationDecision {
  const person = personOf(facts, login)
  if ('code' in person) return person
  const held = heldBy(facts, person.id)
  const unit = unitOf(facts, post.unit)
  if (unit === undefined) return refuse('unit.unknown', { unit: post.unit })
  const isHeld = held.some(
    (one) => one.unitId === unit.id && one.role === post.role && one.appraiserKind === post.appraiserKind,
  )
  if (isHeld) return refuse('post.held', { login, role: post.role })
  const fault = postFault([...held.map(({ role }) => role), post.role], [post])
  if (fault !== undefined) return fault
  const postId = facts.newId()
  const given = postEvent(person.id, { ...post, id: postId, unitId: unit.id, fromOn: facts.today })
  const granted = grantEvents(facts, { ...post, personId: person.id, postId, fromOn: facts.today })
  if ('code' in granted) return granted
  return {
    kind: 'decided',
    events: [given, ...granted],
    answer: { personId: person.id, postId },
  }
}

/** Ends a post with the day before today: rights go at once. */
export function endPost(
  facts: AdministrationFacts,
  login: string,
  post: Pick<NewPost, 'unit' | 'role'>,
): AdministrationDecision {
  const person = personOf(facts, login)
  if ('code' in person) return person
  const unit = unitOf(facts, post.unit)
  if (unit === undefined) return refuse('unit.unknown', { unit: post.unit })
  const ending = heldBy(facts, person.id).filter((one) => one.unitId === unit.id && one.role === post.role)
  if (ending.length === 0) return refuse('post.unknown', { login, role: post.role })
  if (isLast(facts, person.id, ending)) return refuse('person.last-administrator', { login })
  return {
    kind: 'decided',
    events: ending.map((one) => endEvent(person.id, one, facts.today)),
    answer: { personId: person.id },
  }
}

/** A leaver: posts, sessions and keys end in the same commit. Their history stays under their name. */
export function makePassive(facts: AdministrationFacts, login: string): AdministrationDecision {
  const person = personOf(facts, login)
  if ('code' in person) return person
  const held = heldBy(facts, person.id)
  if (isLast(facts, person.id, held)) return refuse('person.last-administrator', { login })
  return {
    kind: 'decided',
    events: [
      { stream: { kind: 'person', id: person.id }, type: 'person.made-passive', data: { on: facts.today } },
      ...held.map((one) => endEvent(person.id, one, facts.today)),
      ...keysEnded(facts, person.id),
    ],
    answer: { personId: person.id, login, state: 'passive' },
    endSessionsOf: [person.id],
    endKeysOf: [person.id],
  }
}

/** Says that a first password was made; it must be changed at the next sign-in, and every session ends. */
export function setPassword(facts: AdministrationFacts, login: string): AdministrationDecision {
  const person = personOf(facts, login)
  if ('code' in person) return person
  if (person.kind !== 'person') return refuse('person.unknown', { login })
  return {
    kind: 'decided',
    events: [
      { stream: { kind: 'person', id: person.id }, type: 'person.password-set', data: { mustChange: true } },
    ],
    answer: { personId: person.id, login },
    endSessionsOf: [person.id],
  }
}

/** Events that add a person, or why they cannot be added. */
export function personEvents(
  facts: AdministrationFacts,
  person: NewPerson & { readonly id: string },
): readonly NewEvent[] | Refusal {
  const { id, login, nameZh, nameEn, clearance, kind = 'person', posts, fromOn = facts.today } = person
  if (!/^[a-z][a-z0-9.-]{1,62}$/.test(login)) return refuse('person.login-form', { login })
  if (facts.organisation.all('person').some((one) => one.login === login))
    return refuse('person.login-taken', { login })
  const fault = postFault(
    posts.map(({ role }) => role),
    posts,
  )
  if (fault !== undefined) return fault
  const stream = { kind: 'person' as const, id }
  const events: NewEvent[] = [
    { stream, type: 'person.added', data: { kind, login, nameZh, nameEn, clearance } },
  ]
  for (const post of posts) {
    const unit = unitOf(facts, post.unit)
    if (unit === undefined) return refuse('unit.unknown', { unit: post.unit })
    const postId = post.id ?? facts.newId()
    const granted = grantEvents(facts, { ...post, personId: id, postId, fromOn })
    if ('code' in granted) return granted
    events.push(postEvent(id, { ...post, id: postId, unitId: unit.id, fromOn }), ...granted)
  }
  return events
}

interface Granting extends Pick<NewPost, 'role' | 'families'> {
  readonly personId: string
  readonly postId: string
  readonly fromOn: PlainDate
}

/** The families that a post is granted, in one event. An administrator sees no content, whatever is granted (三员). */
export function grantEvents(
  facts: Pick<AdministrationFacts, 'newId'>,
  { personId, postId, role, families = [], fromOn }: Granting,
): readonly NewEvent[] | Refusal {
  if (families.length > 0 && EXCLUSIVE_ROLES.includes(role)) return refuse('class.administrator')
  if (families.length === 0) return []
  const grants = [...new Set(families)].map((family) => ({ id: facts.newId(), family }))
  const stream = { kind: 'person' as const, id: personId }
  return [{ stream, type: 'class.granted', data: { postId, fromOn, grants } }]
}

function postEvent(
  personId: string,
  {
    id,
    unitId,
    role,
    appraiserKind,
    fromOn,
  }: Pick<PostRow, 'id' | 'unitId' | 'role' | 'appraiserKind' | 'fromOn'>,
): NewEvent {
  const data = { id, unitId, role, appraiserKind, givesScope: givesScope(role), fromOn }
  return { stream: { kind: 'person', id: personId }, type: 'post.given', data }
}

/** What of a service's keys ends when the service does. */
function keysEnded({ organisation }: AdministrationFacts, personId: string): readonly NewEvent[] {
  return organisation
    .all('apiKey')
    .filter((key) => key.personId === personId && key.revokedAt === null)
    .map(({ id }) => ({ stream: { kind: 'person', id: personId }, type: 'key.revoked', data: { id } }))
}

function endEvent(personId: string, post: PostRow, today: PlainDate): NewEvent {
  return {
    stream: { kind: 'person', id: personId },
    type: 'post.ended',
    data: { postId: post.id, toOn: dayBefore(today) },
  }
}

/** 三员: an administrator holds that post and no other, in any unit. */
function postFault(roles: readonly Role[], posts: readonly NewPost[]): Refusal | undefined {
  const isMixed =
    roles.length > 1 && roles.some((role) => EXCLUSIVE_ROLES.includes(role)) && new Set(roles).size > 1
  if (isMixed) return refuse('person.separate-duties')
  const isSeatWrong = posts.some((post) => (post.role === 'appraiser') !== (post.appraiserKind !== null))
  return isSeatWrong ? refuse('post.appraiser-kind') : undefined
}

function isLast(facts: AdministrationFacts, personId: string, ending: readonly PostRow[]): boolean {
  return ending.some(
    ({ role }) =>
      EXCLUSIVE_ROLES.includes(role) &&
      !facts.organisation
        .all('post')
        .some((post) => post.role === role && post.personId !== personId && isHeldOn(post, facts.today)),
  )
}

export function heldBy(facts: AdministrationFacts, personId: string): readonly PostRow[] {
  return facts.organisation
    .all('post')
    .filter((post) => post.personId === personId && isHeldOn(post, facts.today))
}

function isHeldOn(post: PostRow, today: PlainDate): boolean {
  return post.toOn === null || post.toOn >= today
}

export function personOf(facts: AdministrationFacts, login: string): PersonRow | Refusal {
  if (!isFounded(facts)) return refuse('site.missing')
  const person = facts.organisation.all('person').find((one) => one.login === login)
  if (person === undefined) return refuse('person.unknown', { login })
  return person.state === 'passive' ? refuse('person.passive', { login }) : person
}

/** One unit by its id or one of its names; undefined when none or several are called so. */
export function unitOf({ organisation }: AdministrationFacts, name: string): UnitRow | undefined {
  const [unit, other] = organisation
    .all('unit')
    .filter((one) => [one.id, one.nameZh, one.nameEn].includes(name))
  return other === undefined ? unit : undefined
}

function isFounded({ organisation }: AdministrationFacts): boolean {
  return organisation.all('site').length > 0
}
