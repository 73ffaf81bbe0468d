/**
 * What appraisers would not destroy, and the second person who authorises it: an appraisal is unfinished until its new outcome was
 * fixed by one person and authorised by another (MoReq2010; 令3 lets nobody decide a disposal alone). Until then nothing leaves the
 * list, and silence keeps everything where it is.
 */
import type { DecidedTerm } from '#domain/explanation.ts'
import type { NewEvent } from '#domain/events.ts'
import { stepAt, type Definition } from '#domain/lifecycle.ts'
import { ruleFrom } from '#domain/precedence.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { lengthOf } from '#domain/retention-extension.ts'
import { sampleDetail, sampleWith } from '#domain/sample.ts'
import type { ItemOpinion, ListItemRow, ListSample, OpinionRow, Rows, TermAnswer } from '#domain/state.ts'
import { APPRAISER_KINDS, type AppraiserKind } from '#domain/vocabulary.ts'
import type { ActFacts } from './act.ts'
import type { EffectContext, EffectResult } from './effect.ts'
import { itemsOn, leaveEvents, type Leaving } from './leave-list.ts'
import type { Subject } from './place.ts'

export type Conclusion = Omit<Leaving, 'list' | 'recordId' | 'decided' | 'ownRule'>

/** What the group's opinions make of one item: destroying needs all four; otherwise it leaves, with the reason. */
export function conclusionOf(
  { recordId }: Pick<ListItemRow, 'recordId'>,
  opinions: readonly OpinionRow[],
): Conclusion | undefined {
  const verdicts = verdictsOn(opinions, recordId)
  const extensions = verdicts.flatMap(({ verdict }) => yearsOf(verdict) ?? [])
  const detail = verdicts.map(({ kind, verdict }) => `${kind}: ${verdict?.verdict ?? 'none'}`).join('; ')
  if (extensions.length > 0) return { reason: 'extended', detail, extendedYears: Math.max(...extensions) }
  if (verdicts.some(({ verdict }) => verdict?.verdict === 'transfer')) return { reason: 'transfer', detail }
  const isUnanimous = APPRAISER_KINDS.every((kind) =>
    verdicts.some((v) => v.kind === kind && v.verdict?.verdict === 'destroy'),
  )
  return isUnanimous ? undefined : { reason: 'not-unanimous', detail }
}

interface Said {
  readonly kind: AppraiserKind
  readonly personId: string
  readonly verdict: ItemOpinion | undefined
}

function verdictsOn(opinions: readonly OpinionRow[], recordId: string): readonly Said[] {
  return opinions.map(({ appraiserKind, personId, verdicts }) => ({
    kind: appraiserKind,
    personId,
    verdict: verdicts.find((verdict) => verdict.recordId === recordId),
  }))
}

function yearsOf(verdict: ItemOpinion | undefined): number | undefined {
  return verdict?.verdict === 'extend' ? verdict.years : undefined
}

/** An item that somebody would not destroy, what would become of it, and who says so. */
export interface Proposal {
  readonly recordId: string
  readonly conclusion: Conclusion
  readonly proposedBy: readonly string[]
  /** `open`: waits for the second person; `refused`: its appraisers are asked again. */
  readonly state: 'open' | 'refused'
  /** Where it is kept as a sample of its class. */
  readonly sample?: ListSample
  /** Whether an appraiser would not destroy it: a refusal sends it back to them. A sample alone goes nowhere, it is then destroyed. */
  readonly isOfAppraisers: boolean
}

