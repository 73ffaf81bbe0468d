import type { FastifyInstance } from 'fastify'
import { yearOf } from '#domain/dates.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import { shiftYearsOf, type Movement } from '#domain/what-if.ts'
import { EMPTY_SUMMARY, summed, type Summary } from '#domain/what-if-records.ts'
import { explainMovement } from '#domain/what-if-words.ts'
import { readClasses, readUnits } from '#db/queries/organisation.ts'
import { afterOf, cursorAfter } from '#db/queries/page.ts'
import { readMovableGroups, readMovableRecords, type MovableRecord } from '#db/queries/what-if.ts'
import type { WhatIfRecordView } from '#api/contract/schedules.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { comparedWith, movementOfGroup, movementsOf, restingPages } from '#api/moving.ts'
import { whatIfView } from '#api/present/schedules.ts'
import { readAtOneMoment } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'

/** What a version would move, before it is activated and while the re-dating has not come everywhere. */
export function whatIfRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/schedules/:id/what-if', async ({ principal, params }) =>
    readAtOneMoment(deps, principal(), async (tx, { today }) => {
      const compared = await comparedWith(tx, deps.reference, { versionId: params.id, today })
      let summary: Summary = EMPTY_SUMMARY
      for await (const groups of readMovableGroups(tx, compared))
        summary = summed(summary, groups, (group) => movementOfGroup(compared, group))
      for await (const { records, movementOf } of restingPages(tx, compared))
        summary = summed(summary, records, movementOf)
      const [classes, units] = await Promise.all([readClasses(tx), readUnits(tx)])
      return whatIfView(summary, { classes, units }, today)
    }),
  )
  serve(app, 'GET /api/schedules/:id/what-if/records', async (call) => whatIfRecords(deps, call))
}

/** Records are looked at in pages of this size until a page of answers is full, and no more pages than this at once. */
const LOOKED_AT_ONCE = 500
const MOST_LOOKS = 20

async function whatIfRecords(
  deps: Dependencies,
  { principal, params, query }: Call<'GET /api/schedules/:id/what-if/records'>,
) {
  return readAtOneMoment(deps, principal(), async (tx, { today }) => {
    const compared = await comparedWith(tx, deps.reference, { versionId: params.id, today })
    const { classCode, unitId } = query
    const wanted = { ...compared, unitId, classCodes: classCode === undefined ? undefined : [classCode] }
    const items: WhatIfRecordView[] = []
    let after = afterOf(query.cursor)
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const page = await readMovableRecords(tx, { ...wanted, after, limit: LOOKED_AT_ONCE })
      const movementOf = await movementsOf(tx, compared, page)
      for (const record of page) {
        after = record.id
        const movement = movementOf(record)
        if (!isAskedFor(movement, query)) continue
        items.push(whatIfRecordView(record, movement))
        if (items.length === query.limit) return { items, nextCursor: cursorAfter(after) }
      }
      if (page.length < LOOKED_AT_ONCE) return { items, nextCursor: null }
    }
    return { items, nextCursor: after === undefined ? null : cursorAfter(after) }
  })
}

type Wanted = Call<'GET /api/schedules/:id/what-if/records'>['query']

function isAskedFor(movement: Movement, { kind, dueFrom, dueTo, shiftFrom, shiftTo }: Wanted): boolean {
  const { dueOn } = movement.to
  return (
    (kind === undefined || movement.kind === kind) &&
    isWithin(dueOn === undefined ? undefined : yearOf(dueOn), dueFrom, dueTo) &&
    isWithin(shiftYearsOf(movement), shiftFrom, shiftTo)
  )
}

function isWithin(value: number | undefined, from: number | undefined, to: number | undefined): boolean {
  if (from === undefined && to === undefined) return true
  return value !== undefined && value >= (from ?? -Infinity) && value <= (to ?? Infinity)
}

function whatIfRecordView(record: MovableRecord, movement: Movement): WhatIfRecordView {
  const { kind, days, from, to } = movement
  return {
    recordId: record.id,
    title: maskIdentityNumbers(record.title),
    archivalCode: record.archivalCode,
    classCode: record.classCode,
    kind,
    days: days ?? null,
    from: positionView(from),
    to: positionView(to),
    isListed: record.isListed,
    explanation: { zh: [...explainMovement(movement, 'zh')], en: [...explainMovement(movement, 'en')] },
  }
}

function positionView({ verdict, endsOn, transferDueOn }: Movement['from']) {
  return { verdict, endsOn: endsOn ?? null, transferDueOn: transferDueOn ?? null }
}
