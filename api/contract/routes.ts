/**
 * The table of the wire: `METHOD /path` to what goes in and what comes out. The server registers its routes from it and the
 * screens' client takes its types from it (as types only, so that the browser loads no validator).
 */
import { z } from 'zod'
import { ACCOUNT_ROUTES } from './account-routes.ts'
import * as access from './access.ts'
import * as administration from './administration.ts'
import * as audit from './audit.ts'
import { CODE_ROUTES } from './codes.ts'
import { ERRAND_ROUTES } from './errands.ts'
import { RELATION_ROUTES } from './relations.ts'
import * as filedItems from './filed-items.ts'
import { ARCHIVE_FORMAT_ROUTES } from './archive-formats.ts'
import { GIVING_ROUTES } from './givings.ts'
import { VARIANT_ROUTES } from './variants.ts'
import { VITAL_ROUTES } from './vital.ts'
import { GRADE_ROUTES } from './grades.ts'
import { FILING_ROUTES } from './filings.ts'
import { IMPORT_ROUTES } from './import-routes.ts'
import { HAND_OVER_ROUTES } from './hand-overs.ts'
import { WORKING_DAYS_ROUTES } from './working-days.ts'
import { PROPOSAL_ROUTES } from './proposals.ts'
import { QUARANTINE_ROUTES } from './quarantine.ts'
import { SECRET_STUB_ROUTES } from './secret-stubs.ts'
import { SCHEME_ROUTES } from './schemes.ts'
import { STRUCTURE_ROUTES } from './structure.ts'
import { DoneView, IdParams, IdSchema, PageQuery } from './common.ts'
import * as course from './course.ts'
import * as desk from './desk.ts'
import * as disposal from './disposal.ts'
import * as find from './find.ts'
import * as holds from './holds.ts'
import * as incidents from './incidents.ts'
import * as lifecycles from './lifecycles.ts'
import * as metadata from './metadata.ts'
import * as objects from './objects.ts'
import * as organisation from './organisation.ts'
import * as paper from './paper.ts'
import * as ownRule from './own-rule.ts'
import * as records from './records.ts'
import * as samples from './samples.ts'
import * as search from './search.ts'
import * as forecast from './forecast.ts'
import { SCHEDULE_ROUTES } from './schedule-routes.ts'
import * as keys from './security-keys.ts'
import * as standingHolds from './standing-holds.ts'
import * as tasks from './tasks.ts'
import * as copies from './transfer-copies.ts'
import * as transfer from './transfer.ts'

export const METHODS = ['GET', 'POST', 'DELETE'] as const
export type Method = (typeof METHODS)[number]

export interface Route {
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  /** JSON; `multipart` takes one file in a part `file`. */
  readonly body?: z.ZodType | 'multipart'
  readonly response: z.ZodType
  /** The status of success; 200 where none is given. */
  readonly status?: 201
}

