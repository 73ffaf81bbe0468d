import { daysBetween, epochMsOf, type PlainDate } from './dates.ts'
import { isEnd, type BilingualText, type Definition, type Guard, type Step } from './lifecycle.ts'
import type { Instant } from './state.ts'

/** What a history says of the way through a definition: entering it, moving on, and passing a step over. */
export type CourseEvent = { readonly at: Instant; readonly on: PlainDate; readonly actor: string } & (
  | { readonly kind: 'entered'; readonly step: string }
  | {
      readonly kind: 'moved'
      readonly from: string
      readonly to: string
      readonly outcome: string
    }
  | { readonly kind: 'skipped'; readonly step: string; readonly guard: Guard }
)

/** `not-taken`: the life ended without it. */
export const COURSE_STATES = ['done', 'now', 'to-come', 'skipped', 'not-taken'] as const
export type CourseState = (typeof COURSE_STATES)[number]

export interface CourseStep {
  readonly id: string
  readonly name: BilingualText | null
  readonly kind: Step['kind'] | 'end'
  readonly state: CourseState
  /** Why it was passed over; null where it was not. */
  readonly guard: Guard | null
  /** How often the place was entered. */
  readonly visits: number
  /** Civil days of the site's clock that were spent here, all visits together. */
  readonly days: number
  /** The same by the real clock, in milliseconds: work of a machine takes no days. */
  readonly spentMs: number
  readonly enteredOn: PlainDate | null
  readonly leftOn: PlainDate | null
  /** Who moved it on the last time; null while it stands here. */
  readonly leftBy: string | null
}

export interface CourseEdge {
  readonly from: string
  readonly to: string
  readonly outcomes: readonly string[]
  readonly isBack: boolean
  /** How often this way was gone. */
  readonly count: number
}

export interface Course {
  readonly steps: readonly CourseStep[]
  readonly edges: readonly CourseEdge[]
}

export interface Now {
  readonly step: string
  readonly at: Instant
  readonly on: PlainDate
}

interface Visit {
  readonly step: string
  readonly enteredAt: Instant
  readonly enteredOn: PlainDate
  readonly leftAt: Instant
  readonly leftOn: PlainDate
  readonly leftBy: string | null
}

/** The way that a record has gone through its pinned definition, where it stands, and what lies ahead. */
export function courseOf(definition: Definition, events: readonly CourseEvent[], now: Now): Course {
  const visits = visitsOf(events, now)
  const skipped = new Map(
    events.flatMap((event) => (event.kind === 'skipped' ? [[event.step, event.guard] as const] : [])),
  )
  const places: readonly (Step | string)[] = [...definition.steps, ...endsOf(definition)]
  const ids = places.map(idOf)
  const at = ids.indexOf(now.step)
  const steps = places.map((place, index): CourseStep => {
    const id = idOf(place)
    const here = visits.filter((visit) => visit.step === id)
    const last = here.at(-1)
    const guard = skipped.get(id) ?? null
    return {
      id,
      name: typeof place === 'string' ? null : place.name,
      kind: typeof place === 'string' ? 'end' : place.kind,
      state: stateOf({ id, index, at, now, visits: here.length, guard }),
      guard: here.length > 0 ? null : guard,
      visits: here.length,
      days: here.reduce((sum, visit) => sum + daysBetween(visit.enteredOn, visit.leftOn), 0),
      spentMs: here.reduce((sum, visit) => sum + epochMsOf(visit.leftAt) - epochMsOf(visit.enteredAt), 0),
      enteredOn: last?.enteredOn ?? null,
      leftOn: last === undefined || last.leftBy === null ? null : last.leftOn,
      leftBy: last?.leftBy ?? null,
    }
  })
  return { steps, edges: edgesOf(definition, events) }
}

function idOf(place: Step | string): string {
  return typeof place === 'string' ? place : place.id
}

function endsOf(definition: Definition): readonly string[] {
  const targets = definition.steps.flatMap((step) => step.outcomes.map((outcome) => outcome.to))
  return [...new Set(targets.filter(isEnd))]
}

/** Each stay at a place, in order; the last one lasts until now. */
function visitsOf(events: readonly CourseEvent[], now: Now): readonly Visit[] {
  const entries = events.flatMap((event) => {
    if (event.kind === 'skipped') return []
    return [{ step: event.kind === 'entered' ? event.step : event.to, event }]
  })
  return entries.map(({ step, event }, index): Visit => {
    const onward = entries[index + 1]?.event
    return {
      step,
      enteredAt: event.at,
      enteredOn: event.on,
      leftAt: onward?.at ?? (isEnd(step) ? event.at : now.at),
      leftOn: onward?.on ?? (isEnd(step) ? event.on : now.on),
      leftBy: onward?.actor ?? null,
    }
  })
}

interface Standing {
  readonly id: string
  readonly index: number
  readonly at: number
  readonly now: Now
  readonly visits: number
  readonly guard: Guard | null
}

/** What lies behind a send-back is to come once more, however often it was done. */
function stateOf({ id, index, at, now, visits, guard }: Standing): CourseState {
  if (id === now.step) return isEnd(id) ? 'done' : 'now'
  if (isEnd(now.step)) return visits > 0 ? 'done' : guard === null ? 'not-taken' : 'skipped'
  if (visits > 0 && index < at) return 'done'
  if (guard !== null && index < at) return 'skipped'
  return index < at ? 'not-taken' : 'to-come'
}

function edgesOf(definition: Definition, events: readonly CourseEvent[]): readonly CourseEdge[] {
  const edges = new Map<string, CourseEdge>()
  for (const step of definition.steps) {
    for (const { name, to, back } of step.outcomes) {
      const key = `${step.id}>${to}`
      const known = edges.get(key)
      edges.set(key, {
        from: step.id,
        to,
        outcomes: [...(known?.outcomes ?? []), name],
        isBack: known?.isBack === true || back === true,
        count: events.filter((e) => e.kind === 'moved' && e.from === step.id && e.to === to).length,
      })
    }
  }
  // A way over skipped steps is no edge of the definition, but it was gone.
  for (const event of events) {
    if (event.kind !== 'moved' || edges.has(`${event.from}>${event.to}`)) continue
    const { from, to, outcome } = event
    const count = events.filter((e) => e.kind === 'moved' && e.from === from && e.to === to).length
    edges.set(`${from}>${to}`, { from, to, outcomes: [outcome], isBack: false, count })
  }
  return [...edges.values()]
}
