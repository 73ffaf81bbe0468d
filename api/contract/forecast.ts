import { z } from 'zod'
import { SCAN_POLICIES } from '#domain/vocabulary.ts'
import { BilingualView, DateView, IdSchema } from './common.ts'

/** What falls due, and what it would leave free if all of it left: within the reader's rights. */
const FreedView = z
  .object({
    records: z.int(),
    /** Bytes of all stored copies. */
    bytes: z.int(),
    /** Of the paper files among them that stand on a shelf. */
    shelfMillimetres: z.int(),
  })
  .meta({ id: 'Freed' })
export type FreedView = z.output<typeof FreedView>

export const DueForecastQuery = z.object({
  /** How many years from the present one. */
  years: z.coerce.number().int().min(1).max(50).default(10),
  unitId: IdSchema.optional(),
  classCode: z.string().max(20).optional(),
})

/** `year` null: has fallen due already. Each record counts once, in the year of its due day; holds and lists stand beside. */
export const DueForecastView = z
  .object({
    asOf: DateView,
    total: FreedView,
    byYear: z.array(z.object({ year: z.int().nullable(), freed: FreedView })),
    byUnit: z.array(z.object({ id: IdSchema, name: BilingualView, freed: FreedView })),
    byClass: z.array(z.object({ code: z.string(), name: z.string(), freed: FreedView })),
    /** Year, unit and class together; `isCapped`: there are more than are shown. */
    cells: z.array(
      z.object({ year: z.int().nullable(), unitId: IdSchema, classCode: z.string(), freed: FreedView }),
    ),
    isCapped: z.boolean(),
    /** How the length of shelf is computed. */
    shelfFormula: BilingualView,
  })
  .meta({ id: 'DueForecast' })
export type DueForecastView = z.output<typeof DueForecastView>

export const StorageForecastQuery = z.object({ years: z.coerce.number().int().min(1).max(20).default(5) })

export const StorageForecastView = z
  .object({
    asOf: DateView,
    classes: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        storedBytes: z.int(),
        years: z.array(
          z.object({ year: z.int(), addedBytes: z.int(), freedBytes: z.int(), atEndBytes: z.int() }),
        ),
      }),
    ),
    /** Paper that has not been scanned, by what was decided of it: apart from how long it is kept. */
    scanning: z.array(
      z.object({
        policy: z.enum(SCAN_POLICIES),
        records: z.int(),
        pages: z.int(),
        /** What its pictures would add to the store. */
        bytes: z.int(),
      }),
    ),
  })
  .meta({ id: 'StorageForecast' })
export type StorageForecastView = z.output<typeof StorageForecastView>
