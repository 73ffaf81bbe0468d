import type { PlainDate } from '#domain/dates.ts'
import type { MetadataValues } from '#domain/metadata.ts'
import type { RelationType } from '#domain/relations.ts'

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

/** How a record stands to another one (关系); a fold of the events of the record that states it. */
export interface RecordRelationRow {
  id: string
  subjectId: string
  type: RelationType
  otherId: string
  reason: string
  relatedOn: PlainDate
  relatedBy: string
  /** Null while it stands, like the two that follow. */
  withdrawnOn: PlainDate | null
  withdrawnBy: string | null
  withdrawReason: string | null
}

export interface RecordMetadataRow {
  id: string
  subjectId: string
  /** Null where the record itself is described. */
  itemId: string | null
  /** Null once destroyed: values may name persons. */
  values: MetadataValues | null
}
