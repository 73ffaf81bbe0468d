import { expect, test } from 'vitest'
import { codeWordsByKind } from '#api/present/code-words.ts'
import { aReference } from '#test/support/decisions.ts'

const wordsOf = codeWordsByKind(aReference())

test.each([
  ['transfer-batch', 'compile', '编制批次'],
  ['disposal-list', 'compile', '编制清单'],
  ['transfer-batch', 'check', '四性检测'],
  ['disposal-list', 'check', '监销核对'],
  ['person', 'file', '立卷归档'],
  ['record', 'no-such-step', 'no-such-step'],
])('FEA-L1 in the history of a %s the step %s is called %s', (kind, step, zh) => {
  expect(wordsOf(kind).step(step).zh).toBe(zh)
})
