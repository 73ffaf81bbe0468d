import type { RelationType } from '#domain/relations.ts'
import type { RecordItemRow } from '#domain/state/paper.ts'
import type { Grade } from '#domain/vocabulary.ts'

/** What events state of a record's description, and of a file that was opened again. */
export interface DescriptionEventData {
  /** Fields that an act of description changed; what stood in them and what stands there now is personal. */
  'record.metadata-set': {
    itemId: string | null
    fields: readonly string[]
    schemeVersion: number
    valuesDigest: string | null
  }
  /** The code is another one from now on, and the former stays findable for ever; its reason is kept, so it names no person. */
  'record.renumbered': {
    id: string
    from: string
    to: string
    codeBlock: string
    number: number
    reason: string
  }
  /** How it stands to another record; the other is named by its id alone, since not everybody who sees the one sees the other. */
  'record.related': { id: string; relation: RelationType; otherId: string; reason: string }
  'record.relation-withdrawn': { id: string; reason: string }
  /** A lower grade waits for a second person; a higher one is not proposed, it holds. Reasons are kept, so they name no person. */
  'record.regrade-proposed': { from: Grade; to: Grade; reason: string }
  'record.regrade-refused': { to: Grade; reason: string }
  'record.regraded': { from: Grade; to: Grade; reason: string }
  /** Objects whose content bears the mark of a state secret: nobody reads anything of the record until it is decided. */
  'record.quarantined': { objectIds: readonly string[] }
  /** It is no state secret: content of these digests is not stopped again. */
  'record.quarantine-lifted': { reason: string; digests: readonly string[] }
  /** It is one, by the decision of this number: every copy goes by the delete gate. */
  'record.declared-secret': { reference: string }
  'record.secret-removed': { copies: number }
  'record.reopened': { reason: string }
  /** `items`: how many stand in it; absent where nobody counted. */
  'record.closed': { reason: string; items?: number }
  'record.item-added': Pick<
    RecordItemRow,
    'id' | 'position' | 'formedOn' | 'firstPage' | 'lastPage' | 'classCode'
  > & {
    /** Title, author and number: personal, so the ledger keeps a digest. */
    textsDigest: string | null
  }
  'record.item-withdrawn': { itemId: string; note: string }
}
