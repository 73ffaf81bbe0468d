import type { SubjectKind } from './vocabulary.ts'

/** Names that the relay, the worker and the workflows agree on. */
export const WORKFLOW_TYPES = {
  record: 'recordLifecycle',
  'disposal-list': 'disposalList',
} as const satisfies Readonly<Record<SubjectKind, string>>

/** Workflow ids are business ids, so starting twice is one flow. */
export function workflowIdOf(kind: SubjectKind, id: string): string {
  return `${kind === 'record' ? 'rec' : 'disp'}/${id}`
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
