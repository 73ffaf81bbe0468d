import { expect, test } from 'vitest'
import { backgroundWorkflowIdOf, bulkQueueOf, workflowIdOf } from '#domain/engine-ids.ts'

test('FLT-12 a subject has one workflow id, told apart by kind', () => {
  expect(workflowIdOf('record', 'x')).toBe('rec/x')
  expect(workflowIdOf('disposal-list', 'x')).toBe('disp/x')
  expect(backgroundWorkflowIdOf('x')).toBe('job/x')
})

test('work that nobody waits for has a queue of its own', () => {
  expect(bulkQueueOf('everfile')).not.toBe('everfile')
  expect(bulkQueueOf('a')).not.toBe(bulkQueueOf('b'))
})
