import type { PlainDate } from './dates.ts'
import type { MetadataValues } from './metadata.ts'

/** What was said of a record, or of one item of its contents list. Ids are those of what is described. */
/** A code that a record bore before: it is found by it for ever, and nothing else ever bears it. */
export interface FormerCodeRow {
  id: string
  subjectId: string
  code: string
  replacedBy: string
  reason: string
  renumberedOn: PlainDate
  renumberedBy: string
}

export interface RecordMetadataRow {
  id: string
  subjectId: string
  /** Null where the record itself is described. */
  itemId: string | null
  /** Null once destroyed: values may name persons. */
  values: MetadataValues | null
}
