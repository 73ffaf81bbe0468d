import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { MailDecoder } from '#activities/documents/child/mail-charset.ts'
import { recogniseFormat } from '#activities/documents/format.ts'
import {
  MAX_MAIL_DEPTH,
  MAX_MAIL_HEADER_BYTES,
  MAX_MAIL_PARTS,
  readMail,
} from '#activities/documents/mail.ts'
import {
  aMail,
  aMailWithFile,
  aNestedMail,
  anEncodedWord,
  GB_RARE,
  GB_RARE_BYTES,
  GB_SUBJECT,
  GB_SUBJECT_BYTES,
} from '#test/support/mails.ts'

describe('mails that no person sent', () => {
  test.each([
    [
      'more parts than any mail has',
      aMail({
        head: ['Content-Type: multipart/mixed; boundary=b'],
        body: '--b\r\n\r\nx\r\n'.repeat(MAX_MAIL_PARTS + 1),
      }),
    ],
    [
      'parts behind a boundary in sections',
      aMail({
        head: ['Content-Type: multipart/mixed; boundary*0=b; boundary*1=c'],
        body: '--bc\r\n\r\nx\r\n'.repeat(MAX_MAIL_PARTS + 1),
      }),
    ],
    ['parts that lie too deep in each other', aNestedMail(MAX_MAIL_DEPTH + 2)],
    ['a head without an end', aMail({ head: [`Subject: ${'x'.repeat(MAX_MAIL_HEADER_BYTES)}`] })],
  ])('FEA-A8 %s: refused', async (_name, bytes) => {
    await expect(readMail(bytes)).rejects.toMatchObject({ code: 'mail.too-complex', isRetryable: false })
  })

  test('FEA-A8 no value passes for another field, turns the direction of a name or hides a NUL', async () => {
    const injected = anEncodedWord('utf-8', Buffer.from('通知\r\nFrom: boss@example.cn\r\n\r\n请汇款'))
    const { mail, text, findings } = await readMail(
      aMail({
        head: [
          `Subject: ${injected}`,
          'Content-Type: text/plain; charset=utf-8',
          `Content-Disposition: attachment; filename="${anEncodedWord('utf-8', Buffer.from('合同\u202Efdp.exe'))}"`,
        ],
        body: 'a\u0000b',
      }),
    )
    expect(text.split('\n').filter((line) => line.startsWith('From:'))).toEqual([
      'From: Lin, Yichen <lin.yichen@example.cn>',
    ])
    expect(text).toContain('Attachment: 合同fdp.exe; text/plain; 4; ')
    expect(mail.attachments).toHaveLength(1)
    expect(findings).toEqual(['mail.hidden-characters'])
  })

  test('FEA-A8 of a page for browsers its words are kept: no script, no picture from elsewhere', async () => {
    const { mail, findings } = await readMail(
      aMail({
        head: ['Content-Type: text/html; charset=utf-8'],
        body: '<style>p{}</style><script>steal()</script><p>待遇&nbsp;核定</p><img src="https://track.example/x.gif">',
      }),
    )
    expect(mail.body).toContain('核定')
    expect(mail.body).not.toMatch(/steal|<p|<img/)
    expect(findings).toEqual(['mail.remote-content'])
  })

  test('FEA-A8 an encrypted mail says so', async () => {
    const { findings } = await readMail(
      aMail({
        head: [
          'Content-Type: application/pkcs7-mime; smime-type=enveloped-data',
          'Content-Transfer-Encoding: base64',
        ],
        body: 'MIIB',
      }),
    )
    expect(findings).toEqual(['mail.encrypted'])
  })
})

const decoded = (label: string, bytes: Uint8Array) => new MailDecoder(label).decode(bytes)

describe('FEA-A8 letters are read right, whatever they claim', () => {
  const gb = Buffer.concat([GB_SUBJECT_BYTES, GB_RARE_BYTES])
  const said = GB_SUBJECT + GB_RARE
  test.each([
    ['gb2312', gb, said],
    ['gb2312', Buffer.from(said), said],
    ['utf-8', gb, said],
    ['us-ascii', gb, said],
    ['us-ascii', Buffer.from(said), said],
    ['iso-8859-1', GB_SUBJECT_BYTES, GB_SUBJECT],
    ['iso-8859-1', Buffer.from('Réponse à vérifier', 'latin1'), 'Réponse à vérifier'],
    // The last character is cut off: that makes it no GB18030.
    ['utf-8', Buffer.from(said).subarray(0, -1), `${GB_SUBJECT}\uFFFD`],
  ])('%s over %o', (label, bytes, text) => {
    expect(decoded(label, bytes)).toBe(text)
  })

  test('in a head, bare or encoded, in names of files and in bodies', async () => {
    const { mail, findings } = await readMail(
      aMail({
        head: [
          `Subject: ${anEncodedWord('gb2312', gb)}`,
          Buffer.concat([Buffer.from('To: "'), GB_SUBJECT_BYTES, Buffer.from('" <a@example.cn>')]),
          'Content-Type: multipart/mixed; boundary=b',
        ],
        body: Buffer.concat([
          Buffer.from('--b\r\n\r\n'),
          gb,
          Buffer.from('\r\n--b\r\nContent-Disposition: attachment; filename="'),
          GB_SUBJECT_BYTES,
          Buffer.from('.txt"\r\n\r\nx\r\n--b--\r\n'),
        ]),
      }),
    )
    expect([mail.subject, mail.to, mail.body.trim()]).toEqual([said, [`${GB_SUBJECT} <a@example.cn>`], said])
    expect(mail.attachments).toMatchObject([{ name: `${GB_SUBJECT}.txt` }])
    expect(findings).toEqual([])
  })
})

test('FEA-A8 a mail is recognised by its head and read with its people, its day and its attachments', async () => {
  const pdf = Buffer.from('%PDF-1.4\n%%EOF')
  const bytes = aMailWithFile('请于五日内补正。', { name: '补正通知.pdf', bytes: pdf })
  expect(await recogniseFormat(bytes, '来信.eml')).toMatchObject({
    mediaType: 'message/rfc822',
    puid: 'fmt/278',
    matchesExtension: 'yes',
    findings: [],
  })
  const { mail, findings } = await readMail(bytes)
  expect(mail).toEqual({
    subject: '工伤复查材料补正',
    from: 'Lin, Yichen <lin.yichen@example.cn>',
    to: ['chen.mo@example.cn'],
    cc: [],
    sentAt: '2026-03-03T01:30:00.000Z',
    messageId: '<a1@example.cn>',
    attachments: [
      {
        name: '补正通知.pdf',
        mediaType: 'application/pdf',
        sizeBytes: pdf.length,
        sha256: createHash('sha256').update(pdf).digest('hex'),
      },
    ],
    body: '请于五日内补正。',
  })
  expect(findings).toEqual([])
})

test('FEA-A8 a text called .eml lies; a page that a browser saved is no mail', async () => {
  expect((await recogniseFormat(Buffer.from('社会保险'), '来信.eml')).findings).toEqual([
    { code: 'format.lies', detail: 'text/plain' },
  ])
  const saved = aMail({ head: ['Snapshot-Content-Location: https://example.cn/', 'MIME-Version: 1.0'] })
  expect(await recogniseFormat(saved, '网页.mht')).toMatchObject({ mediaType: 'text/plain' })
})
