import type { RecordBirth } from '#domain/events.ts'
import type { ImportFileFault } from '#domain/import-faults.ts'
import type { RecordState } from '#domain/state.ts'
import type { ImportBatchRow } from '#domain/state/import.ts'

/** What the events of an import of a backlog state, and those of the records that came with it. */
export interface ImportEvents {
  /** A record of a backlog: born, filed, appraised and in custody by one approved import; its date comes with `retention.computed`. */
  'record.imported': RecordBirth &
    Pick<
      RecordState,
      | 'custodyUnitId'
      | 'openingState'
      | 'triggeredOn'
      | 'archivalCode'
      | 'scanPolicy'
      | 'pages'
      | 'wakeOn'
      | 'dormancy'
    > & {
      scheduleVersionId: string
      /** `given`: it stood on the thing before; `allotted`: the archive gave it, so it is spent for ever. */
      codeOrigin: 'given' | 'allotted'
      importId: string
      row: number
    }
  /** Taken back with its import, untouched since. A code that was given is free again, one that was allotted is not. */
  'record.import-withdrawn': { importId: string; from: string; freedCode: string | null }
  'import.brought': Pick<
    ImportBatchRow,
    | 'name'
    | 'format'
    | 'fileName'
    | 'sizeBytes'
    | 'fileSha256'
    | 'uploadId'
    | 'headers'
    | 'mapping'
    | 'fondsId'
    | 'formingUnitId'
    | 'custodyUnitId'
    | 'grade'
    | 'classCode'
    | 'carrier'
    | 'dormancy'
    | 'operator'
  > & { files: number }
  'import.checked': {
    rows: number
    goodRows: number
    checkDigest: string
    faults: Readonly<Record<string, number>>
  }
  'import.unreadable': { fault: ImportFileFault; line: number | null }
  'import.discarded': { reason: string }
  'import.approved': { checkDigest: string; goodRows: number; operator: string | null }
  'import.paused': Readonly<Record<string, never>>
  'import.resumed': Readonly<Record<string, never>>
  'import.finished': { counts: Readonly<Record<string, number>> }
  'import.withdrawal-ordered': { reason: string; operator: string | null }
  'import.withdrawn': { counts: Readonly<Record<string, number>> }
}
