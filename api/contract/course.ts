import { z } from 'zod'
import { COURSE_STATES } from '#domain/lifecycle-course.ts'
import { GUARDS } from '#domain/lifecycle.ts'
import { BilingualView, DateView, PersonRefView } from './common.ts'

export const CourseStepView = z
  .object({
    id: z.string(),
    name: BilingualView,
    kind: z.enum(['human', 'service', 'wait', 'end']),
    state: z.enum(COURSE_STATES),
    guard: z.enum(GUARDS).nullable(),
    visits: z.int().min(0),
    days: z.int(),
    spentMs: z.number(),
    enteredOn: DateView.nullable(),
    leftOn: DateView.nullable(),
    leftBy: PersonRefView.nullable(),
  })
  .meta({ id: 'CourseStep' })
export type CourseStepView = z.output<typeof CourseStepView>

export const CourseEdgeView = z
  .object({
    from: z.string(),
    to: z.string(),
    outcomes: z.array(BilingualView),
    isBack: z.boolean(),
    count: z.int().min(0),
  })
  .meta({ id: 'CourseEdge' })
export type CourseEdgeView = z.output<typeof CourseEdgeView>

/** The pinned definition of a record with the way that it has gone through it. */
export const CourseView = z
  .object({
    definition: z.object({ key: z.string(), version: z.int(), name: BilingualView }),
    steps: z.array(CourseStepView),
    edges: z.array(CourseEdgeView),
  })
  .meta({ id: 'Course' })
export type CourseView = z.output<typeof CourseView>
