import { expect, test } from 'vitest'
import { backgroundWorkflowIdOf, bulkQueueOf, workflowIdOf, workflowStartOf } from '#domain/engine-ids.ts'

test('FLT-12 a subject has one workflow id, told apart by kind', () => {
  expect(workflowIdOf('record', 'x')).toBe('rec/x')
  expect(workflowIdOf('disposal-list', 'x')).toBe('disp/x')
  expect(backgroundWorkflowIdOf('x')).toBe('job/x')
})

test('work that nobody waits for has a queue of its own', () => {
  expect(bulkQueueOf('everfile')).not.toBe('everfile')
  expect(bulkQueueOf('a')).not.toBe(bulkQueueOf('b'))
})

test.each([
  ['record', 'recordLifecycle', 'rec/x', 'q', { subjectKind: 'record', subjectId: 'x' }],
  ['transfer-batch', 'transferBatch', 'xfer/x', 'q', { subjectKind: 'transfer-batch', subjectId: 'x' }],
  ['bulk', 'bulkJob', 'bulk/x', 'q-bulk', { jobId: 'x', round: 1, after: null }],
  ['import', 'importJob', 'import/x', 'q-bulk', { importId: 'x' }],
] as const)('FLT-12 %s is begun as %s under one id', (kind, type, workflowId, taskQueue, hint) => {
  expect(workflowStartOf(kind, 'x', 'q')).toEqual({ type, workflowId, taskQueue, args: [hint] })
})
