import { expect, test } from 'vitest'
import {
  DOCUMENT_FAILURES,
  FINDINGS_TO_SHOW,
  FORMAT_FINDINGS,
  isDocumentFailureCode,
} from '#domain/documents.ts'

test('a word that is no failure code is not taken for one', () => {
  expect(isDocumentFailureCode('pdf.javascript')).toBe(false)
  expect(isDocumentFailureCode(undefined)).toBe(false)
  expect(DOCUMENT_FAILURES.every(isDocumentFailureCode)).toBe(true)
})

test('codes are listed once, and a lie is always shown', () => {
  expect(new Set(FORMAT_FINDINGS).size).toBe(FORMAT_FINDINGS.length)
  expect(FINDINGS_TO_SHOW).toContain('format.lies')
})
