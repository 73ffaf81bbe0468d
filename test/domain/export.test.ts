import { expect, test } from 'vitest'
import { isUnsafePath } from '#domain/bag.ts'
import {
  actsPathOf,
  contentPathOf,
  documentsOf,
  historyPathOf,
  keyPathOf,
  leavesPathOf,
  notePathOf,
  recordPathOf,
  selectionText,
  verdictsPathOf,
} from '#domain/export.ts'
import { PROJECTED_TABLES } from '#domain/state.ts'

const ID = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'

test('REQ-61 every file of an export has a name of its own that is safe on every file system', () => {
  const paths = [
    recordPathOf(ID),
    historyPathOf('disposal-list', ID),
    contentPathOf(ID, 'application/pdf'),
    contentPathOf(ID, '../../etc/passwd'),
    actsPathOf(1),
    verdictsPathOf(1),
    notePathOf(1),
    leavesPathOf(1),
    keyPathOf('ab'),
  ]
  expect(paths.filter((path) => isUnsafePath(path) || !/^[a-z0-9./-]+$/.test(path))).toEqual([])
  expect(new Set(paths).size).toBe(paths.length)
  expect(contentPathOf(ID, 'application/pdf')).toBe(`contents/5b/${ID}.pdf`)
})

test('REQ-61 a selection is said in words, and every table of a record has its place in a document', () => {
  expect([selectionText({ kind: 'whole' }), selectionText({ kind: 'unit', value: '失业保险科' })]).toEqual([
    'whole',
    'unit 失业保险科',
  ])
  const roots = documentsOf(PROJECTED_TABLES).map(({ root }) => root)
  expect(roots).toEqual(['archiveRecord', 'history', 'structure', 'acts', 'verdicts'])
})
