import { isEnd, isPassedOver, stepAt, type Definition, type GuardFacts, type Outcome } from './lifecycle.ts'

/** Where something stands on its way, and what decides which way that is. */
export interface PathStanding {
  readonly step: string
  /** What guards look at; absent where nothing is passed over, or where that is not decided yet. */
  readonly guarded?: GuardFacts
  /** What is kept for ever is never destroyed (令3, 令8): that way is none of its own. */
  readonly keptFor: 'ever' | 'a-time'
}

export const PATH_STATES = ['done', 'now', 'to-come', 'skipped'] as const
export interface PathStep {
  readonly id: string
  readonly state: (typeof PATH_STATES)[number]
}

/** The straight way through a definition, first outcomes only, with where one stands in it and what is passed over. */
export function pathOf(definition: Definition, standing: PathStanding): readonly PathStep[] {
  const way = wayTowards(definition, standing)
  const at = way.indexOf(standing.step)
  return way.map((id, index) => {
    if (index === at) return { id, state: 'now' }
    if (isSkipped(definition, id, standing)) return { id, state: 'skipped' }
    return { id, state: at === -1 || index < at ? 'done' : 'to-come' }
  })
}

function isSkipped(definition: Definition, id: string, { guarded }: PathStanding): boolean {
  const guard = stepAt(definition, id)?.skippedWhen
  return guard !== undefined && guarded !== undefined && isPassedOver(guard, guarded)
}

/** The straight way, and where one stands on another branch, that branch from where it leaves the straight way. */
function wayTowards(definition: Definition, { step, keptFor }: PathStanding): readonly string[] {
  const way = keptFor === 'ever' ? wayOfPermanent(definition) : wayThrough(definition)
  if (way.includes(step) || step === 'aborted') return way
  for (const [index, id] of [...way.entries()].toReversed()) {
    const branches = stepAt(definition, id)?.outcomes.filter((outcome) => outcome.back !== true) ?? []
    const branch = branches.map(({ to }) => wayThrough(definition, to)).find((ids) => ids.includes(step))
    if (branch !== undefined) return [...way.slice(0, index + 1), ...branch]
  }
  return way
}

/** Of each step the first outcome, from one step on to an end or to where it would go round. */
export function wayThrough(definition: Definition, from: string = definition.first): readonly string[] {
  return wayBy(definition, { from, choose: (outcomes) => outcomes[0] })
}

/** Never by way of a disposal list; a definition that knows no other end leaves it where it is kept. */
function wayOfPermanent(definition: Definition): readonly string[] {
  const leadsOn = ({ to, back }: Outcome): boolean => {
    const target = stepAt(definition, to)
    return back !== true && !(target?.kind === 'wait' && target.wait === 'disposal')
  }
  const way = wayBy(definition, { from: definition.first, choose: (outcomes) => outcomes.find(leadsOn) })
  const last = way.at(-1)
  const isKept = last === undefined || isEnd(last) || stepAt(definition, last)?.kind === 'wait'
  return isKept ? way : way.slice(0, -1)
}

interface Choosing {
  readonly from: string
  readonly choose: (outcomes: readonly Outcome[]) => Outcome | undefined
}

function wayBy(definition: Definition, { from, choose }: Choosing): readonly string[] {
  const way: string[] = []
  for (let id: string | undefined = from; id !== undefined && !way.includes(id);) {
    way.push(id)
    id = choose(stepAt(definition, id)?.outcomes ?? [])?.to
  }
  return way
}
