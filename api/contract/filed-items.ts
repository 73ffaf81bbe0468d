/** Items filed by themselves, as they lie in one box: of one unit, year and period. */
import { z } from 'zod'
import { GRADES } from '#domain/vocabulary.ts'
import { BilingualView, DateView, IdSchema } from './common.ts'

export const FiledItemsQuery = z.object({
  unitId: IdSchema,
  year: z.coerce.number().int().min(1900).max(2299),
  /** `permanent`, or years. */
  period: z.union([z.literal('permanent'), z.coerce.number().int().min(1).max(200)]),
})
export const FiledItemView = z
  .object({
    recordId: IdSchema,
    archivalCode: z.string(),
    title: z.string(),
    fondsCode: z.string(),
    unitName: BilingualView,
    grade: z.enum(GRADES),
    formedOn: DateView,
    pages: z.int().nullable(),
    state: z.enum(['kept', 'transferred', 'destroyed']),
    filedBy: z.string().nullable(),
    filedOn: DateView.nullable(),
  })
  .meta({ id: 'FiledItem' })
export const FiledItemsView = z
  .object({ items: z.array(FiledItemView), isCut: z.boolean() })
  .meta({ id: 'FiledItems' })
export type FiledItemsView = z.output<typeof FiledItemsView>
