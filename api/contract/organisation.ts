import { z } from 'zod'
import { RECORD_FAMILIES, UNIT_KINDS, VOLUMES } from '#domain/vocabulary.ts'
import { BilingualView, DateView, IdSchema } from './common.ts'

export const UnitView = z
  .object({
    id: IdSchema,
    parentId: IdSchema.nullable(),
    kind: z.enum(UNIT_KINDS),
    name: BilingualView,
    /** The day from which records are formed in it; null while it is not set. */
    liveFrom: DateView.nullable(),
    /** False: no new record is taken for it today, but for the import of a backlog. */
    isLive: z.boolean(),
  })
  .meta({ id: 'Unit' })
export type UnitView = z.output<typeof UnitView>
export const UnitsView = z.object({ items: z.array(UnitView) }).meta({ id: 'Units' })
export type UnitsView = z.output<typeof UnitsView>

/** The title of a class is its legal wording and has one language. */
export const ClassView = z
  .object({
    code: z.string(),
    title: z.string(),
    family: z.enum(RECORD_FAMILIES),
    /** The period of the schedule row in words, such as `10 年` and `10 years`. */
    period: BilingualView,
    /** False: no confirmed row governs it, and nothing can be filed under it. */
    isActive: z.boolean(),
    /** Into which volumes files of the class are parted; none for one that is not. */
    volumes: z.array(z.enum(VOLUMES)),
  })
  .meta({ id: 'RecordClass' })
export type ClassView = z.output<typeof ClassView>
export const ClassesView = z.object({ items: z.array(ClassView) }).meta({ id: 'RecordClasses' })
