import { z } from 'zod'
import { CODE_NUMBER_STATES } from '#domain/vocabulary/structure.ts'
import {
  AllowedView,
  BilingualView,
  DateView,
  IdParams,
  IdSchema,
  PersonRefView,
  ReasonInput,
} from './common.ts'

const YearInput = z.coerce.number().int().min(1900).max(2299)
const BlockInput = z.string().trim().min(6).max(120)
const NumberInput = z.int().min(1).max(9999)

/** A sequence of archival codes: within fonds and class block numbers run without gap or double. */
const Sequence = { fondsId: IdSchema, year: z.int(), block: z.string() }
const SequenceInput = { fondsId: IdSchema, year: YearInput, block: BlockInput }

export const CodeSequenceView = z
  .object({
    ...Sequence,
    fondsCode: z.string(),
    /** The next number of its counter. */
    next: z.int(),
    given: z.int(),
    /** Numbers that stand on nothing now, and whose reason is known. */
    explained: z.int(),
    reserved: z.int(),
    /** Gaps that wait for somebody's word. */
    missing: z.int(),
  })
  .meta({ id: 'CodeSequence' })
export type CodeSequenceView = z.output<typeof CodeSequenceView>

export const CodeReservationView = z
  .object({
    id: IdSchema,
    ...Sequence,
    firstNumber: z.int(),
    lastNumber: z.int(),
    purpose: z.string(),
    holderName: BilingualView,
    reservedOn: DateView,
    reservedBy: PersonRefView,
    /** Null while the numbers are kept back. */
    releasedOn: DateView.nullable(),
    releaseReason: z.string().nullable(),
  })
  .meta({ id: 'CodeReservation' })

export const CodesView = z
  .object({
    fonds: z.array(z.object({ id: IdSchema, code: z.string(), name: BilingualView })),
    sequences: z.array(CodeSequenceView),
    reservations: z.array(CodeReservationView),
    allowed: z.object({ manage: AllowedView }),
  })
  .meta({ id: 'Codes' })
export type CodesView = z.output<typeof CodesView>

/** A number that stands on nothing, or not as it was given. */
export const CodeGapView = z
  .object({
    ...Sequence,
    number: z.int(),
    code: z.string(),
    state: z.enum(CODE_NUMBER_STATES),
    /** In the words of the system where it explains the gap itself, else in those of a person. */
    reason: BilingualView.nullable(),
    explainedBy: PersonRefView.nullable(),
    explainedOn: DateView.nullable(),
    /** The record that bore it, where the reader sees it. */
    recordId: IdSchema.nullable(),
    /** What that record bears now. */
    codeNow: z.string().nullable(),
  })
  .meta({ id: 'CodeGap' })
export type CodeGapView = z.output<typeof CodeGapView>

export const CodeGapsQuery = z.object({
  fondsId: IdSchema.optional(),
  year: YearInput.optional(),
  block: BlockInput.optional(),
  /** Those alone that wait for somebody's word. */
  open: z.enum(['yes']).optional(),
})
export const CodeGapsView = z
  .object({ items: z.array(CodeGapView), isCapped: z.boolean() })
  .meta({ id: 'CodeGaps' })

/** By the class and the year: the block follows from them. */
export const ReserveCodesInput = z
  .strictObject({
    fondsId: IdSchema,
    classCode: z.string().min(1).max(20),
    year: z.int().min(1900).max(2299),
    firstNumber: NumberInput,
    lastNumber: NumberInput,
    purpose: z.string().trim().min(2).max(300),
    holderUnitId: IdSchema,
  })
  .meta({ id: 'ReserveCodes' })
export const ReleaseCodesInput = z.strictObject({ reason: ReasonInput }).meta({ id: 'ReleaseCodes' })
export const ExplainGapInput = z
  .strictObject({
    ...SequenceInput,
    year: z.int().min(1900).max(2299),
    number: NumberInput,
    reason: ReasonInput,
  })
  .meta({ id: 'ExplainGap' })
export const CodeActView = z.object({ id: IdSchema }).meta({ id: 'CodeAct' })

export const RenumberInput = z
  .strictObject({
    reason: ReasonInput,
    /** One that is reserved in the record's sequence; absent: the next one that is free. */
    number: NumberInput.optional(),
  })
  .meta({ id: 'Renumber' })
export const RenumberedView = z
  .object({ archivalCode: z.string(), formerCode: z.string() })
  .meta({ id: 'Renumbered' })

export const ReservedNumbersQuery = z.object({ classCode: z.string().trim().min(1).max(40) })
/** Free numbers that are kept back for whoever files the record under a class. */
export const ReservedNumbersView = z
  .object({ items: z.array(z.object({ number: z.int(), code: z.string() })) })
  .meta({ id: 'ReservedNumbers' })

/** A code that the record bore before; it is found by it for ever. */
export const FormerCodeView = z
  .object({
    code: z.string(),
    replacedBy: z.string(),
    reason: z.string(),
    renumberedOn: DateView,
    renumberedBy: PersonRefView,
  })
  .meta({ id: 'FormerCode' })

/** Rows of the table of the wire. */
export const CODE_ROUTES = {
  'GET /api/codes': { response: CodesView },
  'GET /api/codes/gaps': { query: CodeGapsQuery, response: CodeGapsView },
  'POST /api/codes/reservations': { body: ReserveCodesInput, response: CodeActView, status: 201 },
  'POST /api/codes/reservations/:id/release': {
    params: IdParams,
    body: ReleaseCodesInput,
    response: CodeActView,
  },
  'POST /api/codes/explanations': { body: ExplainGapInput, response: CodeActView, status: 201 },
  'GET /api/records/:id/reserved-numbers': {
    params: IdParams,
    query: ReservedNumbersQuery,
    response: ReservedNumbersView,
  },
  'POST /api/records/:id/renumbering': { params: IdParams, body: RenumberInput, response: RenumberedView },
} as const
