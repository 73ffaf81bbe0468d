import type { MetadataValues } from './metadata.ts'

/** What was said of a record, or of one item of its contents list. Ids are those of what is described. */
export interface RecordMetadataRow {
  id: string
  subjectId: string
  /** Null where the record itself is described. */
  itemId: string | null
  /** Null once destroyed: values may name persons. */
  values: MetadataValues | null
}
