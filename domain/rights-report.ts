import { ACT_ROLES, givesScope, type ActName } from './access.ts'
import { keysOn, type KeyOnDay } from './api-keys.ts'
import type { PlainDate } from './dates.ts'
import type { RecordedEvent } from './events.ts'
import type { AccessGrantRow, DeputyRow, PersonRow, PostRow, UnitRow } from './organisation.ts'
import { fold } from './projection.ts'
import type { Rows } from './state.ts'
import type { RecordFamily } from './vocabulary.ts'

export interface PostOnDay {
  readonly post: PostRow
  readonly unit: UnitRow | undefined
  /** Families of classes that it showed; none: it showed no record. */
  readonly families: readonly RecordFamily[]
  /** Whether it showed the records of its unit and of those below; others are seen by task or list alone. */
  readonly showsUnit: boolean
}

export interface DeputyOnDay {
  readonly deputy: DeputyRow
  /** Whose groups the deputy was in; nothing else of the post. */
  readonly post: PostRow
  readonly unit: UnitRow | undefined
}

export interface LookOnDay {
  readonly grant: AccessGrantRow
  /** Whose records of a class it showed; undefined where it showed one record. */
  readonly unit: UnitRow | undefined
}

/** Everything that a person could do and see at the end of a day, made of events and nothing else. */
export interface RightsOnDay {
  readonly on: PlainDate
  /** Undefined: the person had no account yet. */
  readonly person: PersonRow | undefined
  readonly posts: readonly PostOnDay[]
  readonly deputyFor: readonly DeputyOnDay[]
  readonly looks: readonly LookOnDay[]
  /** Of a service: the keys by which it could prove who it was. */
  readonly keys: readonly KeyOnDay[]
  readonly acts: readonly ActName[]
  /** Events that it rests on. */
  readonly events: number
}

/** Whose posts somebody was or is deputy for: their histories belong to the report as well. */
export function principalsOf(site: readonly RecordedEvent[], personId: string): readonly string[] {
  const named = site.filter((event): event is RecordedEvent<'deputy.named'> => event.type === 'deputy.named')
  return [
    ...new Set(named.filter(({ data }) => data.deputyId === personId).map(({ data }) => data.principalId)),
  ]
}

/** The rights of a person on a day. Histories: of the site, of the person, and of those in whose place they acted. */
export function rightsOn(
  histories: readonly (readonly RecordedEvent[])[],
  { personId, on }: { readonly personId: string; readonly on: PlainDate },
): RightsOnDay {
  const events = histories.flatMap((history) => history.filter((event) => event.on <= on))
  const rows = fold(events)
  const person = rows.get('person', personId)
  const base = { on, person, events: events.length }
  if (person === undefined || person.state === 'passive')
    return { ...base, posts: [], deputyFor: [], looks: [], keys: [], acts: [] }
  const posts = rows.all('post').filter((post) => post.personId === personId && holdsOn(post, on))
  const roles = posts.map(({ role }) => role)
  return {
    ...base,
    posts: posts.map((post) => ({
      post,
      unit: rows.get('unit', post.unitId),
      families: familiesOf(rows, post, on),
      showsUnit: givesScope(post.role),
    })),
    deputyFor: deputiesOf(rows, { personId, on }),
    looks: rows
      .all('accessGrant')
      .filter((one) => one.personId === personId && one.state === 'granted' && isWithin(one, on))
      .map((grant) => ({ grant, unit: grant.unitId === null ? undefined : rows.get('unit', grant.unitId) })),
    keys: keysOn(rows, { personId, on }),
    acts: (Object.keys(ACT_ROLES) as ActName[]).filter((act) =>
      ACT_ROLES[act].some((role) => roles.includes(role)),
    ),
  }
}

function familiesOf(rows: Rows, post: PostRow, on: PlainDate): readonly RecordFamily[] {
  return rows
    .all('classGrant')
    .filter((grant) => grant.postId === post.id && holdsOn(grant, on))
    .map(({ family }) => family)
    .toSorted()
}

function deputiesOf(
  rows: Rows,
  { personId, on }: { readonly personId: string; readonly on: PlainDate },
): readonly DeputyOnDay[] {
  return rows.all('deputy').flatMap((deputy) => {
    const post = rows.get('post', deputy.postId)
    const stands = deputy.deputyId === personId && deputy.endedAt === null && isWithin(deputy, on)
    if (!stands || post === undefined || !holdsOn(post, on)) return []
    if (rows.get('person', deputy.principalId)?.state === 'passive') return []
    return [{ deputy, post, unit: rows.get('unit', post.unitId) }]
  })
}

function holdsOn(
  { fromOn, toOn }: { readonly fromOn: PlainDate; readonly toOn: PlainDate | null },
  on: PlainDate,
): boolean {
  return fromOn <= on && (toOn === null || toOn >= on)
}

function isWithin(
  { fromOn, toOn }: { readonly fromOn: PlainDate | null; readonly toOn: PlainDate | null },
  on: PlainDate,
): boolean {
  return fromOn !== null && toOn !== null && fromOn <= on && toOn >= on
}
