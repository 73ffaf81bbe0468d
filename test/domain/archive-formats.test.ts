import { expect, test } from 'vitest'
import { failingFormats, SHIPPED_FORMATS } from '#domain/archive-formats.ts'

const aFile = (mediaType: string, over: object = {}) => ({
  role: 'content',
  mediaType,
  findings: null,
  withdrawnAt: null,
  destroyedAt: null,
  ...over,
})

test('REQ-49 what stands in no archive format is named: of another type, or one that its maker alone can open', () => {
  const files = [
    aFile('application/pdf'),
    aFile('application/msword'),
    aFile('application/pdf', { findings: ['pdf.encrypted'] }),
    aFile('application/msword', { withdrawnAt: '2026-01-01T00:00:00.000Z' }),
    aFile('application/msword', { destroyedAt: '2026-01-01T00:00:00.000Z' }),
    aFile('application/zip', { role: 'form' }),
  ]
  expect(failingFormats(files, SHIPPED_FORMATS)).toEqual([files[1], files[2]])
  const mails = [aFile('message/rfc822'), aFile('message/rfc822', { findings: ['mail.encrypted'] })]
  expect(failingFormats(mails, SHIPPED_FORMATS)).toEqual([mails[1]])
  expect(failingFormats(files, { mediaTypes: ['application/msword'] })).toEqual([files[0], files[2]])
})
