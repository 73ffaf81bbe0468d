/**
 * What becomes of a record that moves to another version of its schedule. The re-dating does what is said here, and the what-if says it
 * before: both ask this one place.
 */
import type { Rules } from '#domain/schedule.ts'
import { MAIN_VOLUME, namingOf, startsAwaited } from '#domain/starts.ts'
import type { RecordState } from '#domain/state.ts'
import type { Movement } from '#domain/what-if.ts'
import { movementOfRecord, type RowChange } from '#domain/what-if-records.ts'
import type { ActFacts } from './act.ts'
import {
  type Dated,
  type GivenData,
  type Other,
  startedEvents,
  type StartedEvent,
  startedRecord,
} from './data-starts.ts'

/** A record as far as a re-dating moves it or leaves it. */
export type Movable = Dated &
  Pick<
    RecordState,
    'scheduleVersionId' | 'endedOn' | 'disposalListId' | 'transferBatchId' | 'destructionBegunAt'
  >

/** Where records move, and what is known of them and of all on which they may rest. */
export interface Into extends Pick<ActFacts, 'reference' | 'today'> {
  readonly versionId: string
  /** The data of one of the records that were read; undefined of any other. */
  readonly givenOf: (id: string) => GivenData<Movable> | undefined
}

export interface Moved<R extends Dated> {
  /** Its rules under the version; undefined where that has no row for its class. */
  readonly to: Rules | undefined
  /** The starts that its data give under them, as events. */
  readonly started: readonly StartedEvent[]
  /** The record with these starts. It follows its former version still. */
  readonly known: R
  readonly movement: Movement
}

/** Why a re-dating leaves a record where it is before it computes anything; undefined where it does not. */
export function leftBy(
  record: Omit<Movable, keyof Dated>,
  versionId: string,
): 'ended' | 'same-version' | 'on-list' | undefined {
  if (record.endedOn !== null) return 'ended'
  if (record.scheduleVersionId === null || record.scheduleVersionId === versionId) return 'same-version'
  const isElsewhere =
    record.disposalListId !== null || record.transferBatchId !== null || record.destructionBegunAt !== null
  return isElsewhere ? 'on-list' : undefined
}

/**
 * Each of some records under the rules of a version. A record on which one rests counts as the same re-dating leaves it, so that nothing
 * depends on which of the two is moved first; it is computed once, however many rest on it.
 */
export function moverInto(into: Into): (given: GivenData<Movable>) => Moved<Movable> {
  const move: Move = { ...into, done: new Map(), circles: 0 }
  return (given) => movedOnce(move, given, [])
}

/** One record that rests on no other. */
export function movedAlone<R extends Pinned>(into: Omit<Into, 'givenOf'>, given: GivenData<R>): Moved<R> {
  return moved({ ...into, givenOf: () => undefined, done: new Map(), circles: 0 }, given, [])
}

type Pinned = Dated & Pick<RecordState, 'scheduleVersionId'>

interface Move extends Into {
  readonly done: Map<string, Moved<Movable>>
  /** Circles that were met so far. What was computed within one holds for the record alone that was asked for. */
  circles: number
}

function movedOnce(move: Move, given: GivenData<Movable>, path: readonly string[]): Moved<Movable> {
  const known = move.done.get(given.record.id)
  if (known !== undefined) return known
  const { circles } = move
  const answer = moved(move, given, path)
  if (move.circles === circles) move.done.set(given.record.id, answer)
  return answer
}

function moved<R extends Pinned>(move: Move, given: GivenData<R>, path: readonly string[]): Moved<R> {
  const { record } = given
  const { from, to } = changeOf(move, record)
  const named = namedStarts(record, from)
  const was = startedRecord(record, named)
  const rested = { ...restedOn(move, given, [...path, record.id]), record: was }
  const started = to === undefined ? named : [...named, ...startedEvents(move, rested, to)]
  const known = startedRecord(record, started)
  return { to, started, known, movement: movementOfRecord(known, { from, to, was }, move.today) }
}

function changeOf({ reference, versionId }: Move, { scheduleVersionId, classCode }: Pinned): RowChange {
  return {
    from: scheduleVersionId === null ? undefined : reference.rules(scheduleVersionId, classCode),
    to: reference.rules(versionId, classCode),
  }
}

/** A day from before days were kept by name is named as the rules so far read it, so that no other rule takes it for its own. */
function namedStarts(record: Dated, from: Rules | undefined): readonly StartedEvent[] {
  const naming = namingOf(record, from ?? [])
  return naming === undefined
    ? []
    : [{ stream: { kind: 'record', id: record.id }, type: 'retention.started', data: naming }]
}

/** The data of a record with those on which its rules let it rest as they will stand; what they do not ask for stays as it is. */
function restedOn<R extends Dated>(move: Move, given: GivenData<R>, path: readonly string[]): GivenData<R> {
  const { record, main, related } = given
  const awaited = startsAwaited(move.reference.rules(move.versionId, record.classCode) ?? [])
  const rests = awaited.flatMap(({ event, of = MAIN_VOLUME }) => (event === 'related-record' ? [of] : []))
  if (rests.length === 0) return given
  const settle = (other: Other) => settled(move, other, path)
  const all = Object.entries(related ?? {}).map(
    ([type, others]) => [type, rests.includes(type) ? others.map(settle) : others] as const,
  )
  return {
    ...given,
    ...(main === undefined || !rests.includes(MAIN_VOLUME) ? {} : { main: settle(main) }),
    related: Object.fromEntries(all),
  }
}

/** Longer chains than cases and their follow-ups make are not followed to their end. */
const MOST_LINKS = 200

/** Another record as the re-dating leaves it: moved, or where it is. */
function settled(move: Move, other: Other, path: readonly string[]): Other {
  const { reference, versionId } = move
  // What is not filed yet follows the version that is in force by then.
  if (other.scheduleVersionId === null)
    return reference.rules(versionId, other.classCode) === undefined
      ? other
      : { ...other, scheduleVersionId: versionId }
  const given = move.givenOf(other.id)
  if (given === undefined || leftBy(given.record, versionId) !== undefined) return other
  if (path.includes(other.id) || path.length > MOST_LINKS) return waitingFor(move, other)
  const { movement, known } = movedOnce(move, given, path)
  const isLeft = movement.kind === 'conflict' || movement.kind === 'cannot_evaluate'
  return isLeft ? other : { ...other, starts: known.starts, scheduleVersionId: versionId }
}

/** Of records that rest on each other in a circle none gives another its start: each waits, or begins as two persons told of itself. */
function waitingFor(move: Move, other: Other): Other {
  move.circles += 1
  const { from: before, to } = changeOf(move, other)
  const stream = { kind: 'record' as const, id: other.id }
  const from = { kind: 'record', recordId: other.id, archivalCode: null } as const
  const waits = startsAwaited(to ?? []).flatMap(({ event: kind, of }): readonly StartedEvent[] => {
    if (kind !== 'related-record') return []
    const none = { kind, ...(of === undefined ? {} : { of }), on: null }
    return [
      { stream, type: 'retention.started', data: { ...none, from: { kind: 'persons' } } },
      { stream, type: 'retention.started', data: { ...none, why: 'waiting', from } },
    ]
  })
  const events = [...namedStarts(other, before), ...waits]
  return { ...startedRecord(other, events), scheduleVersionId: move.versionId }
}
