import { isEngine, mayAct } from '#domain/access.ts'
import { epochMsOf, noonOf, type PlainDate } from '#domain/dates.ts'
import { refuse } from '#domain/refusal.ts'
import { decided, type ActFacts, type Decision } from './act.ts'

export interface ClockMove {
  readonly to: PlainDate
  readonly reason: string
}

/** Moves the clock of the law forward to noon of a day, on demo and test sites alone; it never goes back (ADR 8). */
export function moveClock(facts: ActFacts, { to, reason }: ClockMove): Decision {
  if (!mayAct(facts.actor, 'clock.move') && !isEngine(facts.actor))
    return refuse('access.denied', { act: 'clock.move' })
  if (facts.site.mode === 'production') return refuse('clock.fixed')
  if (to <= facts.today) return refuse('clock.backwards', { today: facts.today })
  const at = noonOf(to, facts.site.zone)
  const aheadMs = at - epochMsOf(facts.now)
  const event = {
    stream: { kind: 'site' as const, id: facts.site.id },
    type: 'site.clock-moved' as const,
    data: { from: facts.today, to, reason },
  }
  return decided([event], { today: to }, { clockAhead: `${aheadMs} milliseconds` })
}
