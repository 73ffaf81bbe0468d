import { mayAct } from '#domain/access.ts'
import { KEY_REDUCERS, MOST_OVERLAP_DAYS, type ApiKeyRow } from '#domain/api-keys.ts'
import { addDays, dayAfter, instantOf, startOfDay, type PlainDate } from '#domain/dates.ts'
import type { EventData, NewEvent, RecordedEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { Rows } from '#domain/state.ts'
import { decided, type AccountFacts, type ActFacts, type Decided, type Decision } from './act.ts'
import { personOf, type AdministrationDecision, type AdministrationFacts } from './administer.ts'

export interface NewApiKey {
  readonly id: string
  /** The last day on which it opens, in the archive's zone. */
  readonly expiresOn: PlainDate
  /** SHA-256 of the secret, hex; the secret itself is shown once and known to nobody else. */
  readonly secretHash: string
}

/** The security administrator makes a key for a business system, or for the receiving archive; for nobody else. */
export function createKey(facts: ActFacts, key: NewApiKey & { readonly name: string }): Decision {
  const account = administered(facts)
  if ('code' in account) return account
  const expiresAt = endOf(facts, key.expiresOn)
  if (expiresAt === undefined) return refuse('request.invalid', { field: 'expiresOn' })
  const { id, name } = key
  return about(facts, account, {
    said: { type: 'key.created', data: { id, name, expiresAt } },
    secret: key,
  })
}

/**
 * A new secret takes the place of a key. The former one opens for so many days more, never longer than it would have; with none it
 * ends in the same commit.
 */
export function rotateKey(
  facts: ActFacts,
  { keyId, overlapDays, ...key }: NewApiKey & { readonly keyId: string; readonly overlapDays: number },
): Decision {
  const account = administered(facts)
  if ('code' in account) return account
  const former = standing(facts, account, keyId)
  if (former === undefined) return refuse('not-found')
  if (overlapDays < 0 || overlapDays > MOST_OVERLAP_DAYS)
    return refuse('request.invalid', { field: 'overlapDays', most: MOST_OVERLAP_DAYS })
  const expiresAt = endOf(facts, key.expiresOn)
  if (expiresAt === undefined) return refuse('request.invalid', { field: 'expiresOn' })
  const overlapEnds = endOf(facts, addDays(facts.today, overlapDays)) ?? former.expiresAt
  const formerEndsAt =
    overlapDays === 0 ? null : overlapEnds < former.expiresAt ? overlapEnds : former.expiresAt
  return about(facts, account, {
    said: { type: 'key.rotated', data: { id: key.id, expiresAt, formerId: keyId, formerEndsAt } },
    secret: key,
  })
}

/** A revoked key opens nothing from this commit on, and never again. */
export function revokeKey(facts: ActFacts, { keyId }: { readonly keyId: string }): Decision {
  const account = administered(facts)
  if ('code' in account) return account
  if (account.keys.find(({ id }) => id === keyId)?.revokedAt !== null) return refuse('not-found')
  return about(facts, account, { said: { type: 'key.revoked', data: { id: keyId } } })
}

/** The operator's console makes a key, such as those of a demo. */
export function createServiceKey(
  facts: AdministrationFacts,
  { login, id, name, expiresOn, secretHash }: NewApiKey & { readonly login: string; readonly name: string },
): AdministrationDecision {
  const person = personOf(facts, login)
  if ('code' in person) return person
  if (person.kind !== 'service') return refuse('person.unknown', { login })
  const zone = facts.organisation.all('site')[0]?.zone ?? 'UTC'
  const data = { id, name, expiresAt: instantOf(startOfDay(dayAfter(expiresOn), zone)) }
  const event: NewEvent = { stream: { kind: 'person', id: person.id }, type: 'key.created', data }
  return { kind: 'decided', events: [event], answer: { keyId: id }, keySecrets: { [id]: secretHash } }
}

/** Keys that were made before histories kept them enter the histories of their services, as they stand. */
export function adoptKeys({ organisation }: AdministrationFacts): AdministrationDecision {
  const events = organisation
    .all('apiKey')
    .filter(({ statedSeq }) => statedSeq === null)
    .map(({ id, personId, name, createdAt, expiresAt, revokedAt }): NewEvent => {
      const data = { id, name, expiresAt, createdAt, revokedAt }
      return { stream: { kind: 'person', id: personId }, type: 'key.created', data }
    })
  return { kind: 'decided', events, answer: { adopted: String(events.length) } }
}

type KeyEventType = 'key.created' | 'key.rotated' | 'key.revoked'
type Said = {
  readonly [T in KeyEventType]: { readonly type: T; readonly data: EventData[T] }
}[KeyEventType]

interface About {
  readonly said: Said
  readonly secret?: NewApiKey
}

/** The rows are the fold of what is said, over the keys that were read. */
function about(facts: ActFacts, account: AccountFacts, { said, secret }: About): Decided {
  const stream = { kind: 'person' as const, id: account.personId }
  const rows = new Rows()
  for (const key of account.keys) rows.load('apiKey', key)
  const event = { ...said, stream, seq: account.version + 1, at: facts.now } as RecordedEvent
  const reduce = KEY_REDUCERS[event.type] as ((rows: Rows, event: RecordedEvent) => void) | undefined
  reduce?.(rows, event)
  const keys = rows
    .touched('apiKey')
    .map((key) => (key.id === secret?.id ? { ...key, secretHash: secret.secretHash } : key))
  return decided(
    [{ ...said, stream } as NewEvent],
    { personId: account.personId, keyId: secret?.id ?? null },
    { keys, people: [{ id: account.personId, rightsVersion: account.rightsVersion }] },
  )
}

/** A business system in work, for the security administrator alone. */
function administered(facts: ActFacts): AccountFacts | Refusal {
  if (!mayAct(facts.actor, 'key.manage')) return refuse('access.denied', { role: 'security-admin' })
  const { account } = facts
  return account?.isBusinessSystem === true && account.state === 'active'
    ? account
    : refuse('request.invalid', { field: 'personId' })
}

function standing({ now }: ActFacts, { keys }: AccountFacts, keyId: string): ApiKeyRow | undefined {
  return keys.find((key) => key.id === keyId && key.revokedAt === null && key.expiresAt > now)
}

/** The end of a day in the archive's zone; undefined for a day that has passed. */
function endOf({ today, site }: ActFacts, on: PlainDate): string | undefined {
  return on < today ? undefined : instantOf(startOfDay(dayAfter(on), site.zone))
}
