import { expect, test } from 'vitest'
import { purposeOf, purposeWords } from '#domain/personal-files.ts'

test.each([
  ['missing', { isPersonal: true, said: null, taskId: null }, { kind: 'missing' }],
  ['none-needed', { isPersonal: false, said: null, taskId: null }, { kind: 'none-needed' }],
  [
    'known by the task',
    { isPersonal: true, said: null, taskId: 't' },
    { kind: 'known', purpose: 'task t', lasts: 'task' },
  ],
  [
    'known as said',
    { isPersonal: true, said: 'window: 本人查询', taskId: 't' },
    { kind: 'known', purpose: 'window: 本人查询', lasts: 'session' },
  ],
] as const)('REG-9 the purpose of opening a file is %s', (_, standing, purpose) => {
  expect(purposeOf(standing)).toEqual(purpose)
})

test('a purpose is kept with its kind', () => {
  expect(purposeWords('window', '本人查询')).toBe('window: 本人查询')
})
