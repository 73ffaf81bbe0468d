import type { AppraiserKind, Carrier, JobKind, Level, Role, SubjectKind } from './vocabulary.ts'
import { APPRAISER_KINDS, ENDS, JOB_KINDS, ROLES } from './vocabulary.ts'

/** Whose unit a step looks for its people in: read from the record or list, and from its fonds. */
export const UNIT_REFERENCES = ['forming', 'archives-office', 'agency', 'bureau'] as const
export type UnitReference = (typeof UNIT_REFERENCES)[number]

/** What the gate does beside moving on when a step is completed. */
export const EFFECTS = [
  'describe',
  'arrange',
  'file',
  'appraise',
  'send',
  'take-custody',
  'list-contents',
  'submit-scans',
  'accept-scans',
  'return-scans',
  'bind',
  'shelve',
  'seal',
  'give-opinion',
  'authorise-terms',
  'file-for-record',
  'approve',
  'check',
  'start-execution',
  'sign',
  'seal-batch',
  'send-batch',
  'enter-receipt',
  'confirm-receipt',
  'abort-batch',
] as const
export type Effect = (typeof EFFECTS)[number]

/** What a `wait` step waits for; the date itself is answered by the gate's facts. */
export const WAITS = ['retention', 'disposal', 'transfer', 'local-copy', 'cooling-off'] as const
export type WaitKind = (typeof WAITS)[number]

/** When a step is passed over, by name: the definition says where, `isPassedOver` says what it means. */
export const GUARDS = ['not-scanned', 'nothing-proposed'] as const
export type Guard = (typeof GUARDS)[number]

/** What guards may look at. */
export interface GuardFacts {
  /** Of a record, from its appraisal at filing. */
  readonly scanPolicy?: string | null
  /** Of a disposal list: how many of its items somebody would not destroy. */
  readonly proposals?: number
}

export interface BilingualText {
  readonly zh: string
  readonly en: string
}

/** One signature that a human step needs; each slot is its own task and its own person. */
export interface Slot {
  readonly id: string
  readonly role: Role
  readonly unit: UnitReference
  readonly appraiserKind?: AppraiserKind
  readonly form: string
  readonly effect?: Effect
  /** Earlier `step/slot` whose person must sign again here. */
  readonly samePersonAs?: string
  readonly needsSecondFactor?: boolean
}

/** `back` marks a send-back: the round is counted up and the machine's work runs anew. */
export interface Outcome {
  readonly name: string
  readonly to: string
  readonly back?: boolean
  /** Only this slot may choose the outcome; other slots then need not be filled. */
  readonly bySlot?: string
  /** One person is enough: whichever slot chooses it, the others need not be filled. */
  readonly alone?: boolean
  /** The form of this outcome where it is not the slot's own, or `send-back` for the way back. */
  readonly form?: string
  /** What the gate does when this outcome is chosen, instead of the slot's effect. */
  readonly effect?: Effect
}

interface StepBase {
  readonly id: string
  readonly name: BilingualText
  /** Under this guard the step is passed over by its first outcome that is no way back; the ledger says so. */
  readonly skippedWhen?: Guard
}

export interface HumanStep extends StepBase {
  readonly kind: 'human'
  readonly order: 'in-sequence' | 'side-by-side'
  readonly slots: readonly Slot[]
  readonly outcomes: readonly Outcome[]
  readonly deadlineWorkingDays: number
}

export interface ServiceStep extends StepBase {
  readonly kind: 'service'
  readonly job: JobKind
  readonly outcomes: readonly Outcome[]
}

export interface WaitStep extends StepBase {
  readonly kind: 'wait'
  readonly wait: WaitKind
  readonly outcomes: readonly Outcome[]
}

export type Step = HumanStep | ServiceStep | WaitStep

/** A versioned procedure as data; a record pins the version that it started with (ADR 3). */
export interface Definition {
  readonly key: string
  readonly version: number
  readonly subject: SubjectKind
  /** What its records are: an item and any carrier where it does not say. */
  readonly level?: Level
  readonly carrier?: Carrier
  readonly name: BilingualText
  readonly first: string
  readonly steps: readonly Step[]
}

/** Where a record or list stands; `round` counts send-backs. */
export interface Place {
  readonly step: string
  readonly round: number
}

export type NextMove =
  | { readonly kind: 'stay'; readonly open: readonly Slot[] }
  | {
      readonly kind: 'move'
      readonly to: Place
      readonly step: Step
      readonly skipped?: readonly SkippedStep[]
    }
  | { readonly kind: 'end'; readonly to: Place; readonly skipped?: readonly SkippedStep[] }
  | { readonly kind: 'refused'; readonly code: 'task.outcome-unknown' | 'task.out-of-order' }

/** A step that was passed over, and why. */
export interface SkippedStep {
  readonly step: string
  readonly guard: Guard
}

