import type { FastifyInstance } from 'fastify'
import { mayAct } from '#domain/access.ts'
import { setWorkingDays } from '#domain/acts/working-days.ts'
import { dayAfter, isStatutoryHoliday, plainDate, yearOf, type PlainDate } from '#domain/dates.ts'
import { refuse } from '#domain/refusal.ts'
import { unconfirmedYears } from '#domain/working-days.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readExceptions, readOrderedYears, type ExceptionRow } from '#db/queries/working-days.ts'
import type { WorkingDaysView } from '#api/contract/working-days.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { allowed } from '#api/present/allowed.ts'
import { personView } from '#api/present/words.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { actOnStructure } from '#api/structure-acts.ts'

/** The working days that deadlines are counted in: by the year's order, or without one, and then that is said. */
export function workingDayRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/working-days', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { actor, today }): Promise<WorkingDaysView> => {
      const year = query.year ?? yearOf(today)
      const known = await readOrderedYears(tx)
      const order = known.find((one) => one.year === year)
      const names = await readNames(tx, [order?.setBy ?? null])
      const denied = mayAct(actor, 'calendar.set') ? undefined : refuse('access.denied')
      return {
        year,
        today,
        order: order === undefined ? null : orderView(order, names),
        days: daysOf(year, await readExceptions(tx, year)),
        known: known.map((one) => one.year),
        unconfirmed: [...unconfirmedYears(today, new Set(known.map((one) => one.year)))],
        allowed: { set: allowed(denied) },
      }
    }),
  )
  serve(app, 'POST /api/working-days', async (call) => {
    const done = await actOnStructure(deps, call, {
      name: 'calendar.set',
      act: 'calendar.set',
      decide: (facts) => setWorkingDays(facts, call.body),
    })
    return { calendarId: done['calendarId'] ?? '' }
  })
}

function orderView(
  { source, confidence, setBy, setOn }: Awaited<ReturnType<typeof readOrderedYears>>[number],
  names: Parameters<typeof personView>[0],
): NonNullable<WorkingDaysView['order']> {
  const entered = setBy === null || setOn === null ? null : { by: personView(names, setBy), on: setOn }
  return { source, confidence, entered }
}

/** What differs from the weekdays; holidays of fixed date that no order names are there all the same. */
function daysOf(year: number, rows: readonly ExceptionRow[]): WorkingDaysView['days'] {
  const named = new Set(rows.map(({ on }) => on))
  const fixed: PlainDate[] = []
  for (let on = plainDate(`${year}-01-01`); yearOf(on) === year; on = dayAfter(on))
    if (isStatutoryHoliday(on) && !named.has(on)) fixed.push(on)
  return [
    ...rows.map(({ on, isWorkday, nameZh }) => ({
      on,
      kind: isWorkday ? ('workday' as const) : ('holiday' as const),
      nameZh,
    })),
    ...fixed.map((on) => ({ on, kind: 'statutory' as const, nameZh: '法定节假日' })),
  ].toSorted((a, b) => (a.on < b.on ? -1 : 1))
}
