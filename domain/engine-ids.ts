import type { SubjectKind } from './vocabulary.ts'

/** Names that the relay, the worker and the workflows agree on. */
export const WORKFLOW_TYPES = {
  record: 'recordLifecycle',
  'disposal-list': 'disposalList',
  'transfer-batch': 'transferBatch',
} as const satisfies Readonly<Record<SubjectKind, string>>

const PREFIXES = {
  record: 'rec',
  'disposal-list': 'disp',
  'transfer-batch': 'xfer',
} as const satisfies Readonly<Record<SubjectKind, string>>

/** Workflow ids are business ids, so starting twice is one flow. */
export function workflowIdOf(kind: SubjectKind, id: string): string {
  return `${PREFIXES[kind]}/${id}`
}

/** The import of a backlog. */
export const IMPORT_WORKFLOW_TYPE = 'importJob'

export function importWorkflowIdOf(importId: string): string {
  return `import/${importId}`
}

/** Work over many records, ordered by a person. */
export const BULK_WORKFLOW_TYPE = 'bulkJob'

export function bulkWorkflowIdOf(jobId: string): string {
  return `bulk/${jobId}`
}

export function backgroundWorkflowIdOf(jobId: string): string {
  return `job/${jobId}`
}

/** Work that no person waits for has a task queue of its own. */
export function bulkQueueOf(taskQueue: string): string {
  return `${taskQueue}-bulk`
}

export const SWEEP_SCHEDULE_ID = 'sweep'
export const PATROL_SCHEDULE_ID = 'lock-patrol'
export const FIXITY_SCHEDULE_ID = 'fixity-patrol'
export const ORPHANS_SCHEDULE_ID = 'orphan-sweep'
export const CHECKPOINT_SCHEDULE_ID = 'checkpoint'
