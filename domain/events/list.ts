import type { PlainDate } from '#domain/dates.ts'
import type {
  DisposalListState,
  ItemOpinion,
  ListItemRow,
  ListSample,
  TermAnswer,
} from '#domain/state/list.ts'
import type { AppraiserKind, LeaveReason } from '#domain/vocabulary.ts'

/** What the events of a disposal list state, from its compiling to its certificate. */
export interface ListEventData {
  'list.compiled': Pick<
    DisposalListState,
    | 'number'
    | 'title'
    | 'definitionId'
    | 'fondsId'
    | 'formingUnitId'
    | 'custodyUnitId'
    | 'grade'
    | 'placeStep'
  > & { items: readonly Omit<ListItemRow, 'subjectId' | 'state' | 'leaveReason' | 'destroyedAt'>[] }
  'list.sealed': { sealedHash: string; items: number }
  'list.item-left': { recordId: string; reason: LeaveReason; detail: string; authorisedBy?: string }
  /** A second person's word on what appraisers would not destroy; what was agreed leaves the list in the same commit. */
  'list.terms-decided': { answers: readonly TermAnswer[] }
  /** Which of a class is to be kept as a sample; each leaves the list by a second person's word. */
  'list.sample-drawn': Omit<ListSample, 'refusedIds' | 'drawnBy'>
  'list.opinion-given': { id: string; appraiserKind: AppraiserKind; verdicts: readonly ItemOpinion[] }
  'list.registered': { registerHash: string; items: number; pages: number }
  'list.filed-for-record': { number: string; on: PlainDate }
  'list.approved': { registerHash: string; opinion: string; factor: string }
  'list.cooling-began': { until: PlainDate }
  'list.stop-asked': { reason: string }
  'list.aborted': { reason: string }
  'list.checked': { slot: string; registerHash: string; factor: string; note: string }
  'list.execution-started': { registerHash: string }
  'list.item-destroyed': { recordId: string }
  'list.signed': {
    slot: string
    registerHash: string
    factor: string
    method: string
    place: string
    on: PlainDate
  }
  'list.certified': { certificateObjectId: string; sha256: string }
}
