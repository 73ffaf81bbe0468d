/** Filters live in the address: each screen's search is read here, and anything unknown in it is dropped. */
import type { RECORD_STATE_FILTERS } from '#api/contract/records.ts'
import type { TASK_VIEWS } from '#api/contract/tasks.ts'
import { isProblemCode, type ProblemCode } from '#domain/problems.ts'
import { CONFIDENCES, TRANSFER_RECEIVERS, type TransferReceiver } from '#domain/schedule.ts'
import {
  EVENT_TYPES,
  GRADES,
  RECORD_FAMILIES,
  REDATING_VERDICTS,
  STREAM_KINDS,
  type EventType,
  type Grade,
  type RedatingVerdict,
  type StreamKind,
} from '#domain/vocabulary.ts'
import { GIVING_STATES } from '#domain/vocabulary/givings.ts'
import type { MOVEMENTS } from '#domain/what-if.ts'
import { day, integer, kept, oneOf, text, whole, year, type Kept } from './search-values.ts'

export const TASK_VIEW_NAMES: typeof TASK_VIEWS = ['mine', 'group', 'overdue', 'delegated', 'team', 'done']
export const RECORD_FILTERS: typeof RECORD_STATE_FILTERS = [
  'open',
  'held',
  'overdue',
  'kept',
  'unshelved',
  'due',
  'at-disposal',
  'ended',
]
export const RECORD_TABS = [
  'overview',
  'contents',
  'metadata',
  'course',
  'timeline',
  'comments',
  'retention',
  'proof',
] as const
export const DISPOSAL_TABS = ['due', 'forecast', 'lists', 'register', 'holds', 'vital'] as const
export const OVERDUE_FILTERS = ['yes', 'no'] as const
export const FORECAST_MEASURES = ['records', 'bytes', 'shelf'] as const
export const TRANSFER_TABS = ['due', 'batches'] as const
export const AUDIT_TABS = ['events', 'access', 'rights', 'verification', 'checkpoints'] as const
export const ACCESS_ACTIONS = [
  'view',
  'download',
  'print',
  'purpose',
  'search',
  'search-person',
  'verify',
  'audit',
  'export',
] as const
export const ACCESS_RESULTS = ['ok', 'refused'] as const
export const SCHEDULE_TABS = ['rows', 'changes', 'what-if', 'redating'] as const
export const MOVEMENT_KINDS: typeof MOVEMENTS = ['same', 'later', 'earlier', 'conflict', 'cannot_evaluate']
export const SETTINGS_TABS = [
  'account',
  'sessions',
  'organisation',
  'deputies',
  'hand-overs',
  'access',
  'structure',
  'codes',
  'formats',
  'stubs',
  'marks',
  'rights',
  'accounts',
  'keys',
  'clock',
] as const
export const FILING_TABS = ['calendar', 'late', 'cases', 'workdays'] as const

type Raw = Readonly<Record<string, unknown>>

export interface WorklistSearch {
  readonly view?: (typeof TASK_VIEW_NAMES)[number]
  readonly task?: string
  readonly q?: string
  readonly step?: string
  readonly unitId?: string
  readonly classCode?: string
  readonly dueUntil?: string
}
export function worklistSearch(raw: Raw): WorklistSearch {
  return kept({
    view: oneOf(TASK_VIEW_NAMES, raw['view']),
    task: text(raw['task']),
    q: text(raw['q']),
    step: text(raw['step']),
    unitId: text(raw['unitId']),
    classCode: text(raw['classCode']),
    dueUntil: day(raw['dueUntil']),
  })
}

/** What narrows a view of the worklist, without the view itself and the task that is looked at. */
export function filtersIn({ view: _view, task: _task, ...filters }: WorklistSearch) {
  return filters
}

export interface RecordsSearch {
  readonly q?: string
  readonly state?: (typeof RECORD_FILTERS)[number]
  readonly classCode?: string
  readonly unitId?: string
  readonly year?: number
  /** The step at which a record stands. */
  readonly step?: string
  readonly grade?: Grade
  /** Only what came by this import. */
  readonly importId?: string
  /** Only what falls due from this day, and until that one. */
  readonly dueFrom?: string
  readonly dueTo?: string
}
export function recordsSearch(raw: Raw): RecordsSearch {
  return kept({
    q: text(raw['q']),
    state: oneOf(RECORD_FILTERS, raw['state']),
    classCode: text(raw['classCode']),
    unitId: text(raw['unitId']),
    year: year(raw['year']),
    step: text(raw['step']),
    grade: oneOf(GRADES, raw['grade']),
    importId: text(raw['importId']),
    dueFrom: day(raw['dueFrom']),
    dueTo: day(raw['dueTo']),
  })
}

