import { z } from 'zod'
import { IdSchema } from './common.ts'
import { RecordsQuery } from './records.ts'
import { TasksQuery } from './tasks.ts'
import { VitalQuery } from './vital.ts'

/** More than a person reads in a spreadsheet; the last line says that there is more. */
export const MOST_EXPORTED = 10_000

const format = z.enum(['csv', 'xlsx']).default('csv')
const language = z.enum(['zh-CN', 'en']).default('zh-CN')

/** The same filters as the list on the screen, without its paging. */
export const ExportQuery = z.discriminatedUnion('what', [
  TasksQuery.omit({ cursor: true, limit: true })
    .extend({ what: z.literal('tasks'), format, language })
    .strict(),
  RecordsQuery.omit({ cursor: true, limit: true })
    .extend({ what: z.literal('records'), format, language })
    .strict(),
  z.strictObject({ what: z.literal('list-items'), id: IdSchema, format, language }),
  /** The register of what was given at the window. */
  z.strictObject({ what: z.literal('givings'), format, language }),
  VitalQuery.omit({ cursor: true, limit: true })
    .extend({ what: z.literal('vital-records'), format, language })
    .strict(),
  /** Files of filed records that are in no archive format. */
  z.strictObject({ what: z.literal('failing-formats'), format, language }),
])
export type ExportQuery = z.output<typeof ExportQuery>
