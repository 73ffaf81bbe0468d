import { z } from 'zod'
import { CONFIDENCES, CUT_OFFS } from '#domain/schedule.ts'
import { TABLE_FAULTS } from '#domain/schedule-table.ts'
import { BULK_STATES, RECORD_FAMILIES, SCAN_POLICIES, SCHEDULE_STATES } from '#domain/vocabulary.ts'
import { MOVEMENTS } from '#domain/what-if.ts'
import {
  AllowedView,
  BilingualView,
  DateInput,
  DateView,
  IdSchema,
  InstantView,
  PageQuery,
  PersonRefView,
  ReasonInput,
  Sha256View,
} from './common.ts'

/** The archives administration's consent, which a version needs before it is in force (令8 Art 12). */
const ConsentInput = z.strictObject({
  authority: z.string().trim().min(1).max(200),
  number: z.string().trim().min(1).max(100),
  on: DateInput,
})
const ConsentView = z.object({ authority: z.string(), number: z.string(), on: DateView })

const SignedView = z.object({ by: PersonRefView, at: InstantView }).nullable()

/** A version of a retention schedule (保管期限表). */
export const ScheduleVersionView = z
  .object({
    id: IdSchema,
    schedule: z.string(),
    version: z.string(),
    state: z.enum(SCHEDULE_STATES),
    effectiveOn: DateView,
    sha256: Sha256View,
    basedOnId: IdSchema.nullable(),
    rows: z.int(),
    /** Rows that govern nothing until a person confirms them. */
    locked: z.int(),
    editors: z.array(PersonRefView),
    draftedAt: InstantView.nullable(),
    reviewed: SignedView,
    approved: SignedView,
    activated: SignedView,
    supersededOn: DateView.nullable(),
    /** Null for one that came with the product. */
    consent: ConsentView.nullable(),
  })
  .meta({ id: 'ScheduleVersion' })
export type ScheduleVersionView = z.output<typeof ScheduleVersionView>
export const ScheduleVersionsView = z
  .object({ items: z.array(ScheduleVersionView), draft: AllowedView })
  .meta({ id: 'ScheduleVersions' })

export const ScheduleRowView = z
  .object({
    id: IdSchema,
    code: z.string(),
    family: z.enum(RECORD_FAMILIES),
    category: z.string(),
    title: z.string(),
    /** `permanent`, a number of years, or null where the row follows others. */
    period: z.union([z.literal('permanent'), z.int()]).nullable(),
    maximumYears: z.int().nullable(),
    trigger: z.string(),
    /** Which element of the metadata, or which relation, where the trigger is one of them. */
    triggerOf: z.string().nullable(),
    cutOff: z.enum(CUT_OFFS),
    follows: z.array(z.string()),
    /** Classes to which the rule applies beside its own. */
    alsoFor: z.array(z.string()),
    scanPolicy: z.enum(SCAN_POLICIES),
    source: z.string(),
    confidence: z.enum(CONFIDENCES),
    note: z.string(),
    isActive: z.boolean(),
    confirmedBy: PersonRefView.nullable(),
  })
  .meta({ id: 'ScheduleRow' })
export type ScheduleRowView = z.output<typeof ScheduleRowView>

/** A row beside the one of the version that it is compared with; `cells` names what differs. */
export const RowChangeView = z.object({
  code: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  cells: z.array(z.object({ column: z.string(), from: z.string(), to: z.string() })),
})

/** Moving the records of a schedule to the version in force, in the background. */
export const RedatingView = z
  .object({
    id: IdSchema,
    state: z.enum(BULK_STATES),
    orderedBy: PersonRefView,
    orderedAt: InstantView,
    finishedAt: InstantView.nullable(),
    /** Records by verdict, so far; while it runs, those that the reader sees. */
    counts: z.record(z.string(), z.int()),
    /** Records that it has still to look at, of those that the reader sees; null once it has finished. */
    left: z.int().nullable(),
  })
  .meta({ id: 'Redating' })
export type RedatingView = z.output<typeof RedatingView>
export const RedatingParams = z.object({ id: IdSchema, jobId: IdSchema })
export const RedatingActView = z.object({ jobId: IdSchema }).meta({ id: 'RedatingAct' })
export const SteerRedatingInput = z
  .object({ to: z.enum(['paused', 'running']) })
  .meta({ id: 'SteerRedatingInput' })

export const ScheduleDetailView = z
  .object({
    version: ScheduleVersionView,
    redatings: z.array(RedatingView),
    rows: z.array(ScheduleRowView),
    /** Against the version on which it is based. */
    changes: z.array(RowChangeView),
    allowed: z.object({
      rewrite: AllowedView,
      confirm: AllowedView,
      review: AllowedView,
      approve: AllowedView,
      return: AllowedView,
      activate: AllowedView,
      redate: AllowedView,
    }),
  })
  .meta({ id: 'ScheduleDetail' })
