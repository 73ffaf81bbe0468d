import { expect, test } from 'vitest'
import { disposalSearch, recordsSearch, signInSearch, worklistSearch } from '#ui/search.ts'

test.each(['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example', 'worklist', ''])(
  'never leads to another site after signing in: %j',
  (from) => {
    expect(signInSearch({ from })).toEqual({})
  },
)

test('drops what no filter knows from the address', () => {
  expect(worklistSearch({ view: 'everything', task: 7, extra: 'x' })).toEqual({ task: '7' })
  expect(recordsSearch({ state: 'gone', year: '1850', q: '' })).toEqual({})
  expect(disposalSearch({ tab: 'secret', state: 'half' })).toEqual({})
})

test('keeps what was asked for over signing in', () => {
  expect(signInSearch({ from: '/records?q=x' })).toEqual({ from: '/records?q=x' })
})

test('keeps filters that it knows', () => {
  expect(recordsSearch({ q: '失业', state: 'held', classCode: 'SI-5-03', year: 2026 })).toEqual({
    q: '失业',
    state: 'held',
    classCode: 'SI-5-03',
    year: 2026,
  })
})