export const ROUTES = {
  ...ACCOUNT_ROUTES,
  ...HAND_OVER_ROUTES,
  ...CODE_ROUTES,
  ...RELATION_ROUTES,
  ...GRADE_ROUTES,
  ...GIVING_ROUTES,
  ...VARIANT_ROUTES,
  ...VITAL_ROUTES,
  ...ARCHIVE_FORMAT_ROUTES,
  ...SECRET_STUB_ROUTES,
  ...PROPOSAL_ROUTES,
  ...QUARANTINE_ROUTES,
  ...ERRAND_ROUTES,

  'GET /api/find': { query: find.FindQuery, response: find.FindView },
  'GET /api/search': { query: search.SearchQuery, response: search.SearchView },

  'GET /api/tasks': { query: tasks.TasksQuery, response: tasks.TaskPageView },
  'GET /api/tasks/counts': { response: tasks.TaskCountsView },
  'GET /api/tasks/:id': { params: IdParams, response: tasks.TaskDetailView },
  'POST /api/tasks/:id/claim': { params: IdParams, response: tasks.TaskActView },
  'POST /api/tasks/:id/release': { params: IdParams, response: tasks.TaskActView },
  'POST /api/tasks/:id/factor-options': {
    params: IdParams,
    body: tasks.SignInput,
    response: keys.KeyOptionsView,
  },
  'POST /api/tasks/:id/complete': {
    params: IdParams,
    body: tasks.CompleteTaskInput,
    response: tasks.TaskActView,
  },

  'GET /api/tasks/:id/candidates': { params: IdParams, response: desk.CandidatesView },
  'POST /api/tasks/:id/delegation': {
    params: IdParams,
    body: desk.DelegateInput,
    response: tasks.TaskActView,
  },
  'POST /api/tasks/:id/hand-back': { params: IdParams, response: tasks.TaskActView },
  'POST /api/tasks/:id/reassignment': {
    params: IdParams,
    body: desk.ReassignInput,
    response: tasks.TaskActView,
  },
  'POST /api/tasks/:id/draft': { params: IdParams, body: desk.SaveDraftInput, response: desk.SavedDraftView },
  'DELETE /api/tasks/:id/draft': { params: IdParams, response: DoneView },

  'GET /api/comments/:id': { params: IdParams, response: desk.CommentsView },
  'POST /api/comments/:id': {
    params: IdParams,
    body: desk.AddCommentInput,
    response: desk.AddedCommentView,
    status: 201,
  },
  'GET /api/people': { query: desk.PeopleQuery, response: desk.ColleaguesView },
  'GET /api/views': { response: desk.SavedViewsView },
  'POST /api/views': { body: desk.SaveViewInput, response: desk.SavedViewView, status: 201 },
  'DELETE /api/views/:id': { params: IdParams, response: DoneView },
  'GET /api/notices': { response: desk.NoticesView },
  'POST /api/notices/read': { body: desk.ReadNoticesInput, response: DoneView },
  'GET /api/deputies': { response: desk.DeputiesView },
  'POST /api/deputies': { body: desk.NameDeputyInput, response: DoneView, status: 201 },
  'DELETE /api/deputies/:id': { params: IdParams, response: DoneView },

  'GET /api/records': { query: records.RecordsQuery, response: records.RecordListView },
  'POST /api/records': { body: records.CreateRecordInput, response: records.CreatedRecordView, status: 201 },
  'GET /api/filed-items': { query: filedItems.FiledItemsQuery, response: filedItems.FiledItemsView },
  'GET /api/records/:id': { params: IdParams, response: records.RecordDetailView },
  'POST /api/records/:id/purpose': { params: IdParams, body: access.SayPurposeInput, response: DoneView },
  'GET /api/records/:id/events': { params: IdParams, query: PageQuery, response: records.EventPageView },
  'GET /api/records/:id/course': { params: IdParams, response: course.CourseView },
  'GET /api/records/:id/verification': { params: IdParams, response: records.VerificationView },
  'POST /api/records/:id/objects': {
    params: IdParams,
    body: records.AddObjectsInput,
    response: records.AddedObjectsView,
  },
  'DELETE /api/records/:id/objects/:objectId': {
    params: z.object({ id: IdSchema, objectId: IdSchema }),
    response: DoneView,
  },
  'POST /api/records/:id/events-entered': {
    params: IdParams,
    body: records.EnterEventInput,
    response: records.EnteredEventView,
  },
  'POST /api/records/:id/events-entered/:eventId/confirmation': {
    params: z.object({ id: IdSchema, eventId: z.string().max(100) }),
    body: records.ConfirmEventInput,
    response: records.EnteredEventView,
  },
  'POST /api/records/:id/end-by-hand': {
    params: IdParams,
    body: records.EndByHandInput,
    response: records.EndByHandView,
  },
  'POST /api/records/:id/end-by-hand/lift': {
    params: IdParams,
    body: records.LiftEndInput,
    response: records.EndByHandView,
  },
  'POST /api/records/:id/own-rule': {
    params: IdParams,
    body: ownRule.OwnRuleInput,
    response: records.EndByHandView,
  },
  'POST /api/records/:id/own-rule/:ruleId/decision': {
    params: z.object({ id: IdSchema, ruleId: IdSchema }),
    body: ownRule.DecideOwnRuleInput,
    response: records.EndByHandView,
  },

  'POST /api/records/:id/reopening': {
    params: IdParams,
    body: metadata.ReopenInput,
    response: DoneView,
  },
  'POST /api/records/:id/closing': { params: IdParams, body: metadata.CloseInput, response: DoneView },
  'POST /api/records/:id/items': {
    params: IdParams,
    body: metadata.AddItemInput,
    response: metadata.AddedItemView,
    status: 201,
  },
  'POST /api/records/:id/items/:itemId/withdrawal': {
    params: z.object({ id: IdSchema, itemId: IdSchema }),
    body: metadata.ReopenInput,
    response: DoneView,
  },
  'GET /api/records/:id/metadata': {
    params: IdParams,
    query: metadata.MetadataQuery,
    response: metadata.MetadataView,
  },
  'POST /api/records/:id/metadata': {
    params: IdParams,
    body: metadata.DescribeInput,
    response: metadata.DescribedView,
  },
  'GET /api/records/:id/contents': { params: IdParams, response: paper.ContentsView },
  'POST /api/records/:id/contents': {
    params: IdParams,
    body: paper.SaveContentsInput,
    response: paper.SavedContentsView,
  },
  'GET /api/records/:id/pages': { params: IdParams, response: paper.PagesView },
  'POST /api/records/:id/pages': {
    params: IdParams,
    body: paper.AddPagesInput,
    response: paper.AddedPagesView,
  },
  'DELETE /api/records/:id/pages/:page': { params: paper.PageOfRecordParams, response: DoneView },
  'GET /api/records/:id/placements': { params: IdParams, response: paper.PlacementsView },
  'POST /api/records/:id/placements': {
    params: IdParams,
    body: paper.MovePaperInput,
    response: paper.MovedPaperView,
  },
  'GET /api/records/:id/forms': { params: IdParams, response: paper.PrintedFormsView },
  'GET /api/locations': { response: paper.LocationsView },
  'GET /api/locations/cells/:barcode': { params: paper.BarcodeParams, response: paper.CellView },

  'POST /api/upload-sessions': {
    body: objects.BeginUploadInput,
    response: objects.UploadSessionView,
    status: 201,
  },
  'GET /api/upload-sessions/:id': { params: IdParams, response: objects.UploadSessionView },
  'POST /api/upload-sessions/:id/chunks': {
    params: IdParams,
    query: objects.ChunkQuery,
    body: 'multipart',
    response: objects.UploadSessionView,
  },
  'POST /api/uploads': { body: 'multipart', response: objects.UploadView, status: 201 },
  'GET /api/objects/:id/text': { params: IdParams, response: objects.ObjectTextView },

  'GET /api/holds': { query: holds.HoldsQuery, response: holds.HoldPageView },
  'POST /api/records/:id/holds': {
    params: IdParams,
    body: holds.PlaceHoldInput,
    response: holds.PlacedHoldView,
    status: 201,
  },
  'POST /api/holds/:id/lift-proposal': { params: IdParams, body: holds.ProposeLiftInput, response: DoneView },
  'POST /api/holds/:id/lift': { params: IdParams, body: holds.LiftInput, response: DoneView },

  'GET /api/standing-holds': {
    query: standingHolds.StandingHoldsQuery,
    response: standingHolds.StandingHoldPageView,
  },
  'GET /api/standing-holds/preview': {
    query: standingHolds.StandingHoldPreviewQuery,
    response: standingHolds.StandingHoldPreviewView,
  },
  'POST /api/standing-holds': {
    body: standingHolds.PlaceStandingHoldInput,
    response: standingHolds.PlacedStandingHoldView,
    status: 201,
  },
  'POST /api/standing-holds/:id/lift-proposal': {
    params: IdParams,
    body: standingHolds.ProposeStandingLiftInput,
    response: DoneView,
  },
  'POST /api/standing-holds/:id/lift': { params: IdParams, body: holds.LiftInput, response: DoneView },

  'GET /api/disposal/due': { query: disposal.DueQuery, response: records.RecordPageView },
  'GET /api/disposal/forecast': { response: disposal.ForecastView },
  'GET /api/disposal-lists': { query: disposal.ListsQuery, response: disposal.ListPageView },
  'POST /api/disposal-lists': {
    body: disposal.CompileListInput,
    response: disposal.CompiledListView,
    status: 201,
  },
  'GET /api/disposal-lists/:id': { params: IdParams, response: disposal.ListDetailView },
  'GET /api/disposal-lists/:id/events': {
    params: IdParams,
    query: PageQuery,
    response: records.EventPageView,
  },
  'GET /api/disposal-lists/:id/verification': { params: IdParams, response: records.VerificationView },
  'POST /api/disposal-lists/:id/stop': {
    params: IdParams,
    body: disposal.StopInput,
    response: disposal.ListActView,
  },
  'POST /api/disposal-lists/:id/samples': {
    params: IdParams,
    body: samples.DrawSampleInput,
    response: samples.SampleDrawnView,
    status: 201,
  },
  'POST /api/disposal-lists/:id/abort': {
    params: IdParams,
    body: disposal.StopInput,
    response: disposal.ListActView,
  },
  'GET /api/transfer/due': { query: transfer.TransferDueQuery, response: transfer.TransferDuePageView },
  'GET /api/transfer/forecast': { response: disposal.ForecastView },
  'GET /api/transfer-batches/:id/copies': { params: IdParams, response: copies.BatchCopiesView },
  'GET /api/records/:id/transfer': { params: IdParams, response: copies.RecordTransferView },
  'GET /api/transfer-batches': { query: transfer.BatchesQuery, response: transfer.BatchPageView },
  'POST /api/transfer-batches': {
    body: transfer.CompileBatchInput,
    response: transfer.CompiledBatchView,
    status: 201,
  },
  'GET /api/transfer-batches/:id': { params: IdParams, response: transfer.BatchDetailView },
  'GET /api/transfer-batches/:id/events': {
    params: IdParams,
    query: PageQuery,
    response: records.EventPageView,
  },
  'GET /api/transfer-batches/:id/verification': { params: IdParams, response: records.VerificationView },
  'POST /api/transfer-batches/:id/receipt': {
    params: IdParams,
    body: transfer.ReceiptInput,
    response: transfer.BatchActView,
  },
  'GET /api/register': { query: PageQuery, response: disposal.RegisterPageView },

  'GET /api/incidents': { query: incidents.IncidentsQuery, response: incidents.IncidentPageView },
  'GET /api/stopped-jobs': { query: incidents.IncidentsQuery, response: incidents.StoppedJobPageView },
  'POST /api/jobs/:id/retry': { params: IdParams, response: DoneView },
  'GET /api/units': { response: organisation.UnitsView },
  'GET /api/classes': { response: organisation.ClassesView },
  ...STRUCTURE_ROUTES,
  ...SCHEME_ROUTES,
  ...FILING_ROUTES,
  ...WORKING_DAYS_ROUTES,

  'GET /api/forecast/due': { query: forecast.DueForecastQuery, response: forecast.DueForecastView },
  'GET /api/forecast/storage': {
    query: forecast.StorageForecastQuery,
    response: forecast.StorageForecastView,
  },

  ...IMPORT_ROUTES,
  ...SCHEDULE_ROUTES,

  ...access.ACCESS_ROUTES,

  'GET /api/audit/events': { query: audit.AuditEventsQuery, response: audit.AuditEventPageView },
  'GET /api/audit/acts/:id/:seq': { params: audit.ActParams, response: audit.ActView },
  'GET /api/audit/histories/:id/comparison': {
    params: IdParams,
    query: audit.HistoryComparisonQuery,
    response: audit.HistoryComparisonView,
  },
  'GET /api/audit/access': { query: audit.AccessQuery, response: audit.AccessPageView },
  'GET /api/audit/people': { response: audit.PeopleView },
  'GET /api/audit/checkpoints': { query: PageQuery, response: audit.CheckpointPageView },
  'GET /api/audit/verifications': { response: audit.VerificationRunsView },
  'POST /api/audit/verifications': { response: audit.VerificationRunView, status: 201 },
  'GET /api/audit/verifications/:id': { params: IdParams, response: audit.VerificationRunView },
  /** For everybody: what is signed can be checked by whoever holds it. */
  'GET /api/signing-key': { response: audit.SigningKeyView },
  'GET /api/records/:id/replay': { params: IdParams, query: audit.ReplayQuery, response: audit.ReplayView },
  'GET /api/records/:id/comparison': {
    params: IdParams,
    query: audit.ComparisonQuery,
    response: audit.ComparisonView,
  },

  'GET /api/clock': { response: administration.ClockView },
  'POST /api/clock': { body: administration.MoveClockInput, response: administration.ClockView },
  'GET /api/keys': { response: administration.KeysView },
  'POST /api/keys': {
    body: administration.CreateKeyInput,
    response: administration.CreatedKeyView,
    status: 201,
  },
  'POST /api/keys/:id/rotation': {
    params: IdParams,
    body: administration.RotateKeyInput,
    response: administration.CreatedKeyView,
    status: 201,
  },
  'DELETE /api/keys/:id': { params: IdParams, response: DoneView },
  'GET /api/health': { response: administration.HealthView },

  /** JSON with `uploadIds`, or multipart (see `StartLifecycleInput`). */
  'POST /api/lifecycles': {
    body: lifecycles.StartLifecycleInput,
    response: lifecycles.StartedLifecycleView,
    status: 201,
  },
  'GET /api/lifecycles/:id': { params: IdParams, response: lifecycles.LifecycleView },
} as const satisfies Readonly<Record<`${Method} /api/${string}`, Route>>

export type Routes = typeof ROUTES
export type RouteKey = keyof Routes
