import type { NewEvent } from '#domain/events.ts'
import { refuse } from '#domain/refusal.ts'
import type { DisposalListState, ItemOpinion, ListItemRow, OpinionRow, Rows } from '#domain/state.ts'
import { APPRAISER_KINDS } from '#domain/vocabulary.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { stepEvents } from './engine.ts'
import { itemsOn, leaveEvents, type Leaving } from './leave-list.ts'
import { sealable } from './list-effects.ts'
import { subjectOf } from './place.ts'

/** What the group's opinions make of one item: destroying needs all four; otherwise it leaves, with the reason. */
export function conclusionOf(
  item: ListItemRow,
  opinions: readonly OpinionRow[],
): Omit<Leaving, 'list' | 'recordId'> | undefined {
  const verdicts = opinions.map((opinion) => ({
    kind: opinion.appraiserKind,
    verdict: verdictOn(opinion, item.recordId),
  }))
  const extensions = verdicts.flatMap(({ verdict }) =>
    verdict?.verdict === 'extend' && verdict.years !== undefined ? [verdict.years] : [],
  )
  const detail = verdicts.map(({ kind, verdict }) => `${kind}: ${verdict?.verdict ?? 'none'}`).join('; ')
  if (extensions.length > 0) return { reason: 'extended', detail, extendedYears: Math.max(...extensions) }
  if (verdicts.some(({ verdict }) => verdict?.verdict === 'transfer')) return { reason: 'transfer', detail }
  const isUnanimous = APPRAISER_KINDS.every((kind) =>
    verdicts.some((v) => v.kind === kind && v.verdict?.verdict === 'destroy'),
  )
  return isUnanimous ? undefined : { reason: 'not-unanimous', detail }
}

function verdictOn(opinion: OpinionRow, recordId: string): ItemOpinion | undefined {
  return opinion.verdicts.find((verdict) => verdict.recordId === recordId)
}

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
