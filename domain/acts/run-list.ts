import type { NewEvent } from '#domain/events.ts'
import { refuse } from '#domain/refusal.ts'
import type { DisposalListState, ListItemRow, Rows } from '#domain/state.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { stepEvents } from './engine.ts'
import { itemsOn, leaveEvents, type Leaving } from './leave-list.ts'
import { sealable } from './list-effects.ts'
import { subjectOf } from './place.ts'
import { asksSecondPerson, conclusionOf } from './proposals.ts'

export interface Conclusion {
  readonly leaving: readonly Leaving[]
  readonly staying: readonly ListItemRow[]
  /** SHA-256 over the register as it stands: what is filed for record, approved and signed. */
  readonly registerHash: string
}

/** The concluded destruction register of a list. */
export function concludeList(
  facts: Pick<ActFacts, 'digest'>,
  list: DisposalListState,
  rows: Rows,
): Conclusion {
  const opinions = rows.all('disposalOpinion')
  const concluded = itemsOn(rows).map((item) => ({ item, leaving: conclusionOf(item, opinions) }))
  const staying = concluded.filter(({ leaving }) => leaving === undefined).map(({ item }) => item)
  const leaving = concluded.flatMap(({ item, leaving: why }) =>
    why === undefined ? [] : [{ ...why, list, recordId: item.recordId }],
  )
  return { leaving, staying, registerHash: facts.digest(JSON.stringify(sealable(list, staying))) }
}

/** The events of concluding, and whether anything is left to destroy. Facts: list, items, opinions and listed records. */
export function registerEvents(
  facts: ActFacts,
  listId: string,
): { readonly events: readonly NewEvent[]; readonly outcome: 'registered' | 'empty' } {
  const subject = subjectOf(facts, listId)
  if (subject?.kind !== 'disposal-list') throw new Error(`list ${listId} was not among the facts`)
  const { leaving, staying, registerHash } = concludeList(facts, subject.row, subject.rows)
  // What a second person must authorise has left by that authorisation, or the list is not here yet.
  if (leaving.length > 0 && asksSecondPerson(facts.reference.definition(subject.row.definitionId)))
    throw new Error(
      `list ${listId} is to be concluded while ${leaving.length} of its items await a second person`,
    )
  const left = leaving.flatMap((item) => leaveEvents(facts, item))
  if (staying.length === 0) return { events: left, outcome: 'empty' }
  const pages = staying.reduce((sum, item) => sum + (item.pages ?? 0), 0)
  const registered: NewEvent = {
    stream: { kind: 'disposal-list', id: listId },
    type: 'list.registered',
    data: { registerHash, items: staying.length, pages },
  }
  return { events: [...left, registered], outcome: 'registered' }
}

/** Cooling-off is over on its day, by the clock of the law; silence until then means that nobody stopped it. */
export function endCooling(facts: ActFacts, { listId }: { readonly listId: string }): Decision {
  const subject = subjectOf(facts, listId)
  if (subject?.kind !== 'disposal-list') return refuse('not-found')
  const { row } = subject
  if (row.placeStep !== 'cool-off' || row.coolingUntil === null || row.coolingUntil > facts.today)
    return refuse('record.not-due')
  const outcome = itemsOn(subject.rows).length === 0 ? 'empty' : 'cooled'
  return decided(stepEvents(facts, subject, outcome) ?? [], { listId, outcome })
}