/** What waits on a list, in the order of its items. */
export function proposalsOf(
  items: readonly Pick<ListItemRow, 'recordId'>[],
  opinions: readonly OpinionRow[],
  samples: readonly ListSample[],
): readonly Proposal[] {
  return items.flatMap(({ recordId }): readonly Proposal[] => {
    const against = verdictsOn(opinions, recordId).filter(
      ({ verdict }) => verdict !== undefined && verdict.verdict !== 'destroy',
    )
    const conclusion = conclusionOf({ recordId }, opinions)
    const sample = sampleWith(samples, recordId)
    if (sample !== undefined && !isLonger(conclusion, sample))
      return [{ ...sampled(sample, recordId), isOfAppraisers: against.length > 0 }]
    if (against.length === 0 || conclusion === undefined) return []
    // Of several longer terms the longest counts; whoever proposed a shorter one did not propose this.
    const longest = against.filter(({ verdict }) => yearsOf(verdict) === conclusion.extendedYears)
    const proposers = conclusion.extendedYears === undefined ? against : longest
    const isRefused = against.some(({ verdict }) => verdict?.refused !== undefined)
    return [
      {
        recordId,
        conclusion,
        proposedBy: proposers.map(({ personId }) => personId),
        state: isRefused ? 'refused' : 'open',
        isOfAppraisers: true,
      },
    ]
  })
}

/** Whether an appraiser would keep it longer than the sample does: then that is what is proposed. */
function isLonger(conclusion: Conclusion | undefined, { period }: ListSample): boolean {
  return (conclusion?.extendedYears ?? 0) > lengthOf(period)
}

function sampled(sample: ListSample, recordId: string): Omit<Proposal, 'isOfAppraisers'> {
  const conclusion: Conclusion = { reason: 'sampled', detail: sampleDetail(sample, recordId) }
  return { recordId, conclusion, proposedBy: [sample.drawnBy], state: 'open', sample }
}

/** How many items somebody would not destroy, or are a sample, once this opinion is given beside those that stand. */
export function proposalsAfter(
  rows: Rows,
  {
    kind,
    verdicts,
    samples,
  }: {
    readonly kind: AppraiserKind | undefined
    readonly verdicts: readonly ItemOpinion[]
    readonly samples: readonly ListSample[]
  },
): number {
  const others = rows.all('disposalOpinion').filter(({ appraiserKind }) => appraiserKind !== kind)
  const said = [...others.flatMap((opinion) => opinion.verdicts), ...verdicts]
  const isDoubted = ({ recordId }: ListItemRow): boolean =>
    sampleWith(samples, recordId) !== undefined ||
    said.some((one) => one.recordId === recordId && one.verdict !== 'destroy')
  return itemsOn(rows).filter(isDoubted).length
}

/** Whether a procedure asks a second person; lists that began before it did end by their own. */
export function asksSecondPerson(definition: Definition | undefined): boolean {
  return definition?.steps.some(({ id }) => isAuthorising(definition, id)) === true
}

/** Whether a list waits at this place for the second person. */
export function isAuthorising(definition: Definition, stepId: string): boolean {
  const step = stepAt(definition, stepId)
  return step?.kind === 'human' && step.slots.some(({ effect }) => effect === 'authorise-terms')
}

/** The items about which an appraiser is asked: all of them, and anew those on which a second person did not agree. */
export function askedOf(rows: Rows, kind: AppraiserKind): readonly ListItemRow[] {
  const items = itemsOn(rows)
  const earlier = opinionOf(rows, kind)
  if (earlier === undefined) return items
  const refused = new Set(earlier.verdicts.filter((one) => one.refused !== undefined).map((v) => v.recordId))
  return items.filter(({ recordId }) => refused.has(recordId))
}

export function opinionOf(rows: Rows, kind: AppraiserKind): OpinionRow | undefined {
  return rows.all('disposalOpinion').find(({ appraiserKind }) => appraiserKind === kind)
}

/** Slots of a step whose opinion stands: given, and nothing of it refused. They are not asked again when a list comes back. */
export function standingSlots({ kind, row, rows }: Subject, definition: Definition): readonly string[] {
  if (kind !== 'disposal-list') return []
  const step = stepAt(definition, row.placeStep)
  if (step?.kind !== 'human') return []
  return step.slots
    .filter(({ appraiserKind }) => appraiserKind !== undefined && isStanding(rows, appraiserKind))
    .map(({ id }) => id)
}

function isStanding(rows: Rows, kind: AppraiserKind): boolean {
  return opinionOf(rows, kind) !== undefined && askedOf(rows, kind).length === 0
}

type ListContext = EffectContext<Extract<Subject, { kind: 'disposal-list' }>>

