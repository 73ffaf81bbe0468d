import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesIn, projectRoot } from '#scripts/checks/project.ts'

const SERVED = /^(db|api|activities)\/.*\.ts$/
const texts = filesIn(projectRoot)
  .filter((path) => SERVED.test(path))
  .map((path) => [path, readFileSync(join(projectRoot, path), 'utf8')] as const)
const saying = (says: (text: string) => boolean) =>
  texts.filter(([, text]) => says(text)).map(([path]) => path)

/** A list that finds its place by itself, asks for the row beyond its page, or reads a cursor. */
const cutsPages = (text: string) =>
  /\blimit \+ 1\b|\(\w+\.[\w.]+, [^()]*\) [<>] \(|\bnew CursorFault\b|cursor[^\n]*base64url|base64url[^\n]*cursor/.test(
    text,
  )

/** A query that ends where counting does by a number of its own. */
const capsCounts = (text: string) =>
  /\bCOUNT_CAP \+ 1\b|\blimit (1001|\$\{MOST_COUNTED\})|isCapped: \w+ > /.test(text)

test('one place cuts the pages of lists: no query compares keys or makes cursors by itself', () => {
  expect(texts.length).toBeGreaterThan(300)
  expect(saying(cutsPages)).toEqual(['db/queries/page.ts'])
  expect(cutsPages('`where (h.review_on, h.id) > (${on}::date, ${id}::uuid)`')).toBe(true)
  expect(cutsPages('`order by e.seq desc limit ${limit + 1}`')).toBe(true)
})

test('one place says how far is counted: no query ends its count by itself', () => {
  expect(saying(capsCounts)).toEqual(['db/queries/total.ts'])
  expect(capsCounts('`select count(*)::int as n from (select 1 from task limit ${COUNT_CAP + 1}) q`')).toBe(
    true,
  )
  expect(capsCounts('`select count(*)::int as n from (select 1 from task limit 1001) q`')).toBe(true)
})
