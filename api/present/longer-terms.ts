/** A longer term that an appraisal gave a record: who proposed it, who authorised it, and what still waits. */
import type { ActFacts } from '#domain/acts/act.ts'
import { definitionOf, subjectOf } from '#domain/acts/place.ts'
import { asksSecondPerson, proposalsOf } from '#domain/acts/proposals.ts'
import type { DecidedTerm, Language } from '#domain/explanation.ts'
import type { OpinionRow, RecordState } from '#domain/state.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { TermProposalView } from '#api/contract/disposal.ts'
import { dataOf } from './events.ts'
import { namedInOpinions, proposalView } from './lists.ts'
import type { Retained } from './retention.ts'
import { personView } from './words.ts'

/** What is proposed for the record on the list where it is; null where nothing is, or the list asks no second person. */
export function proposedTerm({ facts, record, names }: Retained): TermProposalView | null {
  const opinions = opinionsOn(facts, record)
  const [proposal] = proposalsOf([{ recordId: record.id }], opinions)
  return proposal === undefined ? null : proposalView(proposal, { opinions, names })
}

function opinionsOn(
  facts: ActFacts,
  { disposalListId }: Pick<RecordState, 'disposalListId'>,
): readonly OpinionRow[] {
  const list = disposalListId === null ? undefined : subjectOf(facts, disposalListId)
  if (list?.kind !== 'disposal-list' || !asksSecondPerson(definitionOf(facts, list))) return []
  return list.rows.all('disposalOpinion')
}

/** Who decided the longer term that counts now, a line in the order of the explanation. */
export function decidedLines({ record, computed, names }: Retained, language: Language): readonly string[] {
  const found = computed.findLast((event) => decidedIn(event) !== undefined)
  const decided = found === undefined ? undefined : decidedIn(found)
  if (found === undefined || decided === undefined || record.extendedYears === null) return []
  const { on, data } = dataOf(found)
  if (data['extendedYears'] !== record.extendedYears) return []
  const people = decided.proposedBy.map((id) => personView(names, id).name)
  return language === 'zh'
    ? [`${people.map(({ zh }) => zh).join('、')}提议延长，${found.actorZh} ${on} 核准`]
    : [
        `Extension proposed by ${people.map(({ en }) => en).join(', ')}, authorised by ${found.actorEn} on ${on}`,
      ]
}

function decidedIn(event: EventRow): DecidedTerm | undefined {
  if (event.type !== 'record.left-list') return undefined
  const { data } = dataOf(event)
  return data['decided'] as DecidedTerm | undefined
}

/** Persons whose names these lines show, beside those of the events themselves. */
export function namedByTerms(facts: ActFacts, record: RecordState): readonly string[] {
  return namedInOpinions(opinionsOn(facts, record))
}

/** The names known so far, and those who proposed a longer term: read only where somebody has. */
export async function withProposers(
  names: Names,
  computed: readonly EventRow[],
  read: (ids: readonly string[]) => Promise<Names>,
): Promise<Names> {
  const missing = computed
    .flatMap((event) => decidedIn(event)?.proposedBy ?? [])
    .filter((id) => !names.has(id))
  return missing.length === 0 ? names : new Map([...names, ...(await read(missing))])
}
