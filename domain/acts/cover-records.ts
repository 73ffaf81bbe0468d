/** The engine puts a standing hold on its members, a page in each commit, and takes it off again once two persons have lifted it. */
import { mayAct } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse } from '#domain/refusal.ts'
import { isMember } from '#domain/standing-holds.ts'
import type { HoldRow, StandingHoldRow } from '#domain/state/holds.ts'
import { decided, type ActFacts, type Decided, type Decision } from './act.ts'
import { lookAtOnce } from './holds.ts'
import { fondsOf, subjectOf } from './place.ts'
import type { RecordSubject } from './record-subject.ts'
import { isReleasable } from './release-copy.ts'
import { securingEvents } from './secure-copies.ts'
import { standingOf } from './standing-holds.ts'

export interface HoldPage {
  readonly standingHoldId: string
  readonly jobId: string
  readonly recordIds: readonly string[]
}

/**
 * A page of records at the work of a standing hold; what needs nothing is passed over. Facts: the hold, and of each record its holds
 * and its locked copies. The fonds' hold epochs are compared, so that no page is written by a hold that has moved on.
 */
export function holdRecords(facts: ActFacts, { standingHoldId, jobId, recordIds }: HoldPage): Decision {
  if (!mayAct(facts.actor, 'hold.cover')) return refuse('access.denied', { act: 'hold.cover' })
  const hold = standingOf(facts, standingHoldId)
  if (hold === undefined) return refuse('not-found')
  if (hold.work === null || hold.workId !== jobId) return decided([], { standingHoldId, records: 0 })
  const touched = recordIds.flatMap((recordId) => {
    const subject = subjectOf(facts, recordId)
    if (subject?.kind !== 'record' || subject.row.endedOn !== null) return []
    const events =
      hold.work === 'covering' ? putOn(facts, hold, subject) : takeOffEvents(facts, hold, subject)
    return events.length === 0 ? [] : [{ subject, events }]
  })
  return decided(
    touched.flatMap(({ events }) => events),
    { standingHoldId, records: touched.length },
    {
      epochs: epochsOf(
        facts,
        touched.map(({ subject }) => subject.row.fondsId),
      ),
      nudged: touched
        .filter(({ events }) =>
          events.some(({ type }) => type === 'job.started' || type === 'retention.looked-at'),
        )
        .map(({ subject }) => subject.row.id),
    },
  )
}

/** The fonds whose holds a decision rests on, each once. */
export function epochsOf(
  facts: Pick<ActFacts, 'fonds'>,
  fondsIds: readonly string[],
): NonNullable<Decided['epochs']> {
  return [...new Set(fondsIds)].map((fondsId) => ({ fondsId, holdEpoch: fondsOf(facts, fondsId).holdEpoch }))
}

/** The part of a standing hold that stands on a record; undefined where none does. */
export function partOf(subject: RecordSubject, standingHoldId: string): HoldRow | undefined {
  return subject.rows.all('hold').find((one) => one.standingId === standingHoldId && one.state !== 'lifted')
}

/** Past the point of no return of a record no hold is put on it: it is said in its history that one was meant to be. */
function putOn(facts: ActFacts, hold: StandingHoldRow, subject: RecordSubject): readonly NewEvent[] {
  const { row } = subject
  if (!isMember(hold, row) || partOf(subject, hold.id) !== undefined || row.destructionBegunAt !== null)
    return []
  return [
    partPlaced(facts, { hold, recordId: row.id, joining: 'present' }),
    ...leaving(facts, subject),
    ...securing(facts, subject),
  ]
}

/** The event by which a standing hold stands on one record. */
export function partPlaced(
  facts: Pick<ActFacts, 'newId'>,
  {
    hold: { id, reason, authority, reviewOn, placedBy },
    recordId,
    joining,
  }: {
    readonly hold: Pick<StandingHoldRow, 'id' | 'reason' | 'authority' | 'reviewOn' | 'placedBy'>
    readonly recordId: string
    readonly joining: NonNullable<HoldRow['joining']>
  },
): NewEvent {
  const standing = { id, joining, placedBy }
  return {
    stream: { kind: 'record', id: recordId },
    type: 'hold.placed',
    data: { id: facts.newId(), reason, authority, reviewOn, standing },
  }
}

/** What stands on a list or in a batch leaves it at the clock's next look, which is now. */
function leaving(facts: ActFacts, { row }: RecordSubject): readonly NewEvent[] {
  const isOn =
    row.disposalListId !== null || (row.transferBatchId !== null && row.placeStep === 'at-transfer')
  return isOn ? [lookAtOnce(facts, { row })] : []
}

/** The store follows where it keeps a locked copy of the record. */
function securing(facts: ActFacts, { row, rows }: RecordSubject): readonly NewEvent[] {
  return rows.all('objectCopy').length === 0 ? [] : securingEvents(facts, row)
}

function takeOffEvents(facts: ActFacts, hold: StandingHoldRow, subject: RecordSubject): readonly NewEvent[] {
  const part = partOf(subject, hold.id)
  const { liftProposedBy: proposedBy, liftedBy, liftReason } = hold
  if (part === undefined || proposedBy === null || liftedBy === null) return []
  if (hold.liftExtent === 'departed' && isMember(hold, subject.row)) return []
  const { row } = subject
  const waited = isReleasable(facts, { ...row, activeHolds: row.activeHolds - 1 })
  return [
    {
      stream: { kind: 'record', id: row.id },
      type: 'hold.lifted',
      data: { holdId: part.id, standing: { proposedBy, liftedBy, reason: liftReason ?? '' } },
    },
    ...(waited ? [lookAtOnce(facts, { row })] : []),
    ...(row.activeHolds === 1 ? securing(facts, subject) : []),
  ]
}

/** The engine says that every record was looked at. */
export function finishHolding(
  facts: ActFacts,
  { standingHoldId, jobId, records }: Omit<HoldPage, 'recordIds'> & { readonly records: number },
): Decision {
  if (!mayAct(facts.actor, 'hold.cover')) return refuse('access.denied', { act: 'hold.cover' })
  const hold = standingOf(facts, standingHoldId)
  if (hold === undefined) return refuse('not-found')
  if (hold.work === null || hold.workId !== jobId) return decided([], { standingHoldId })
  const type = hold.work === 'covering' ? 'standing-hold.covered' : 'standing-hold.released'
  const stream = { kind: 'standing-hold' as const, id: standingHoldId }
  return decided([{ stream, type, data: { jobId, records } }], { standingHoldId })
}
