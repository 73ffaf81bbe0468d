import { z } from 'zod'
import { RETENTION_VERDICTS } from '#domain/explanation.ts'
import { METADATA_GROUPS, METADATA_KINDS, METADATA_OBLIGATIONS } from '#domain/metadata-scheme.ts'
import { CONFIDENCES } from '#domain/schedule.ts'
import { AllowedView, DateView, IdSchema, ReasonInput } from './common.ts'
import { ContentsEntryInput } from './paper.ts'

export const MetadataFieldView = z
  .object({
    /** `M1` to `M88` of DA/T 46, or form and field such as `F28-3`. */
    id: z.string(),
    zh: z.string(),
    en: z.string(),
    kind: z.enum(METADATA_KINDS),
    choices: z.array(z.object({ value: z.string(), zh: z.string(), en: z.string() })),
    min: z.int().nullable(),
    max: z.int().nullable(),
    obligation: z.enum(METADATA_OBLIGATIONS),
    isRepeatable: z.boolean(),
    /** The class asks for it: without it nothing is filed. */
    isRequired: z.boolean(),
    /** A proposal asks for it that nobody has confirmed: it blocks nothing. */
    isProposed: z.boolean(),
    /** Filled from the record itself: nobody types it. */
    isDerived: z.boolean(),
    values: z.array(z.string()),
    /** What the family's own forms call it. */
    alsoCalled: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
    source: z.string(),
    confidence: z.enum(CONFIDENCES),
  })
  .meta({ id: 'MetadataField' })

export const MetadataView = z
  .object({
    schemeVersion: z.int(),
    family: z.string(),
    /** Null where the record itself is described, else the item of its contents list. */
    itemId: IdSchema.nullable(),
    /** Items of the contents list that can be described on their own. */
    items: z.array(z.object({ id: IdSchema, no: z.int(), title: z.string().nullable() })),
    groups: z.array(z.object({ key: z.enum(METADATA_GROUPS), fields: z.array(MetadataFieldView) })),
    /** Fields that block filing. */
    missing: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
    edit: AllowedView,
  })
  .meta({ id: 'Metadata' })
export type MetadataView = z.output<typeof MetadataView>

export const MetadataQuery = z.object({ itemId: IdSchema.optional() })

/** Of the fields that change, all their values; an empty list takes the values away. */
export const DescribeInput = z
  .strictObject({
    itemId: IdSchema.nullish(),
    values: z.record(z.string().max(20), z.array(z.string().max(4000)).max(100)),
  })
  .meta({ id: 'Describe' })
export const DescribedView = z
  .object({
    fields: z.array(z.string()),
    missing: z.array(z.string()),
    /** What its rules answer by now; null where none of them starts from what was said. */
    redated: z
      .object({
        verdict: z.enum(RETENTION_VERDICTS),
        endsOn: DateView.nullable(),
        dueOn: DateView.nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Described' })
export type DescribedView = z.output<typeof DescribedView>

export const ReopenInput = z.strictObject({ reason: ReasonInput }).meta({ id: 'Reopen' })
/** With the number of items that were counted in the file. */
export const CloseInput = z
  .strictObject({ reason: ReasonInput, items: z.int().min(0).max(100_000).optional() })
  .meta({ id: 'CloseRecord' })
/** An item behind the last one of a file that was opened again. */
export const AddItemInput = z.strictObject({ entry: ContentsEntryInput }).meta({ id: 'AddItem' })
export const AddedItemView = z.object({ itemId: IdSchema, no: z.int() }).meta({ id: 'AddedItem' })