/** What was completed: a slot of a human step, or the whole of a service or wait step. */
export interface Completion {
  readonly outcome: string
  readonly slot?: string
  /** Slots of this place that are filled already, this one not counted. */
  readonly filled: readonly string[]
  /** What guards look at; without it no step is passed over. */
  readonly guarded?: GuardFacts
}

/** The step that a place names, or undefined when the place is an end. */
export function stepAt(definition: Definition, step: string): Step | undefined {
  return definition.steps.find((candidate) => candidate.id === step)
}

/** What comes after a completion: a pure function of definition, place and outcome. */
export function next(definition: Definition, place: Place, done: Completion): NextMove {
  const step = stepAt(definition, place.step)
  if (step === undefined) return { kind: 'refused', code: 'task.out-of-order' }
  const outcome = step.outcomes.find((o) => o.name === done.outcome && mayChoose(o, done.slot))
  if (outcome === undefined) return { kind: 'refused', code: 'task.outcome-unknown' }
  if (step.kind === 'human' && outcome.bySlot === undefined && outcome.alone !== true) {
    const missing = step.slots.filter((slot) => slot.id !== done.slot && !done.filled.includes(slot.id))
    if (missing.length > 0)
      return { kind: 'stay', open: step.order === 'in-sequence' ? missing.slice(0, 1) : [] }
  }
  const { step: target, skipped } = passOver(definition, outcome.to, done.guarded)
  const to = { step: target, round: place.round + (outcome.back === true ? 1 : 0) }
  const entered = stepAt(definition, target)
  const passed = skipped.length === 0 ? {} : { skipped }
  return entered === undefined
    ? { kind: 'end', to, ...passed }
    : { kind: 'move', to, step: entered, ...passed }
}

/**
 * Whether the law of a guard holds: the appraisal ordered no scan at filing (DOMAIN: scan policy), or nothing on the list waits for
 * a second person. What is not known passes nothing over.
 */
export function isPassedOver(guard: Guard, facts: GuardFacts): boolean {
  switch (guard) {
    case 'not-scanned':
      return facts.scanPolicy !== undefined && facts.scanPolicy !== 'always'
    case 'nothing-proposed':
      return facts.proposals === 0
  }
}

/** The first step from here on that is not passed over. A definition without `skip-loop` faults always has one. */
function passOver(
  definition: Definition,
  from: string,
  facts: GuardFacts | undefined,
): { readonly step: string; readonly skipped: readonly SkippedStep[] } {
  const skipped: SkippedStep[] = []
  let step = from
  while (!skipped.some((passed) => passed.step === step)) {
    const here = stepAt(definition, step)
    const guard = here?.skippedWhen
    const forward = here === undefined ? undefined : forwardOf(here)
    if (facts === undefined || guard === undefined || forward === undefined || !isPassedOver(guard, facts))
      break
    skipped.push({ step, guard })
    step = forward.to
  }
  return { step, skipped }
}

function forwardOf(step: Step): Outcome | undefined {
  return step.outcomes.find((outcome) => outcome.back !== true)
}

function mayChoose(outcome: Outcome, slot: string | undefined): boolean {
  return outcome.bySlot === undefined || outcome.bySlot === slot
}

/** Outcomes that the person in this slot may choose, in the order of the definition. */
export function outcomesFor(step: HumanStep, slot: string): readonly string[] {
  return step.outcomes.filter((o) => mayChoose(o, slot)).map((o) => o.name)
}

/** Slots that open when a human step is entered; one that stands from an earlier round is not asked again. */
export function firstSlots(step: HumanStep, standing: readonly string[] = []): readonly Slot[] {
  const open = step.slots.filter((slot) => !standing.includes(slot.id))
  return step.order === 'in-sequence' ? open.slice(0, 1) : open
}

export interface DefinitionFault {
  readonly code:
    | 'definition.first-unknown'
    | 'definition.step-twice'
    | 'definition.target-unknown'
    | 'definition.unreachable'
    | 'definition.no-end'
    | 'definition.trapped'
    | 'definition.no-slot'
    | 'definition.slot-twice'
    | 'definition.slot-unknown'
    | 'definition.role-unknown'
    | 'definition.job-unknown'
    | 'definition.no-outcome'
    | 'definition.appraiser-unknown'
    | 'definition.guard-unknown'
    | 'definition.skip-loop'
  readonly at: string
}

/** Everything that is wrong with a definition; it may be loaded only when the answer is empty. */
export function faultsOf(definition: Definition): readonly DefinitionFault[] {
  const ids = definition.steps.map((step) => step.id)
  const faults: DefinitionFault[] = ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => ({ code: 'definition.step-twice', at: id }))
  if (!ids.includes(definition.first)) faults.push({ code: 'definition.first-unknown', at: definition.first })
  for (const step of definition.steps) faults.push(...stepFaults(step, ids))
  return [
    ...faults,
    ...samePersonFaults(definition),
    ...reachFaults(definition, ids),
    ...skipFaults(definition),
  ]
}

