/** Stubs of classified files: that one exists elsewhere. No field takes a title or a text. */
import { z } from 'zod'
import { SECRECY_GRADES, STUB_ENDS } from '#domain/vocabulary/secrets.ts'
import {
  AllowedView,
  BilingualView,
  DateView,
  DoneView,
  IdParams,
  IdSchema,
  PageQuery,
  PersonRefView,
  TotalView,
  pageOf,
} from './common.ts'

/** Codes and numbers alone: neither can carry a title. */
const CustodyCode = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9./·-]{1,39}$/u)
const DecisionNumber = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9密解档销移〔〕()（）第号年./·-]{2,40}$/u)

export const SecretStubView = z
  .object({
    id: IdSchema,
    classCode: z.string(),
    year: z.int(),
    /** Null where it has no code here. */
    code: z.string().nullable(),
    formingUnitName: BilingualView,
    grade: z.enum(SECRECY_GRADES),
    /** Null: until its conditions for declassification are met. */
    secrecyYears: z.int().nullable(),
    /** The last year of the term, when whoever classified the file is asked again. */
    secretUntilYear: z.int().nullable(),
    custodyCode: z.string(),
    enteredBy: PersonRefView,
    enteredOn: DateView,
    /** Null while it stands. */
    ended: z
      .object({ as: z.enum(STUB_ENDS), reference: z.string(), by: PersonRefView, on: DateView })
      .nullable(),
    allowed: z.object({ end: AllowedView }),
  })
  .meta({ id: 'SecretStub' })
export type SecretStubView = z.output<typeof SecretStubView>

/** A stub among records that are looked for: what it holds, as its own kind. */
export const FoundStubView = SecretStubView.pick({
  id: true,
  classCode: true,
  year: true,
  code: true,
  formingUnitName: true,
  grade: true,
  custodyCode: true,
})
  .extend({ endedAs: z.enum(STUB_ENDS).nullable() })
  .meta({ id: 'FoundStub' })
export type FoundStubView = z.output<typeof FoundStubView>
/** The newest of those that the reader may know of; with a later page, where they were told already, none. */
export const FoundStubsView = z
  .object({ items: z.array(FoundStubView), total: TotalView })
  .meta({ id: 'FoundStubs' })
export type FoundStubsView = z.output<typeof FoundStubsView>

export const SecretStubsQuery = PageQuery.extend({
  /** Any part of a code, a class, a year or the name of the unit. */
  q: z.string().trim().max(200).optional(),
})

const StubPage = pageOf(SecretStubView, 'SecretStubItems')
export const SecretStubsView = z
  .object({
    ...StubPage.shape,
    fonds: z.array(z.object({ id: IdSchema, code: z.string(), name: BilingualView })),
    allowed: z.object({ enter: AllowedView }),
  })
  .meta({ id: 'SecretStubs' })
export type SecretStubsView = z.output<typeof SecretStubsView>

export const EnterStubInput = z
  .strictObject({
    fondsId: IdSchema,
    classCode: z.string().min(1).max(20),
    year: z.int().min(1900).max(2299),
    formingUnitId: IdSchema,
    grade: z.enum(SECRECY_GRADES),
    secrecyYears: z.int().min(1).max(30).nullable(),
    custodyCode: CustodyCode,
    /** A gap of the sequence, or a number that is kept back in it. */
    number: z.int().min(1).max(9999).optional(),
  })
  .meta({ id: 'EnterStub' })
export const EnteredStubView = z.object({ id: IdSchema }).meta({ id: 'EnteredStub' })
export const EndStubInput = z
  .strictObject({ as: z.enum(STUB_ENDS), reference: DecisionNumber })
  .meta({ id: 'EndStub' })

/** Rows of the table of the wire. */
export const SECRET_STUB_ROUTES = {
  'GET /api/secret-stubs': { query: SecretStubsQuery, response: SecretStubsView },
  'POST /api/secret-stubs': { body: EnterStubInput, response: EnteredStubView, status: 201 },
  'POST /api/secret-stubs/:id/end': { params: IdParams, body: EndStubInput, response: DoneView },
} as const