export type ScheduleDetailView = z.output<typeof ScheduleDetailView>

export const ScheduleTableView = z
  .object({ fileName: z.string(), csv: z.string() })
  .meta({ id: 'ScheduleTable' })

const TableInput = z.string().min(1).max(2_000_000)

export const DraftScheduleInput = z
  .object({
    basedOnId: IdSchema,
    version: z.string().regex(/^[A-Z][A-Z0-9-]{2,39}$/),
    effectiveOn: DateInput,
    /** The whole table as CSV, UTF-8. */
    csv: TableInput,
  })
  .meta({ id: 'DraftScheduleInput' })
export const RewriteScheduleInput = z.object({ csv: TableInput }).meta({ id: 'RewriteScheduleInput' })
export const SignScheduleInput = z
  .object({ sha256: Sha256View, note: ReasonInput })
  .meta({ id: 'SignScheduleInput' })
export const ActivateScheduleInput = SignScheduleInput.extend({ consent: ConsentInput }).meta({
  id: 'ActivateScheduleInput',
})
export const ReturnScheduleInput = z.object({ reason: ReasonInput }).meta({ id: 'ReturnScheduleInput' })
export const ConfirmRowInput = z.object({ note: ReasonInput }).meta({ id: 'ConfirmRowInput' })
export const ScheduleRowParams = z.object({ id: IdSchema, rowId: IdSchema })

/** What stands in the detail of `schedule.table-invalid`, a line for each fault. */
export const TableFaultView = z
  .object({
    line: z.int(),
    row: z.string(),
    code: z.enum([...TABLE_FAULTS, 'schedule.table-unreadable']),
    cell: z.string(),
  })
  .meta({ id: 'ScheduleTableFault' })
export type TableFaultView = z.output<typeof TableFaultView>

export const ScheduleActView = z
  .object({ scheduleVersionId: IdSchema, state: z.enum(SCHEDULE_STATES) })
  .meta({ id: 'ScheduleAct' })

const TallyView = z
  .object({
    same: z.int(),
    later: z.int(),
    earlier: z.int(),
    conflict: z.int(),
    cannot_evaluate: z.int(),
    dueAtOnce: z.int(),
    transferMoved: z.int(),
    byHandOvertaken: z.int(),
  })
  .meta({ id: 'WhatIfTally' })

/** Which records a version would move, counted within the reader's rights. */
export const WhatIfView = z
  .object({
    asOf: DateView,
    total: TallyView,
    byClass: z.array(z.object({ code: z.string(), name: z.string(), tally: TallyView })),
    byUnit: z.array(z.object({ id: IdSchema, name: BilingualView, tally: TallyView })),
    /** By the year in which they would be due. */
    byYear: z.array(z.object({ year: z.int(), tally: TallyView })),
    /** How many are due in which year as it stands now. */
    dueBefore: z.array(z.object({ year: z.int(), count: z.int() })),
    /** How many move by so many years; earlier ones below zero. Moves to or from a term without end are in none. */
    byShift: z.array(z.object({ years: z.int(), count: z.int() })),
  })
  .meta({ id: 'WhatIf' })
export type WhatIfView = z.output<typeof WhatIfView>

export const WhatIfQuery = PageQuery.extend({
  kind: z.enum(MOVEMENTS).optional(),
  classCode: z.string().max(20).optional(),
  unitId: IdSchema.optional(),
  /** Years, both included, in which they would be due. */
  dueFrom: z.coerce.number().int().min(1900).max(2300).optional(),
  dueTo: z.coerce.number().int().min(1900).max(2300).optional(),
  /** By how many years they move, from and to, both included; earlier ones are below zero. */
  shiftFrom: z.coerce.number().int().min(-400).max(400).optional(),
  shiftTo: z.coerce.number().int().min(-400).max(400).optional(),
})

const PositionView = z.object({
  verdict: z.string(),
  endsOn: DateView.nullable(),
  transferDueOn: DateView.nullable(),
})

export const WhatIfRecordView = z
  .object({
    recordId: IdSchema,
    title: z.string(),
    archivalCode: z.string().nullable(),
    classCode: z.string(),
    kind: z.enum(MOVEMENTS),
    days: z.int().nullable(),
    from: PositionView,
    to: PositionView,
    /** It stands on a disposal list: the re-dating leaves it to the list. */
    isListed: z.boolean(),
    explanation: z.object({ zh: z.array(z.string()), en: z.array(z.string()) }),
  })
  .meta({ id: 'WhatIfRecord' })
export type WhatIfRecordView = z.output<typeof WhatIfRecordView>
/** A page may be empty and yet have a next one: its records were looked at and are of other kinds. */
export const WhatIfRecordsView = z
  .object({ items: z.array(WhatIfRecordView), nextCursor: z.string().nullable() })
  .meta({ id: 'WhatIfRecords' })
