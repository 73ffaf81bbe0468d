/**
 * Whatever an act makes a member of a held class or file is held in the same commit (REQ-37): asked once here of every decision, so that
 * no act that creates, imports, files or reclassifies can forget it, and no sweep comes late. The others pay a look at their events.
 */
import type { NewEvent } from '#domain/events.ts'
import { standingOver, type Member } from '#domain/standing-holds.ts'
import type { RecordState } from '#domain/state.ts'
import type { ActFacts, Decided, Fonds } from './act.ts'
import { partOf, partPlaced } from './cover-records.ts'
import { lookAtOnce } from './holds.ts'
import { subjectOf } from './place.ts'
import type { RecordSubject } from './record-subject.ts'
import { securingEvents } from './secure-copies.ts'

interface Joiner extends Member {
  readonly fondsId: string
  /** The record as it was before the act; absent for a new one. */
  readonly known?: RecordSubject
}

/** The decision with the holds that come with the memberships it makes; it stands only while the holds of those fonds are the same. */
export function heldAsMember(facts: ActFacts, decision: Decided): Decided {
  const joiners = joinersOf(facts, decision.events)
  if (joiners.length === 0) return decision
  const held = joiners.flatMap((joiner) => holdsOn(facts, joiner))
  const guarded = new Set(decision.epochs?.map(({ fondsId }) => fondsId))
  const epochs = [...new Set(joiners.map(({ fondsId }) => fondsId))]
    .filter((fondsId) => !guarded.has(fondsId))
    .map((fondsId) => ({ fondsId, holdEpoch: fondsIn(facts, fondsId).holdEpoch }))
  return {
    ...decision,
    events: [...decision.events, ...held],
    epochs: [...(decision.epochs ?? []), ...epochs],
  }
}

/** Records whose class, unit or main volume these events state or change. */
function joinersOf(facts: ActFacts, events: readonly NewEvent[]): readonly Joiner[] {
  const joiners = new Map<string, Joiner>()
  for (const event of events) {
    const { id } = event.stream
    if (event.type === 'record.created' || event.type === 'record.imported') {
      const { classCode, formingUnitId, fondsId, mainRecordId = null } = event.data
      joiners.set(id, { id, classCode, formingUnitId, fondsId, mainRecordId })
    }
    if (event.type === 'record.described' || event.type === 'record.filed') {
      const before = joiners.get(id) ?? knownJoiner(facts, id)
      const { classCode } = event.data
      if (before !== undefined && classCode !== undefined && classCode !== before.classCode)
        joiners.set(id, { ...before, classCode })
    }
  }
  return [...joiners.values()]
}

function knownJoiner(facts: ActFacts, id: string): Joiner | undefined {
  const known = subjectOf(facts, id)
  if (known?.kind !== 'record') return undefined
  const { classCode, formingUnitId, fondsId, mainRecordId }: RecordState = known.row
  return { id, classCode, formingUnitId, fondsId, mainRecordId, known }
}

function holdsOn(facts: ActFacts, joiner: Joiner): readonly NewEvent[] {
  const { known } = joiner
  const missing = standingOver(facts.reference.standingHolds(), joiner).filter(
    (hold) => known === undefined || partOf(known, hold.id) === undefined,
  )
  if (missing.length === 0) return []
  const placed = missing.map((hold) => partPlaced(facts, { hold, recordId: joiner.id, joining: 'later' }))
  if (known === undefined) return placed
  const isOn = known.row.disposalListId !== null || known.row.transferBatchId !== null
  return [...placed, ...(isOn ? [lookAtOnce(facts, known)] : []), ...securingEvents(facts, known.row)]
}

function fondsIn({ fonds, unit }: ActFacts, fondsId: string): Fonds {
  const found = [...fonds, unit?.fonds].find((one) => one?.id === fondsId)
  if (found === undefined || found === null) throw new Error(`fonds ${fondsId} was not among the facts`)
  return found
}