export interface RecordSearch {
  readonly tab?: (typeof RECORD_TABS)[number]
  readonly object?: string
  readonly page?: number
  /** Words that led here: marked in the text of the page. */
  readonly q?: string
}
export function recordSearch(raw: Raw): RecordSearch {
  return kept({
    tab: oneOf(RECORD_TABS, raw['tab']),
    object: text(raw['object']),
    page: whole(raw['page']),
    q: text(raw['q']),
  })
}

export interface DisposalSearch {
  readonly tab?: (typeof DISPOSAL_TABS)[number]
  readonly unitId?: string
  readonly classCode?: string
  readonly year?: number
  readonly state?: 'open' | 'ended'
  /** Of vital records: whose review is late, or the others. */
  readonly overdue?: (typeof OVERDUE_FILTERS)[number]
  /** Of the forecast: how many years, and counted in what. */
  readonly years?: number
  readonly measure?: (typeof FORECAST_MEASURES)[number]
}
export function disposalSearch(raw: Raw): DisposalSearch {
  return kept({
    tab: oneOf(DISPOSAL_TABS, raw['tab']),
    unitId: text(raw['unitId']),
    classCode: text(raw['classCode']),
    year: year(raw['year']),
    state: oneOf(['open', 'ended'] as const, raw['state']),
    overdue: oneOf(OVERDUE_FILTERS, raw['overdue']),
    years: whole(raw['years']),
    measure: oneOf(FORECAST_MEASURES, raw['measure']),
  })
}

export interface TransferSearch {
  readonly tab?: (typeof TRANSFER_TABS)[number]
  readonly unitId?: string
  readonly classCode?: string
  readonly year?: number
  readonly receiver?: TransferReceiver
  readonly state?: 'open' | 'ended'
}
export function transferSearch(raw: Raw): TransferSearch {
  return kept({
    tab: oneOf(TRANSFER_TABS, raw['tab']),
    unitId: text(raw['unitId']),
    classCode: text(raw['classCode']),
    year: year(raw['year']),
    receiver: oneOf(TRANSFER_RECEIVERS, raw['receiver']),
    state: oneOf(['open', 'ended'] as const, raw['state']),
  })
}

export interface AuditSearch {
  readonly tab?: (typeof AUDIT_TABS)[number]
  readonly q?: string
  readonly personId?: string
  readonly type?: EventType
  readonly stream?: StreamKind
  readonly unitId?: string
  readonly from?: string
  readonly to?: string
  readonly action?: (typeof ACCESS_ACTIONS)[number]
  readonly result?: (typeof ACCESS_RESULTS)[number]
  /** The event that is shown: id of its history and place in it, parted by a full stop. */
  readonly event?: string
}
export function auditSearch(raw: Raw): AuditSearch {
  return kept({
    tab: oneOf(AUDIT_TABS, raw['tab']),
    q: text(raw['q']),
    personId: text(raw['personId']),
    type: oneOf(EVENT_TYPES, raw['type']),
    stream: oneOf(STREAM_KINDS, raw['stream']),
    unitId: text(raw['unitId']),
    from: day(raw['from']),
    to: day(raw['to']),
    action: oneOf(ACCESS_ACTIONS, raw['action']),
    result: oneOf(ACCESS_RESULTS, raw['result']),
    event: text(raw['event']),
  })
}

export interface ReplaySearch {
  /** The day as of which the record is drawn; today where none is named. */
  readonly on?: string
  /** A second day beside it. */
  readonly and?: string
}
export function replaySearch(raw: Raw): ReplaySearch {
  return kept({ on: day(raw['on']), and: day(raw['and']) })
}

export interface HistorySearch extends ReplaySearch {
  /** Whose differences alone are shown. */
  readonly table?: string
}
export function historySearch(raw: Raw): HistorySearch {
  return kept({ ...replaySearch(raw), table: text(raw['table']) })
}

/** Whose desk the store and the digitisation are; everybody else finds nothing to do there. */
export const STORE_ROLES = ['repository-keeper', 'archives-clerk', 'archives-head'] as const
export const DIGITISATION_ROLES = ['scanner', 'quality-checker'] as const

export const STORE_TABS = ['map', 'unplaced'] as const

