import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { explain } from '#domain/explanation.ts'
import { retentionOf } from '#domain/retention.ts'
import { sourceText } from '#domain/start-words.ts'
import type { StartSource } from '#domain/starts.ts'
import { aScheduleRow } from '#test/support/domain.ts'

const SOURCES: readonly (readonly [StartSource, string, string])[] = [
  [{ kind: 'persons' }, '另一人确认', 'confirmed by another'],
  [
    { kind: 'metadata', field: 'F28-11', zh: '结案日期', en: 'Closed on' },
    '“结案日期（F28-11）”',
    '“Closed on (F28-11)”',
  ],
  [{ kind: 'contents', entries: 3 }, '卷内 3 件', '3 entries'],
  [{ kind: 'contents', entries: 1 }, '卷内 1 件', '1 entry '],
  [{ kind: 'record', recordId: 'r', archivalCode: 'J021-ZC' }, 'J021-ZC', 'J021-ZC'],
  [{ kind: 'record', recordId: 'r', archivalCode: null }, '尚无档号', 'no archival code yet'],
]

test.each(SOURCES)('FEA-B15 the explanation says who or what gave the day: %o', (from, zh, en) => {
  const row = aScheduleRow({ trigger: { kind: 'event', event: 'last-of-set' } })
  const on = plainDate('2020-06-30')
  const { explanation } = retentionOf({ events: [{ kind: 'last-of-set', on, confirmed: true, from }] }, row)
  expect(explain(explanation, 'zh').find((line) => line.startsWith('起算事实'))).toContain(zh)
  expect(explain(explanation, 'en').find((line) => line.startsWith('Trigger'))).toContain(en)
})

test('FEA-B15 the day of the formation needs none', () => {
  expect([sourceText(undefined, 'zh'), sourceText(undefined, 'en')]).toEqual(['', ''])
})
