import { expect, test } from 'vitest'
import { sourceWords } from '#domain/source-words.ts'
import { readSchedules } from '#db/reference/load-schedules.ts'

/** Names of standards and codes of classes have no other name. */
const NAMES = /DA\/T|SI-\d-\d\d/g

test('what the shipped schedules say of their sources is said in Chinese to whoever reads Chinese', () => {
  const said = readSchedules().flatMap(({ rows }) =>
    rows.flatMap(({ source, confidenceNote }) => [source, confidenceNote]),
  )
  expect(said.some((text) => text.includes('no national schedule found'))).toBe(true)
  const english = said
    .map((text) => sourceWords(text).zh.replaceAll(NAMES, ''))
    .filter((text) => /[a-z]{2}/iu.test(text))
  expect(english).toEqual([])
})

test('English readers and what a person wrote are left alone', () => {
  expect(sourceWords('no national schedule found; 令第3号').en).toBe('no national schedule found; 令第3号')
  expect(sourceWords('本局期限表第4条 (Annex B)').zh).toBe('本局期限表第4条 (Annex B)')
})