export interface StoreSearch {
  readonly tab?: (typeof STORE_TABS)[number]
  /** Barcode of the cell that is shown. */
  readonly cell?: string
  readonly q?: string
  /** Of the paper without a place. */
  readonly unitId?: string
  readonly classCode?: string
  readonly year?: number
}
export function storeSearch(raw: Raw): StoreSearch {
  return kept({
    tab: oneOf(STORE_TABS, raw['tab']),
    cell: text(raw['cell']),
    q: text(raw['q']),
    unitId: text(raw['unitId']),
    classCode: text(raw['classCode']),
    year: year(raw['year']),
  })
}

/** Whose business the window is: clerks give there, heads approve, and who reads the logs looks on. */
export const WINDOW_ROLES = ['window-clerk', 'archives-head', 'unit-head', 'auditor'] as const
export const WINDOW_TABS = ['desk', 'register'] as const

export interface WindowSearch {
  readonly tab?: (typeof WINDOW_TABS)[number]
  readonly state?: (typeof GIVING_STATES)[number]
}
export function windowSearch(raw: Raw): WindowSearch {
  return kept({ tab: oneOf(WINDOW_TABS, raw['tab']), state: oneOf(GIVING_STATES, raw['state']) })
}

export interface NewImportSearch {
  /** The import whose corrected table is handed in. */
  readonly from?: string
}
export function newImportSearch(raw: Raw): NewImportSearch {
  return kept({ from: text(raw['from']) })
}

export interface ScheduleSearch {
  readonly tab?: (typeof SCHEDULE_TABS)[number]
  /** Of the rows. */
  readonly q?: string
  readonly family?: (typeof RECORD_FAMILIES)[number]
  /** Years, or `permanent`. */
  readonly term?: string
  readonly confidence?: (typeof CONFIDENCES)[number]
  /** The version that this one is compared with; the one on which it is based where none is named. */
  readonly with?: string
  /** Of the records that it would move. */
  readonly kind?: (typeof MOVEMENT_KINDS)[number]
  readonly classCode?: string
  readonly unitId?: string
  readonly dueFrom?: number
  readonly dueTo?: number
  readonly shiftFrom?: number
  readonly shiftTo?: number
  /** Of the records of a re-dating. */
  readonly job?: string
  readonly verdict?: RedatingVerdict
}
export function scheduleSearch(raw: Raw): ScheduleSearch {
  return kept({
    tab: oneOf(SCHEDULE_TABS, raw['tab']),
    q: text(raw['q']),
    family: oneOf(RECORD_FAMILIES, raw['family']),
    term: text(raw['term']),
    confidence: oneOf(CONFIDENCES, raw['confidence']),
    with: text(raw['with']),
    kind: oneOf(MOVEMENT_KINDS, raw['kind']),
    classCode: text(raw['classCode']),
    unitId: text(raw['unitId']),
    dueFrom: year(raw['dueFrom']),
    dueTo: year(raw['dueTo']),
    shiftFrom: integer(raw['shiftFrom']),
    shiftTo: integer(raw['shiftTo']),
    job: text(raw['job']),
    verdict: oneOf(REDATING_VERDICTS, raw['verdict']),
  })
}

export interface SettingsSearch {
  readonly tab?: (typeof SETTINGS_TABS)[number]
  /** Of the organisation: the unit that is looked at, or part of a person's name. */
  readonly unit?: string
  readonly q?: string
}
export function settingsSearch(raw: Raw): SettingsSearch {
  return kept({ tab: oneOf(SETTINGS_TABS, raw['tab']), unit: text(raw['unit']), q: text(raw['q']) })
}

export interface FilingSearch {
  readonly tab?: (typeof FILING_TABS)[number]
  readonly year?: number
}
export function filingSearch(raw: Raw): FilingSearch {
  return kept({ tab: oneOf(FILING_TABS, raw['tab']), year: year(raw['year']) })
}

export interface SignInSearch {
  /** The address that was asked for before signing in; always one of this site. */
  readonly from?: string
  /** Why the identity provider signed nobody in. */
  readonly problem?: ProblemCode
}
export function signInSearch(raw: Raw): SignInSearch {
  const [from, problem] = [text(raw['from']), text(raw['problem'])]
  return {
    ...(from !== undefined && /^\/(?![/\\])/.test(from) ? { from } : {}),
    ...(problem !== undefined && isProblemCode(problem) ? { problem } : {}),
  }
}

/** A search with a part of it changed; what the part leaves undefined is left out. */
export function changed<S extends object>(
  search: S,
  part: { readonly [K in keyof S]?: S[K] | undefined },
): Kept<S> {
  return kept({ ...search, ...part } as S)
}
