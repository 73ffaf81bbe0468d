/**
 * A retention rule of one file (or one item filed by itself) beside that of its class: proposed by one person with a reason, in
 * force when another confirms it. It lengthens and never shortens; `domain/precedence` says which of the two counts.
 */
import type { NewEvent } from '#domain/events.ts'
import { precedenceOf, ruleFrom, type OwnPeriod, type OwnRuleProposal } from '#domain/precedence.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { canShorten } from '#domain/retention-extension.ts'
import type { Rules } from '#domain/schedule.ts'
import { retentionUnder } from '#domain/several-rules.ts'
import { retentionFactsOf } from '#domain/starts.ts'
import type { RecordState } from '#domain/state.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { dated, redated } from './end-by-hand.ts'

export interface ProposedRule {
  readonly recordId: string
  readonly period: OwnRuleProposal['period']
  readonly reason: string
}

/** One person proposes; one proposal of a record at a time. */
export function proposeOwnRule(facts: ActFacts, { recordId, period, reason }: ProposedRule): Decision {
  const found = dated(facts, recordId, 'retention.propose-rule')
  if (found.kind === 'refused') return found
  const { record, rules } = found
  if (reason.trim() === '') return refuse('retention.reason-missing')
  if (record.ownRuleProposal !== null) return refuse('retention.rule-waits')
  const refusal = period.kind === 'class' ? liftRefusal(record) : ownRefusal(facts, { record, rules, period })
  if (refusal !== undefined) return refusal
  const id = facts.newId()
  const stream = { kind: 'record' as const, id: recordId }
  return decided([{ stream, type: 'retention.rule-proposed', data: { id, period, reason } }], {
    recordId,
    ruleId: id,
  })
}

function liftRefusal({ ownRule }: RecordState): Refusal | undefined {
  return ownRule === null ? refuse('retention.no-own-rule') : undefined
}

interface Proposed {
  readonly record: RecordState
  readonly rules: Rules
  readonly period: OwnPeriod
}

/** It must be longer than the minimum term of each rule of the class, and within the longest of every one. */
function ownRefusal(facts: ActFacts, { record, rules, period }: Proposed): Refusal | undefined {
  for (const row of rules) {
    const allowed = canShorten(row, period)
    if (allowed.kind === 'refused')
      return refuse(
        allowed.code,
        'minimum' in allowed ? { minimum: { ...allowed.minimum }, rule: row.code } : {},
      )
    if (precedenceOf(row, period).by === 'class') return refuse('retention.not-longer', { rule: row.code })
  }
  const known = { ...retentionFactsOf(record, rules, facts.today), ownPeriod: period }
  const { retention } = retentionUnder(known, rules)
  if (retention.verdict === 'conflict') return refuse('retention.maximum-exceeded')
  return retention.reasons.some(({ code }) => code === 'retention.out-of-range')
    ? refuse('retention.out-of-range')
    : undefined
}

export interface DecidedRule {
  readonly recordId: string
  readonly ruleId: string
  readonly decision: 'confirm' | 'refuse'
  readonly reason: string
}

/** Another person confirms what was proposed, and the day is computed anew; or refuses it with a reason, and nothing changes. */
export function decideOwnRule(
  facts: ActFacts,
  { recordId, ruleId, decision, reason }: DecidedRule,
): Decision {
  const found = dated(facts, recordId, 'retention.decide-rule')
  if (found.kind === 'refused') return found
  const { record, rules } = found
  const proposal = record.ownRuleProposal
  if (proposal === null || proposal.id !== ruleId) return refuse('retention.no-own-rule')
  if (proposal.proposedBy === facts.actor.personId) return refuse('retention.rule-second-person')
  const stream = { kind: 'record' as const, id: recordId }
  if (decision === 'refuse') {
    if (reason.trim() === '') return refuse('retention.reason-missing')
    const refused: NewEvent = { stream, type: 'retention.rule-refused', data: { id: ruleId, reason } }
    return decided([refused], { recordId })
  }
  const { period } = proposal
  const refusal = period.kind === 'class' ? undefined : ownRefusal(facts, { record, rules, period })
  if (refusal !== undefined) return refusal
  const confirmed: NewEvent = { stream, type: 'retention.rule-confirmed', data: { id: ruleId } }
  const ownRule = ruleFrom(proposal, { confirmedBy: facts.actor.personId, confirmedOn: facts.today })
  return redated(facts, { ...found, record: { ...record, ownRule, ownRuleProposal: null } }, [confirmed])
}