/** Steps that pass each other over in a circle: no step of it would ever be entered. */
function skipFaults(definition: Definition): readonly DefinitionFault[] {
  const onward = (step: Step | undefined): Step | undefined => {
    const forward = step?.skippedWhen === undefined ? undefined : forwardOf(step)
    return forward === undefined ? undefined : stepAt(definition, forward.to)
  }
  return definition.steps.flatMap((step): readonly DefinitionFault[] => {
    const seen = new Set<string>()
    for (let at: Step | undefined = step; at !== undefined && !seen.has(at.id); at = onward(at)) {
      seen.add(at.id)
      if (onward(at)?.id === step.id) return [{ code: 'definition.skip-loop', at: step.id }]
    }
    return []
  })
}

function stepFaults(step: Step, ids: readonly string[]): readonly DefinitionFault[] {
  const faults: DefinitionFault[] = step.outcomes
    .filter((o) => !ids.includes(o.to) && !isEnd(o.to))
    .map((o) => ({ code: 'definition.target-unknown', at: `${step.id}/${o.name}` }))
  if (step.outcomes.length === 0) faults.push({ code: 'definition.no-outcome', at: step.id })
  if (step.skippedWhen !== undefined && !GUARDS.includes(step.skippedWhen))
    faults.push({ code: 'definition.guard-unknown', at: step.id })
  if (step.kind === 'service' && !JOB_KINDS.includes(step.job))
    faults.push({ code: 'definition.job-unknown', at: step.id })
  return step.kind === 'human' ? [...faults, ...slotFaults(step), ...chooserFaults(step)] : faults
}

function slotFaults(step: HumanStep): readonly DefinitionFault[] {
  const ids = step.slots.map((slot) => slot.id)
  if (ids.length === 0) return [{ code: 'definition.no-slot', at: step.id }]
  return step.slots.flatMap((slot, index): readonly DefinitionFault[] => {
    const at = `${step.id}/${slot.id}`
    if (ids.indexOf(slot.id) !== index) return [{ code: 'definition.slot-twice', at }]
    if (!ROLES.includes(slot.role)) return [{ code: 'definition.role-unknown', at }]
    if (slot.appraiserKind !== undefined && !APPRAISER_KINDS.includes(slot.appraiserKind)) {
      return [{ code: 'definition.appraiser-unknown', at }]
    }
    return []
  })
}

function chooserFaults(step: HumanStep): readonly DefinitionFault[] {
  return step.outcomes
    .filter((o) => o.bySlot !== undefined && !step.slots.some((slot) => slot.id === o.bySlot))
    .map((o) => ({ code: 'definition.slot-unknown', at: `${step.id}/${o.name}` }))
}

/** Who must sign again signed an earlier slot that there is. */
function samePersonFaults(definition: Definition): readonly DefinitionFault[] {
  const slots = definition.steps.flatMap((step) =>
    step.kind === 'human' ? step.slots.map((slot) => ({ ...slot, at: `${step.id}/${slot.id}` })) : [],
  )
  return slots
    .filter(
      (slot) =>
        slot.samePersonAs !== undefined &&
        !slots.some((other) => other.at === slot.samePersonAs && other.at !== slot.at),
    )
    .map((slot) => ({ code: 'definition.slot-unknown', at: slot.at }))
}

function reachFaults(definition: Definition, ids: readonly string[]): readonly DefinitionFault[] {
  const reached = new Set<string>([definition.first])
  for (const id of reached) {
    for (const outcome of stepAt(definition, id)?.outcomes ?? []) reached.add(outcome.to)
  }
  const faults: DefinitionFault[] = ids
    .filter((id) => !reached.has(id))
    .map((id) => ({ code: 'definition.unreachable', at: id }))
  if (![...reached].some(isEnd)) return [...faults, { code: 'definition.no-end', at: definition.key }]
  return [...faults, ...trapFaults(definition)]
}

/** Steps from which no end can be reached: a life would go round in them for ever. */
function trapFaults(definition: Definition): readonly DefinitionFault[] {
  const free = new Set<string>()
  for (let grown = -1; grown < free.size;) {
    grown = free.size
    for (const step of definition.steps) {
      if (step.outcomes.some((o) => isEnd(o.to) || free.has(o.to))) free.add(step.id)
    }
  }
  return definition.steps
    .filter((step) => !free.has(step.id))
    .map((step) => ({ code: 'definition.trapped', at: step.id }))
}

/** True for the places that end a life. */
export function isEnd(step: string): boolean {
  return ENDS.some((end) => end === step)
}
