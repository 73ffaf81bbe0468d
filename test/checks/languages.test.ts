import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkLanguages } from '#scripts/checks/languages.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'everfile-languages-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function write(language: 'zh-CN' | 'en', texts: unknown, name = 'record.json'): void {
  mkdirSync(join(folder, language), { recursive: true })
  writeFileSync(join(folder, language, name), JSON.stringify(texts))
}

test.each([
  [
    'a key that English lacks',
    { title: '题名', code: '档号' },
    { title: 'Title' },
    ['en/record.json: code is missing'],
  ],
  [
    'a key that Chinese lacks',
    { a: { title: '题名' } },
    { a: { title: 'Title', code: 'Code' } },
    ['zh-CN/record.json: a.code is missing'],
  ],
  ['an empty text', { title: '' }, { title: 'Title' }, ['zh-CN/record.json: title is empty']],
  [
    'a variable of one language',
    { due: '{{dueOn}} 到期' },
    { due: 'Due {{date}}' },
    ['record.json: due does not use the same variables in both languages'],
  ],
])('reports %s', (_, chinese, english, faults) => {
  write('zh-CN', chinese)
  write('en', english)
  expect(checkLanguages(folder).faults).toEqual(faults)
})

test('reports a file that one language lacks', () => {
  write('zh-CN', { title: '题名' })
  write('en', { title: 'Title' })
  write('en', { title: 'Title' }, 'disposal.json')
  expect(checkLanguages(folder).faults).toEqual(['zh-CN/disposal.json is missing'])
})

test('has read nothing where there is nothing', () => {
  expect(checkLanguages(folder)).toEqual({ faults: [], read: 0 })
})

test('takes the plural forms of one language for the one form of the other', () => {
  write('zh-CN', { files: '{{count}} 件', by: '{{- name}}' })
  write('en', { files_one: 'one file', files_other: '{{count}} files', by: '{{name}}' })
  expect(checkLanguages(folder)).toEqual({ faults: [], read: 5 })
})
