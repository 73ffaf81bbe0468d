import { z } from 'zod'
import { CADENCES, SCHEME_STATES } from '#domain/vocabulary/structure.ts'
import {
  AllowedView,
  BilingualView,
  DateInput,
  DateView,
  IdParams,
  IdSchema,
  PersonRefView,
} from './common.ts'

export const SchemeView = z
  .object({
    id: IdSchema,
    line: z.string(),
    version: z.string(),
    name: BilingualView,
    state: z.enum(SCHEME_STATES),
    effectiveOn: DateView,
    endsOn: DateView.nullable(),
    authority: z.string(),
    drafted: z.object({ by: PersonRefView, on: DateView }),
    activated: z.object({ by: PersonRefView, on: DateView }).nullable(),
    /** Whether it is in force today. */
    isInForce: z.boolean(),
  })
  .meta({ id: 'Scheme' })
export type SchemeView = z.output<typeof SchemeView>
export const SchemesView = z
  .object({ items: z.array(SchemeView), allowed: z.object({ draft: AllowedView, activate: AllowedView }) })
  .meta({ id: 'Schemes' })

export const CadenceView = z
  .object({
    cadence: z.enum(CADENCES),
    fromOn: DateView,
    toOn: DateView.nullable(),
    /** Working days after the close of a period; null: 30 June of the next year. */
    termDays: z.int().nullable(),
  })
  .meta({ id: 'Cadence' })

export const SchemeClassView = z
  .object({
    id: IdSchema,
    code: z.string(),
    parentId: IdSchema.nullable(),
    name: BilingualView,
    recordClasses: z.array(z.string()),
    units: z.array(z.object({ id: IdSchema, name: BilingualView })),
    cadences: z.array(CadenceView),
  })
  .meta({ id: 'SchemeClass' })
export type SchemeClassView = z.output<typeof SchemeClassView>

export const SchemeDetailView = z
  .object({
    scheme: SchemeView,
    classes: z.array(SchemeClassView),
    crosswalk: z.array(
      z.object({
        fromVersion: z.string(),
        fromCode: z.string(),
        fromName: BilingualView,
        toCode: z.string(),
        note: z.string(),
      }),
    ),
    allowed: z.object({ activate: AllowedView, setCadence: AllowedView }),
  })
  .meta({ id: 'SchemeDetail' })
export type SchemeDetailView = z.output<typeof SchemeDetailView>

const CodeInput = z
  .string()
  .trim()
  .min(1)
  .max(40)
  // A code is printed in one line and typed again: letters of any script, digits, and the joints of codes.
  .regex(/^[·.\-—\p{L}\p{N}]+$/u)
const NameInput = z.string().trim().min(1).max(120)
/** The order on which it rests. */
const AuthorityInput = z.string().trim().min(2).max(300)

export const DraftSchemeInput = z
  .strictObject({
    line: z.string().regex(/^[A-Z][A-Z0-9-]{1,19}$/),
    version: z.string().regex(/^[0-9A-Z][0-9A-Z.-]{0,19}$/),
    nameZh: NameInput,
    nameEn: NameInput,
    effectiveOn: DateInput,
    authority: AuthorityInput,
    classes: z
      .array(
        z.strictObject({
          code: CodeInput,
          parent: CodeInput.nullable().default(null),
          nameZh: NameInput,
          nameEn: NameInput,
          recordClasses: z.array(z.string().max(20)).max(200).default([]),
          units: z.array(z.string().max(120)).max(100).default([]),
          cadence: z.enum(CADENCES).nullable().default(null),
        }),
      )
      .min(1)
      .max(2000),
    crosswalk: z
      .array(
        z.strictObject({
          fromVersion: z.string().max(20),
          from: CodeInput,
          to: CodeInput,
          note: z.string().max(300).default(''),
        }),
      )
      .max(5000)
      .default([]),
  })
  .meta({ id: 'DraftScheme' })
export const SetCadenceInput = z
  .strictObject({
    cadence: z.enum(CADENCES),
    fromOn: DateInput,
    termDays: z.int().min(0).max(250).nullable().optional(),
    authority: AuthorityInput,
  })
  .meta({ id: 'SetCadence' })
export const SchemeActView = z.object({ schemeId: IdSchema }).meta({ id: 'SchemeAct' })

/** What a scheme calls a record. */
export const SchemeCodeView = z
  .object({
    line: z.string(),
    version: z.string(),
    code: z.string(),
    name: BilingualView,
    /** Of the scheme under which it was formed; else what became of that class. */
    isOwn: z.boolean(),
    isInForce: z.boolean(),
  })
  .meta({ id: 'SchemeCode' })
export type SchemeCodeView = z.output<typeof SchemeCodeView>

/** Rows of the table of the wire. */
export const SCHEME_ROUTES = {
  'GET /api/schemes': { response: SchemesView },
  'GET /api/schemes/:id': { params: IdParams, response: SchemeDetailView },
  'POST /api/schemes': { body: DraftSchemeInput, response: SchemeActView, status: 201 },
  'POST /api/schemes/:id/activation': { params: IdParams, response: SchemeActView },
  'POST /api/scheme-classes/:id/cadence': {
    params: IdParams,
    body: SetCadenceInput,
    response: SchemeActView,
  },
} as const
