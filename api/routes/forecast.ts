import type { FastifyInstance } from 'fastify'
import { yearOf, type PlainDate } from '#domain/dates.ts'
import { scanBytesOf, shelfMillimetresOf, storageForecast } from '#domain/storage.ts'
import { SCAN_POLICIES } from '#domain/vocabulary.ts'
import { readDueCells, readScanned, readStored, readUnscanned, type DueCell } from '#db/queries/forecast.ts'
import { readClasses, readNames, type Names } from '#db/queries/organisation.ts'
import type { DueForecastView, FreedView, StorageForecastView } from '#api/contract/forecast.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** What falls due and what that frees, and how the store will grow; everybody sees what they may see. */
export function forecastRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/forecast/due', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { today }) => {
      const lastYear = yearOf(today) + query.years - 1
      const cells = await readDueCells(tx, { ...query, today, lastYear })
      // A unit that was merged or closed has records that fall due all the same.
      const unitIds = [...new Set(cells.map(({ unitId }) => unitId))]
      const [classes, names] = await Promise.all([readClasses(tx), readNames(tx, unitIds)])
      return dueView({ cells, today, classes, names })
    }),
  )
  serve(app, 'GET /api/forecast/storage', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx, { today }) => {
      const [stored, unscanned, scanned, classes] = await Promise.all([
        readStored(tx, today),
        readUnscanned(tx),
        readScanned(tx),
        readClasses(tx),
      ])
      const names = new Map(classes.map(({ code, title }) => [code, title]))
      return {
        asOf: today,
        classes: stored.map(({ classCode, storedBytes, addedBytes, freedBytes }) => ({
          code: classCode,
          name: names.get(classCode) ?? classCode,
          storedBytes,
          years: [
            ...storageForecast(
              {
                storedBytes,
                addedBytes: fullYears(addedBytes, today),
                freedBytes: new Map(Object.entries(freedBytes).map(([year, bytes]) => [Number(year), bytes])),
              },
              yearOf(today),
              query.years,
            ),
          ],
        })),
        scanning: SCAN_POLICIES.map((policy): StorageForecastView['scanning'][number] => {
          const { records = 0, pages = 0 } = unscanned.find((one) => one.policy === policy) ?? {}
          return { policy, records, pages, bytes: scanBytesOf(pages, scanned) }
        }),
      }
    }),
  )
}

/** How many years back the growth is looked at. */
const YEARS_BACK = 3

/** A year in which nothing came in counts as well. */
function fullYears(added: Readonly<Record<string, number>>, today: PlainDate): readonly number[] {
  return Array.from({ length: YEARS_BACK }, (_one, n) => added[String(yearOf(today) - 1 - n)] ?? 0)
}

/** More cells than this are for an export, not for a screen. */
const MOST_CELLS = 5000

const SHELF_FORMULA = {
  zh: '仅计在架纸质案卷：页数 ÷ 2（进位）× 0.104 毫米 ＋ 每卷封面封底 2 毫米；页数未知者每卷计 20 毫米',
  en: 'Paper files on a shelf: pages ÷ 2 (rounded up) × 0.104 mm, and 2 mm for the covers of each; 20 mm where the pages are not known',
}

interface Due {
  readonly cells: readonly DueCell[]
  readonly today: PlainDate
  readonly classes: readonly { readonly code: string; readonly title: string }[]
  readonly names: Names
}

function dueView({ cells, today, classes, names }: Due): DueForecastView {
  const byYear = Map.groupBy(cells, ({ year }) => year)
  const byUnit = Map.groupBy(cells, ({ unitId }) => unitId)
  const byClass = Map.groupBy(cells, ({ classCode }) => classCode)
  return {
    asOf: today,
    total: freedBy(cells),
    byYear: [...byYear].map(([year, of]) => ({ year, freed: freedBy(of) })),
    byUnit: [...byUnit].map(([id, of]) => {
      const { zh = '—', en = '—' } = names.get(id) ?? {}
      return { id, name: { zh, en }, freed: freedBy(of) }
    }),
    byClass: [...byClass]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, of]) => ({
        code,
        name: classes.find((one) => one.code === code)?.title ?? code,
        freed: freedBy(of),
      })),
    cells: cells
      .slice(0, MOST_CELLS)
      .map(({ year, unitId, classCode, ...cell }) => ({ year, unitId, classCode, freed: freedBy([cell]) })),
    isCapped: cells.length > MOST_CELLS,
    shelfFormula: SHELF_FORMULA,
  }
}

/** The length of shelf is computed of the sum: rounding each cell would add what is not there. */
function freedBy(cells: readonly Omit<DueCell, 'year' | 'unitId' | 'classCode'>[]): FreedView {
  const sum = { records: 0, files: 0, sheets: 0, uncounted: 0, bytes: 0 }
  for (const cell of cells) {
    sum.records += cell.records
    sum.files += cell.files
    sum.sheets += cell.sheets
    sum.uncounted += cell.uncounted
    sum.bytes += cell.bytes
  }
  return { records: sum.records, bytes: sum.bytes, shelfMillimetres: shelfMillimetresOf(sum) }
}
