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

/** How a workflow is begun; its arguments are a hint alone, what it does is asked of the ledger. */
export interface WorkflowStart {
  readonly type: string
  readonly workflowId: string
  readonly taskQueue: string
  readonly args: readonly [object]
}

/** Work over many records begins at its first page: what has its verdict is passed over, so nothing is done twice. */
export function workflowStartOf(
  kind: SubjectKind | 'bulk' | 'import',
  id: string,
  taskQueue: string,
): WorkflowStart {
  switch (kind) {
    case 'bulk':
      return {
        type: BULK_WORKFLOW_TYPE,
        workflowId: bulkWorkflowIdOf(id),
        taskQueue: bulkQueueOf(taskQueue),
        args: [{ jobId: id, round: 1, after: null }],
      }
    case 'import':
      return {
        type: IMPORT_WORKFLOW_TYPE,
        workflowId: importWorkflowIdOf(id),
        taskQueue: bulkQueueOf(taskQueue),
        args: [{ importId: id }],
      }
    default:
      return {
        type: WORKFLOW_TYPES[kind],
        workflowId: workflowIdOf(kind, id),
        taskQueue,
        args: [{ subjectKind: kind, subjectId: id }],
      }
  }
}

export const SWEEP_SCHEDULE_ID = 'sweep'
export const PATROL_SCHEDULE_ID = 'lock-patrol'
export const FIXITY_SCHEDULE_ID = 'fixity-patrol'
export const ORPHANS_SCHEDULE_ID = 'orphan-sweep'
export const CHECKPOINT_SCHEDULE_ID = 'checkpoint'
