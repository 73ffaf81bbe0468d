import { expect, test } from 'vitest'
import { mailText, readMailText, type Mail } from '#domain/mail.ts'

const MAIL: Mail = {
  subject: '补正通知',
  from: 'Lin <lin@example.cn>',
  to: ['a@example.cn', 'b@example.cn'],
  cc: [],
  sentAt: '2026-03-03T01:30:00.000Z',
  messageId: '<a1@example.cn>',
  attachments: [{ name: '附件; 1.pdf', mediaType: 'application/pdf', sizeBytes: 14, sha256: 'a'.repeat(64) }],
  body: 'Subject: in the body\n\n第二段',
}

test('FEA-A8 a text that is no mail is not taken for one', () => {
  expect(readMailText('社会保险')).toBeUndefined()
  expect(readMailText('第一段\n\n第二段')).toBeUndefined()
})

test('FEA-A8 what was written as text is read back as it was', () => {
  expect(readMailText(mailText(MAIL))).toEqual(MAIL)
  const bare = { ...MAIL, subject: '', from: '', to: [], sentAt: '', messageId: '', attachments: [] }
  expect(readMailText(mailText(bare))).toEqual(bare)
})

test('FEA-A8 a value with line ends stays one line of its own field', () => {
  const text = mailText({ ...MAIL, subject: '通知\r\nFrom: x\n\nbody\u2028y', body: '\u0000a\u202Eb' })
  expect(text.split('\n').slice(0, 2)).toEqual(['Subject: 通知 From: x body y', 'From: Lin <lin@example.cn>'])
  expect(text.endsWith('\n\nab')).toBe(true)
})
