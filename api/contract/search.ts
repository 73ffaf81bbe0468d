import { z } from 'zod'
import { isLegible } from '#domain/legible.ts'
import { GRADES } from '#domain/vocabulary.ts'
import { BilingualView, IdSchema, PageQuery, TotalView } from './common.ts'
import { RECORD_STATE_FILTERS, RecordSummaryView } from './records.ts'
import { FoundStubsView } from './secret-stubs.ts'

/** Where a search looks: into what records say, or only at whom they are about. */
const SEARCH_FIELDS = ['texts', 'persons'] as const

export const SearchQuery = PageQuery.extend({
  /** Words apart must all be found; each in any part of code, title, class, contents list or one page, or by first letters of the reading. */
  q: z.string().trim().min(1).max(200),
  in: z.enum(SEARCH_FIELDS).default('texts'),
  /** Why one looks; must be said where one looks for a person. It is logged. */
  purpose: z.string().trim().min(1).max(200).refine(isLegible, 'holds what cannot be seen').optional(),
  state: z.enum(RECORD_STATE_FILTERS).optional(),
  /** Records that came by this import. */
  importId: IdSchema.optional(),
  step: z.string().max(60).optional(),
  classCode: z.string().max(20).optional(),
  unitId: IdSchema.optional(),
  formedInYear: z.coerce.number().int().min(1900).max(2299).optional(),
  grade: z.enum(GRADES).optional(),
})

export const HighlightView = z.object({ text: z.string(), isHit: z.boolean() }).meta({ id: 'Highlight' })

export const FoundRecordView = z
  .object({
    record: RecordSummaryView,
    title: z.array(HighlightView),
    archivalCode: z.array(HighlightView),
    /** The line of the page that was found; null when the record itself says it. */
    page: z.object({ objectId: IdSchema, page: z.int(), line: z.array(HighlightView) }).nullable(),
  })
  .meta({ id: 'FoundRecord' })
export type FoundRecordView = z.output<typeof FoundRecordView>

const FacetView = z
  .array(
    z.object({
      value: z.string(),
      count: z.int(),
      /** What people call it; null where the value is its own name or the reader's language has the word. */
      name: BilingualView.nullable(),
    }),
  )
  .meta({ id: 'Facet' })
export type FacetView = z.output<typeof FacetView>

/** Of what was found up to the cap of the total, and of nothing that the reader may not see. */
export const FacetsView = z
  .object({
    unit: FacetView,
    class: FacetView,
    year: FacetView,
    place: FacetView,
    grade: FacetView,
    /** Overlapping: a record under hold is kept as well. */
    state: FacetView,
  })
  .meta({ id: 'Facets' })
export type FacetsView = z.output<typeof FacetsView>

export const SearchView = z
  .object({
    items: z.array(FoundRecordView),
    nextCursor: z.string().nullable(),
    total: TotalView,
    /** Stubs of classified files, which are no records: beside the total, and in the facets of unit, class and year. */
    stubs: FoundStubsView,
    facets: FacetsView,
  })
  .meta({ id: 'Search' })
