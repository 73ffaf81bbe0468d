import { z } from 'zod'
import { UNIT_KINDS } from '#domain/vocabulary.ts'
import { SUCCESSION_WAYS, UNIT_BEGINNINGS, UNIT_ENDINGS } from '#domain/vocabulary/structure.ts'
import {
  AllowedView,
  BilingualView,
  DateInput,
  DateView,
  IdParams,
  IdSchema,
  PersonRefView,
} from './common.ts'

const NameInput = z.string().trim().min(1).max(120)
/** The order on which a change rests: a number, a title, a day. */
const AuthorityInput = z.string().trim().min(2).max(300)

const UnitNameView = z.object({ name: BilingualView, fromOn: DateView, toOn: DateView })

/** A unit with its days; ended ones stay in the tree. */
export const StructureUnitView = z
  .object({
    id: IdSchema,
    parentId: IdSchema.nullable(),
    kind: z.enum(UNIT_KINDS),
    name: BilingualView,
    fromOn: DateView,
    /** The day from which it works in the system; null while it is not set. */
    liveFrom: DateView.nullable(),
    isLive: z.boolean(),
    toOn: DateView.nullable(),
    endedBy: z.enum(UNIT_ENDINGS).nullable(),
    successorIds: z.array(IdSchema),
    heirId: IdSchema.nullable(),
    formerNames: z.array(UnitNameView),
    /** Of the fonds that it forms; null where it forms none. */
    fondsCode: z.string().nullable(),
  })
  .meta({ id: 'StructureUnit' })
export type StructureUnitView = z.output<typeof StructureUnitView>

export const FondsView = z
  .object({
    id: IdSchema,
    code: z.string(),
    name: BilingualView,
    agencyUnitId: IdSchema,
    frozenSince: DateView.nullable(),
    closedOn: DateView.nullable(),
    successions: z.array(
      z.object({
        unitId: IdSchema,
        openedOn: DateView,
        settledOn: DateView.nullable(),
        settledBy: PersonRefView.nullable(),
        way: z.enum(SUCCESSION_WAYS).nullable(),
        successorUnitId: IdSchema.nullable(),
        authority: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Fonds' })
export type FondsView = z.output<typeof FondsView>

export const StructureView = z
  .object({
    today: DateView,
    units: z.array(StructureUnitView),
    fonds: z.array(FondsView),
    allowed: z.object({ change: AllowedView, settle: AllowedView }),
  })
  .meta({ id: 'Structure' })
export type StructureView = z.output<typeof StructureView>

/** As the tree stood on a day; today where nothing is said. */
export const StructureQuery = z.object({ on: DateInput.optional() })

export const AddUnitInput = z
  .strictObject({
    parent: IdSchema,
    kind: z.enum(UNIT_KINDS).exclude(['bureau']),
    nameZh: NameInput,
    nameEn: NameInput,
    fromOn: DateInput.optional(),
    /** Whether it works in the system at once, which is so where nothing is said, or from a day that is set later. */
    begins: z.enum(UNIT_BEGINNINGS).optional(),
  })
  .meta({ id: 'AddUnit' })
export const RenameUnitInput = z
  .strictObject({ nameZh: NameInput, nameEn: NameInput, fromOn: DateInput, authority: AuthorityInput })
  .meta({ id: 'RenameUnit' })
export const MoveUnitInput = z
  .strictObject({ parent: IdSchema, on: DateInput, authority: AuthorityInput })
  .meta({ id: 'MoveUnit' })
export const UnitLiveDayInput = z
  .strictObject({ on: DateInput, authority: AuthorityInput })
  .meta({ id: 'UnitLiveDay' })
export const CloseUnitInput = z
  .strictObject({ toOn: DateInput, heir: IdSchema.nullable(), authority: AuthorityInput })
  .meta({ id: 'CloseUnit' })
export const MergeUnitsInput = z
  .strictObject({
    units: z.array(IdSchema).min(1).max(20),
    into: IdSchema,
    toOn: DateInput,
    authority: AuthorityInput,
  })
  .meta({ id: 'MergeUnits' })
export const SplitUnitInput = z
  .strictObject({
    into: z.array(IdSchema).min(2).max(20),
    heir: IdSchema,
    toOn: DateInput,
    authority: AuthorityInput,
  })
  .meta({ id: 'SplitUnit' })
export const AddFondsInput = z
  .strictObject({ code: z.string().max(10), nameZh: NameInput, nameEn: NameInput, agency: IdSchema })
  .meta({ id: 'AddFonds' })
export const SettleSuccessionInput = z
  .strictObject({ way: z.enum(SUCCESSION_WAYS), successor: IdSchema, authority: AuthorityInput })
  .meta({ id: 'SettleSuccession' })

export const UnitActView = z.object({ unitId: IdSchema }).meta({ id: 'UnitAct' })
export const FondsActView = z.object({ fondsId: IdSchema }).meta({ id: 'FondsAct' })

/** Rows of the table of the wire. */
export const STRUCTURE_ROUTES = {
  'GET /api/structure': { query: StructureQuery, response: StructureView },
  'POST /api/structure/units': { body: AddUnitInput, response: UnitActView, status: 201 },
  'POST /api/structure/units/:id/name': { params: IdParams, body: RenameUnitInput, response: UnitActView },
  'POST /api/structure/units/:id/place': { params: IdParams, body: MoveUnitInput, response: UnitActView },
  'POST /api/structure/units/:id/live-day': {
    params: IdParams,
    body: UnitLiveDayInput,
    response: UnitActView,
  },
  'POST /api/structure/units/:id/end': { params: IdParams, body: CloseUnitInput, response: UnitActView },
  'POST /api/structure/units/:id/split': { params: IdParams, body: SplitUnitInput, response: UnitActView },
  'POST /api/structure/mergers': { body: MergeUnitsInput, response: UnitActView, status: 201 },
  'POST /api/structure/fonds': { body: AddFondsInput, response: FondsActView, status: 201 },
  'POST /api/structure/fonds/:id/succession': {
    params: IdParams,
    body: SettleSuccessionInput,
    response: FondsActView,
  },
} as const
