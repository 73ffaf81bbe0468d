/** A longer term that an appraisal gave a record: who proposed it, who authorised it, and what still waits. */
import type { ActFacts } from '#domain/acts/act.ts'
import { definitionOf, subjectOf } from '#domain/acts/place.ts'
import { asksSecondPerson, proposalsOf } from '#domain/acts/proposals.ts'
import { decideOwnRule, proposeOwnRule } from '#domain/acts/own-rule.ts'
import type { DecidedTerm, Language, Reason } from '#domain/explanation.ts'
import type { ListSample, OpinionRow, RecordState } from '#domain/state.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { TermProposalView } from '#api/contract/disposal.ts'
import type { OwnRuleView } from '#api/contract/own-rule.ts'
import { allowed, allowedBut } from './allowed.ts'
import { dataOf } from './events.ts'
import { namedInOpinions, proposalView } from './lists.ts'
import type { Retained } from './retention.ts'
import { personView } from './words.ts'

/** What is proposed for the record on the list where it is; null where nothing is, or the list asks no second person. */
export function proposedTerm({ facts, record, names }: Retained): TermProposalView | null {
  const { opinions, samples } = saidOn(facts, record)
  const [proposal] = proposalsOf([{ recordId: record.id }], opinions, samples)
  return proposal === undefined ? null : proposalView(proposal, { opinions, names })
}

interface SaidOn {
  readonly opinions: readonly OpinionRow[]
  readonly samples: readonly ListSample[]
}

function saidOn(facts: ActFacts, { disposalListId }: Pick<RecordState, 'disposalListId'>): SaidOn {
  const list = disposalListId === null ? undefined : subjectOf(facts, disposalListId)
  if (list?.kind !== 'disposal-list' || !asksSecondPerson(definitionOf(facts, list)))
    return { opinions: [], samples: [] }
  return { opinions: list.rows.all('disposalOpinion'), samples: list.row.samples }
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
  const { opinions, samples } = saidOn(facts, record)
  return [...namedInOpinions(opinions), ...samples.map(({ drawnBy }) => drawnBy)]
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

/** The rule of the record beside that of its class, and what waits for a second person. */
export function ownRuleView({ facts, record, names }: Retained, reasons: readonly Reason[]): OwnRuleView {
  const { id: recordId, ownRule, ownRuleProposal } = record
  const sample = { recordId, period: { kind: 'permanent' as const }, reason: '-' }
  return {
    inForce:
      ownRule === null
        ? null
        : {
            period: ownRule.period,
            reason: ownRule.reason,
            proposedBy: personView(names, ownRule.proposedBy),
            confirmedBy: personView(names, ownRule.confirmedBy),
            confirmedOn: ownRule.confirmedOn,
            isPreceded: reasons.some(({ code }) => code === 'precedence.class'),
          },
    proposed:
      ownRuleProposal === null
        ? null
        : {
            ruleId: ownRuleProposal.id,
            period: ownRuleProposal.period,
            reason: ownRuleProposal.reason,
            proposedBy: personView(names, ownRuleProposal.proposedBy),
            proposedOn: ownRuleProposal.proposedOn,
            decide: allowed(
              decideOwnRule(facts, { recordId, ruleId: ownRuleProposal.id, decision: 'refuse', reason: '-' }),
            ),
          },
    // Which period fits is answered when it is entered.
    propose: allowedBut(proposeOwnRule(facts, sample), [
      'retention.maximum-exceeded',
      'retention.not-longer',
    ]),
  }
}

/** Persons of the rule of a record. */
export function namedByRule({ ownRule, ownRuleProposal }: RecordState): readonly (string | null)[] {
  return [ownRule?.proposedBy ?? null, ownRule?.confirmedBy ?? null, ownRuleProposal?.proposedBy ?? null]
}
