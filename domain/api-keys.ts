import { dateInZone, epochMsOf, startOfDay, type PlainDate } from './dates.ts'
import type { Reducers } from './reducer.ts'
import type { Instant, Rows } from './state.ts'

/** A key by which a business system proves who it is, without its secret, which no event and no reader ever sees. */
export interface ApiKeyRow {
  id: string
  /** The service whose key it is. */
  personId: string
  name: string
  createdAt: Instant
  /** From this instant on it opens nothing. */
  expiresAt: Instant
  /** Null while it was not revoked. */
  revokedAt: Instant | null
  /** The key whose place it takes; null where it takes none. */
  replacesId: string | null
  /** Which event of the service's history made it; null: it is older than that history's keys and waits to be adopted. */
  statedSeq: number | null
}

/** As long as a former key may open beside the new one: time to carry a secret into a system, no second key for good. */
export const MOST_OVERLAP_DAYS = 30

/** What becomes of the keys of a service, on its own history. The secret is in none of them. */
export interface KeyEventData {
  /** `createdAt`, `revokedAt`: only of a key that is older than this event. */
  'key.created': Pick<ApiKeyRow, 'id' | 'name' | 'expiresAt'> &
    Partial<Pick<ApiKeyRow, 'createdAt' | 'revokedAt'>>
  /** A new secret under a new id. `formerEndsAt`: until then the former one opens as well; null: it ends with this. */
  'key.rotated': Pick<ApiKeyRow, 'id' | 'expiresAt'> & { formerId: string; formerEndsAt: Instant | null }
  'key.revoked': { id: string }
}

export const KEY_REDUCERS: Reducers = {
  'key.created': (rows, { stream, seq, at, data }) =>
    rows.put('apiKey', {
      createdAt: at,
      revokedAt: null,
      ...data,
      personId: stream.id,
      replacesId: null,
      statedSeq: seq,
    }),
  'key.rotated': (rows, { stream, seq, at, data: { id, expiresAt, formerId, formerEndsAt } }) => {
    const { name } = rows.must('apiKey', formerId)
    rows.change('apiKey', formerId, formerEndsAt === null ? { revokedAt: at } : { expiresAt: formerEndsAt })
    rows.put('apiKey', {
      id,
      personId: stream.id,
      name,
      createdAt: at,
      expiresAt,
      revokedAt: null,
      replacesId: formerId,
      statedSeq: seq,
    })
  },
  'key.revoked': (rows, e) => rows.change('apiKey', e.data.id, { revokedAt: e.at }),
}

/** A key that opened on a day, with the first and the last day on which it does. */
export interface KeyOnDay {
  readonly key: ApiKeyRow
  readonly fromOn: PlainDate
  readonly toOn: PlainDate
}

/** The keys of a service that opened at the end of a day, in the archive's zone. */
export function keysOn(
  rows: Rows,
  { personId, on }: { readonly personId: string; readonly on: PlainDate },
): readonly KeyOnDay[] {
  const zone = rows.all('site')[0]?.zone ?? 'UTC'
  return rows
    .all('apiKey')
    .filter((key) => key.personId === personId && key.revokedAt === null)
    .filter(({ expiresAt }) => epochMsOf(expiresAt) > startOfDay(on, zone))
    .map((key) => ({
      key,
      fromOn: dateInZone(epochMsOf(key.createdAt), zone),
      toOn: dateInZone(epochMsOf(key.expiresAt) - 1, zone),
    }))
}
