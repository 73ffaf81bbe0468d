import type { Actor } from '#domain/access.ts'
import { finishHolding, holdRecords } from '#domain/acts/cover-records.ts'
import {
  decideStandingLift,
  placeStandingHold,
  proposeStandingLift,
  type NewStandingHold,
} from '#domain/acts/standing-holds.ts'
import { addDays } from '#domain/dates.ts'
import type { HoldRow, StandingHoldRow } from '#domain/state/holds.ts'
import type { LiftExtent } from '#domain/vocabulary/holds.ts'
import { idIn } from './actors.ts'
import { PEOPLE, type World } from './decisions.ts'

export const CLASS_OF_SITE = { kind: 'class', classCode: 'SI-5-03', unitId: null } as const

export function placing(
  world: World,
  scope: NewStandingHold['scope'],
  { by = PEOPLE.archivesHead, days = 30 }: { readonly by?: Actor; readonly days?: number } = {},
) {
  const said = { scope, reason: '专项审计', authority: '审计局', reviewOn: addDays(world.today, days) }
  return world.act(by, (facts) => placeStandingHold(facts, said))
}

export function placed(world: World, scope: NewStandingHold['scope']): string {
  const decision = placing(world, scope)
  if (decision.kind === 'refused') throw new Error(decision.code)
  return idIn(decision.answer, 'standingHoldId')
}

export function standing(world: World, id: string): StandingHoldRow {
  return world.rows(id).must('standingHold', id)
}

/** The engine looks at these records, and says that all were looked at. */
export function worked(world: World, id: string, recordIds: readonly string[]): void {
  const ref = { standingHoldId: id, jobId: standing(world, id).workId }
  world.must(PEOPLE.engine, (facts) => holdRecords(facts, { ...ref, recordIds }))
  world.must(PEOPLE.engine, (facts) => finishHolding(facts, { ...ref, records: recordIds.length }))
}

export function liftedBy(world: World, id: string, extent: LiftExtent): void {
  world.must(PEOPLE.archivesHead, (f) =>
    proposeStandingLift(f, { standingHoldId: id, reason: '审计已结', extent }),
  )
  world.must(PEOPLE.mainHead, (f) =>
    decideStandingLift(f, { standingHoldId: id, decision: 'confirm', reason: '' }),
  )
}

export function partsOn(world: World, recordId: string): readonly HoldRow[] {
  return world
    .rows(recordId)
    .all('hold')
    .filter(({ state }) => state !== 'lifted')
}
