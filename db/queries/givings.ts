import type { PlainDate } from '#domain/dates.ts'
import type { GivingRow } from '#domain/state/givings.ts'
import type { GivingState } from '#domain/vocabulary/givings.ts'
import type { SearchWords } from '#domain/search.ts'
import type { Tx } from '#db/actor.ts'
import { findRecords } from '#db/search/query.ts'
import { countedPage, readPage, type CountedPage, type PageRequest } from './page.ts'
import { readTotal } from './total.ts'

/** A line of the register with the record that it is about. */
export type GivingListRow = Omit<GivingRow, 'askedAt'> & {
  readonly archivalCode: string | null
  readonly title: string
}

export interface GivingsRequest extends PageRequest {
  readonly state?: GivingState | undefined
}

/** The register of what was given at the window, the newest first, of records that its reader sees. */
export async function readGivings(
  tx: Tx,
  { state, ...request }: GivingsRequest,
): Promise<CountedPage<GivingListRow>> {
  const ofState = state === undefined ? tx`` : tx`and g.state = ${state}`
  const page = readPage<GivingListRow>(tx, request, {
    direction: 'desc',
    key: { year: [tx`g.year`, 'int'], number: [tx`g.number`, 'int'] },
    rows: ({ beyond, by, limit }) => tx<GivingListRow[]>`
      select ${columns(tx)} from giving g join record r on r.id = g.subject_id
      where true ${ofState} ${beyond} order by ${by} limit ${limit}`,
  })
  const total = readTotal(
    tx,
    tx`select 1 from giving g join record r on r.id = g.subject_id where true ${ofState}`,
  )
  return await countedPage(page, total)
}

/** One line; undefined where its reader does not see it. */
export async function readGiving(tx: Tx, id: string): Promise<GivingListRow | undefined> {
  const [row] = await tx<GivingListRow[]>`
    select ${columns(tx)} from giving g join record r on r.id = g.subject_id where g.id = ${id}`
  return row
}

/** What was handed over, by the register and by the record's history: the bytes that each copy was made of. */
export interface GivenCopy {
  readonly giving: GivingListRow
  readonly givenOn: PlainDate
  readonly objects: readonly { readonly id: string; readonly sha256: string }[]
}

/** Undefined while it is not given, and where its reader does not see it. */
export async function readGivenCopy(tx: Tx, id: string): Promise<GivenCopy | undefined> {
  const giving = await readGiving(tx, id)
  if (giving?.givenOn === undefined || giving.givenOn === null) return undefined
  const [event] = await tx<{ objects: GivenCopy['objects'] }[]>`
    select canonical::jsonb->'data'->'objects' as objects from event
    where stream_id = ${giving.subjectId} and type = 'giving.given' and canonical::jsonb->'data'->>'id' = ${id}`
  return event === undefined ? undefined : { giving, givenOn: giving.givenOn, objects: event.objects }
}

/** Records whose persons are found by a name, within the reader's rights; the newest first. */
export async function readRecordsOfPerson(
  tx: Tx,
  words: SearchWords,
  limit: number,
): Promise<readonly string[]> {
  const hits = await findRecords(tx, { words, in: 'persons', limit }, tx``)
  return hits.map(({ id }) => id)
}

function columns(tx: Tx) {
  return tx`g.id, g.subject_id as "subjectId", g.year, g.number, g.way, g.asker, g.proof, g.approval, g.state, g.object_ids as "objectIds",
    g.applicant, g.asked_by as "askedBy", g.asked_on::text as "askedOn", g.decided_by as "decidedBy", g.decided_on::text as "decidedOn",
    g.ground, g.reason, g.given_by as "givenBy", g.given_on::text as "givenOn", r.archival_code as "archivalCode", r.title`
}
