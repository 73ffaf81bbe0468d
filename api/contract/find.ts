import { z } from 'zod'
import { ROLES } from '#domain/vocabulary.ts'
import { BilingualView, DateView, IdSchema, PlaceView } from './common.ts'
import { FoundRecordView } from './search.ts'
import { FoundStubView } from './secret-stubs.ts'

/** A few of everything that one may see, by any part of code, number, title, text or name. */
export const FindQuery = z.object({ q: z.string().trim().min(1).max(200) })

/** A disposal list or a transfer batch. */
const FoundListView = z
  .object({ id: IdSchema, number: z.string(), title: z.string(), place: PlaceView })
  .meta({ id: 'FoundList' })

const FoundTaskView = z
  .object({
    id: IdSchema,
    title: z.string(),
    code: z.string().nullable(),
    stepName: BilingualView,
    dueOn: DateView,
    isMine: z.boolean(),
  })
  .meta({ id: 'FoundTask' })

const FoundPersonView = z
  .object({ id: IdSchema, name: BilingualView, unitName: BilingualView, role: z.enum(ROLES) })
  .meta({ id: 'FoundPerson' })

export const FindView = z
  .object({
    records: z.array(FoundRecordView),
    lists: z.array(FoundListView),
    batches: z.array(FoundListView),
    /** Stubs of classified files, for those who may know of them. */
    stubs: z.array(FoundStubView),
    /** Open ones that are the reader's or their groups'. */
    tasks: z.array(FoundTaskView),
    /** Colleagues, for those whose post looks for people; empty for everybody else. */
    people: z.array(FoundPersonView),
  })
  .meta({ id: 'Find' })
export type FindView = z.output<typeof FindView>
