import { z } from 'zod'
import { GRADES } from '#domain/vocabulary.ts'
import { AllowedView, DateView, IdParams, PersonRefView, ReasonInput } from './common.ts'

/** How a record came by a grade: with its creation or import, its description, its appraisal, or a change of the grade alone. */
export const GRADE_SOURCES = ['created', 'imported', 'described', 'appraised', 'regraded'] as const

export const GradesView = z
  .object({
    grade: z.enum(GRADES),
    /** Every grade that there is, the lowest first: one list for all records. */
    known: z.array(z.enum(GRADES)),
    /** A lower grade that waits for a second person; null: none. */
    proposed: z.object({ grade: z.enum(GRADES), by: PersonRefView, reason: z.string() }).nullable(),
    /** Every grade that it ever had, the first one first. */
    history: z.array(
      z.object({
        grade: z.enum(GRADES),
        source: z.enum(GRADE_SOURCES),
        by: PersonRefView,
        on: DateView,
        /** Null where the act asks for none. */
        reason: z.string().nullable(),
      }),
    ),
    allowed: z.object({ change: AllowedView, confirm: AllowedView }),
  })
  .meta({ id: 'Grades' })
export type GradesView = z.output<typeof GradesView>

export const ChangeGradeInput = z
  .strictObject({ grade: z.enum(GRADES), reason: ReasonInput })
  .meta({ id: 'ChangeGrade' })
export const DecideGradeInput = z
  .strictObject({ decision: z.enum(['confirm', 'refuse']), reason: ReasonInput })
  .meta({ id: 'DecideGrade' })
/** The grade from now on; `isProposed`: a lower one waits for a second person. */
export const GradeActView = z
  .object({ grade: z.enum(GRADES), isProposed: z.boolean() })
  .meta({ id: 'GradeAct' })

export const GRADE_ROUTES = {
  'GET /api/records/:id/grades': { params: IdParams, response: GradesView },
  'POST /api/records/:id/grades': { params: IdParams, body: ChangeGradeInput, response: GradeActView },
  'POST /api/records/:id/grades/decision': {
    params: IdParams,
    body: DecideGradeInput,
    response: GradeActView,
  },
} as const