/**
 * The second person agrees to each proposal or refuses it with a reason. What is agreed leaves the list at once with its new day;
 * what is refused goes back to the appraisers who proposed it. Nobody authorises what they have given an opinion on or drawn.
 */
export function authoriseTerms(context: ListContext): Refusal | EffectResult {
  const { facts, subject, answers } = context
  const { row, rows } = subject
  const { personId } = facts.actor
  const isProposer =
    rows.all('disposalOpinion').some((opinion) => opinion.personId === personId) ||
    row.samples.some(({ drawnBy }) => drawnBy === personId)
  if (isProposer) return refuse('duty.not-distinct')
  const proposals = proposalsOf(itemsOn(rows), rows.all('disposalOpinion'), row.samples)
  const refusal = answersRefusal(context, proposals)
  if (refusal !== undefined) return refusal
  const decided: NewEvent = {
    stream: { kind: 'disposal-list', id: row.id },
    type: 'list.terms-decided',
    data: { answers },
  }
  const left = proposals
    .filter((proposal) => answerTo(proposal, answers)?.answer === 'agreed')
    .flatMap(({ recordId, conclusion, proposedBy, sample }) => {
      const by: DecidedTerm = { proposedBy, authorisedBy: personId }
      const kept = sample === undefined ? {} : keptBy(facts, sample)
      return leaveEvents(facts, { ...conclusion, ...kept, list: row, recordId, decided: by })
    })
  const refused = proposals.filter((proposal) => answerTo(proposal, answers)?.answer === 'refused')
  return { kind: 'effect', events: [decided, ...left], standing: standingBeside(rows, refused) }
}

/** A sample is kept by a rule of its own: proposed by who drew it, confirmed by the second person. */
function keptBy(
  { actor, today }: ActFacts,
  { id, period, reason, drawnBy }: ListSample,
): Pick<Leaving, 'ownRule'> {
  const proposed = { id, period, reason, proposedBy: drawnBy, proposedOn: today }
  const ownRule = ruleFrom(proposed, { confirmedBy: actor.personId, confirmedOn: today })
  return ownRule === null ? {} : { ownRule }
}

function answerTo({ recordId }: Proposal, answers: readonly TermAnswer[]): TermAnswer | undefined {
  return answers.find((answer) => answer.recordId === recordId)
}

/** One answer to each proposal, a reason with each refusal, and the way out that fits them. */
function answersRefusal(
  { answers, outcome }: ListContext,
  proposals: readonly Proposal[],
): Refusal | undefined {
  const unknown = answers.find((answer) => !proposals.some(({ recordId }) => recordId === answer.recordId))
  if (unknown !== undefined) return refuse('list.item-unknown', { recordId: unknown.recordId })
  const missing = proposals.filter((proposal) => answerTo(proposal, answers) === undefined)
  if (missing.length > 0)
    return refuse('list.opinion-incomplete', { missing: missing.map(({ recordId }) => recordId) })
  const faults = answers.flatMap(({ recordId, answer, reason }, index) => {
    const field = `answers.${recordId}`
    if (answers.slice(0, index).some((other) => other.recordId === recordId))
      return [{ field, code: 'form.twice' }]
    return answer === 'refused' && (reason ?? '').trim() === '' ? [{ field, code: 'form.required' }] : []
  })
  if (faults.length > 0) return refuse('task.form-invalid', { faults })
  const goesBack = proposals.some((one) => one.isOfAppraisers && answerTo(one, answers)?.answer === 'refused')
  const fitting = goesBack ? 'returned' : 'authorised'
  return outcome === fitting ? undefined : refuse('task.outcome-unknown', { outcomes: [fitting] })
}

/** Kinds of appraisers none of whose proposals was refused; slots of opinions bear the name of their kind. */
function standingBeside(rows: Rows, refused: readonly Proposal[]): readonly string[] {
  const ids = new Set(refused.map(({ recordId }) => recordId))
  return rows
    .all('disposalOpinion')
    .filter(({ verdicts }) => !verdicts.some((one) => one.verdict !== 'destroy' && ids.has(one.recordId)))
    .map(({ appraiserKind }) => appraiserKind)
}
