/** Keeping a sample of a class that is destroyed: drawn or chosen while opinions are given, in force by a second person's word. */
import { mayAct } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import type { OwnPeriod } from '#domain/precedence.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { inOrderOfCodes, isSampleInterval, sampleOf, sampleSeed } from '#domain/sample.ts'
import { retentionUnder } from '#domain/several-rules.ts'
import { retentionFactsOf } from '#domain/starts.ts'
import type { ListItemRow, ListSample } from '#domain/state.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { itemsOn } from './leave-list.ts'
import { definitionOf, subjectOf, type Subject } from './place.ts'
import { asksSecondPerson } from './proposals.ts'
import { ruleOf } from './record-effects.ts'

export type SampleRule =
  | { readonly kind: 'every-nth'; readonly n: number }
  | { readonly kind: 'chosen'; readonly recordIds: readonly string[] }

export interface NewSample {
  readonly listId: string
  readonly classCode: string
  readonly rule: SampleRule
  /** What the sampled records get: their whole period from the trigger of their class, or for ever. */
  readonly period: OwnPeriod
  readonly reason: string
}

/**
 * One sample of each class on a list: once, so that nobody draws until it pleases them. The records stay on the list as proposals
 * until the second person authorises them like any longer term. Facts: the list, its items and their records.
 */
export function drawSample(facts: ActFacts, sample: NewSample): Decision {
  const { listId, classCode, rule, period, reason } = sample
  const subject = subjectOf(facts, listId)
  if (subject?.kind !== 'disposal-list') return refuse('not-found')
  const act = rule.kind === 'chosen' ? 'list.choose-sample' : 'list.draw-sample'
  if (!mayAct(facts.actor, act)) return refuse('access.denied', { act })
  const { row, rows } = subject
  if (!isOpen(facts, subject) || row.sealedHash === null)
    return refuse('sample.not-now', { place: row.placeStep })
  if (row.samples.some((known) => known.classCode === classCode)) return refuse('sample.drawn', { classCode })
  if (reason.trim() === '') return refuse('retention.reason-missing')
  const population = itemsOn(rows).filter((item) => item.classCode === classCode)
  if (population.length === 0) return refuse('sample.empty', { classCode })
  const digest = facts.digest(sampleSeed(row.sealedHash, classCode))
  const drawn = drawnBy(rule, population, digest)
  if (drawn.kind === 'refused') return drawn
  const refusal = drawn.items.map((item) => keepRefusal(facts, item, period)).find((one) => one !== undefined)
  if (refusal !== undefined) return refusal
  const recordIds = drawn.items.map(({ recordId }) => recordId)
  const data = {
    id: facts.newId(),
    classCode,
    rule: drawn.rule,
    period,
    reason,
    population: population.length,
    recordIds,
  }
  const event: NewEvent = { stream: { kind: 'disposal-list', id: listId }, type: 'list.sample-drawn', data }
  return decided([event], { listId, drawn: recordIds.length, population: population.length })
}

/** Between the seal and the last opinion, once: what came back from a second person is not drawn from. */
function isOpen(facts: ActFacts, subject: Extract<Subject, { kind: 'disposal-list' }>): boolean {
  const { placeStep, placeRound } = subject.row
  return placeStep === 'opinions' && placeRound === 0 && asksSecondPerson(definitionOf(facts, subject))
}

interface Drawn {
  readonly kind: 'drawn'
  readonly rule: ListSample['rule']
  readonly items: readonly ListItemRow[]
}

function drawnBy(rule: SampleRule, population: readonly ListItemRow[], digest: string): Drawn | Refusal {
  if (rule.kind === 'every-nth') {
    const { n } = rule
    if (!isSampleInterval(n)) return refuse('sample.interval', { n })
    const { start, drawn } = sampleOf(population, { n, digest })
    return { kind: 'drawn', rule: { kind: 'every-nth', n, start }, items: drawn }
  }
  const ids = new Set(rule.recordIds)
  if (ids.size === 0) return refuse('sample.empty')
  const unknown = [...ids].find((id) => !population.some(({ recordId }) => recordId === id))
  if (unknown !== undefined) return refuse('list.item-unknown', { recordId: unknown })
  const items = inOrderOfCodes(population.filter(({ recordId }) => ids.has(recordId)))
  return { kind: 'drawn', rule: { kind: 'chosen' }, items }
}

/** A sample lengthens (令3): for ever, or to a day later than the one that has passed and than today; never beyond a longest term. */
function keepRefusal(
  facts: ActFacts,
  { recordId, archivalCode: record }: ListItemRow,
  period: OwnPeriod,
): Refusal | undefined {
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') throw new Error(`record ${recordId} was not among the facts`)
  const rule = ruleOf(facts, subject.row)
  if (rule.kind === 'refused') return rule
  const known = { ...retentionFactsOf(subject.row, rule.rules, facts.today), ownPeriod: period }
  const { retention } = retentionUnder(known, rule.rules)
  if (retention.verdict === 'permanent') return undefined
  if (retention.verdict === 'conflict') return refuse('retention.maximum-exceeded', { record })
  if (retention.verdict !== 'ends') return refuse('retention.out-of-range', { record })
  const { endsOn } = retention
  const isLonger = endsOn > facts.today && endsOn > (subject.row.retentionEndsOn ?? '')
  return isLonger ? undefined : refuse('retention.not-longer', { record, endsOn })
}
