/** A mail as it is shown and searched: header fields and a body as text. The bytes as they were sent stay the record (RFC 5322). */
import { legibleLineOf, legibleTextOf } from './legible.ts'

export interface MailAttachment {
  readonly name: string
  readonly mediaType: string
  /** Decoded, as a person would save it. */
  readonly sizeBytes: number
  /** Of the decoded bytes, which lie in the mail and nowhere else; lines that came without encoding end in LF here. */
  readonly sha256: string
}

export interface Mail {
  readonly subject: string
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  /** An instant of ISO 8601; the words of the mail where they are none. */
  readonly sentAt: string
  readonly messageId: string
  readonly attachments: readonly MailAttachment[]
  readonly body: string
}

export const MAIL_MEDIA_TYPE = 'message/rfc822'

const FIELDS = ['Subject', 'From', 'To', 'Cc', 'Sent', 'Message-ID', 'Attachment'] as const
type Field = (typeof FIELDS)[number]

/**
 * The mail as one text: a line for each field, an empty line, the body. What was hidden in a value (line ends, controls, turns of
 * direction) is taken out, so that no value can pass for another field.
 */
export function mailText(mail: Mail): string {
  const lines: readonly (readonly [Field, string])[] = [
    ['Subject', mail.subject],
    ['From', mail.from],
    ...mail.to.map((address) => ['To', address] as const),
    ...mail.cc.map((address) => ['Cc', address] as const),
    ['Sent', mail.sentAt],
    ['Message-ID', mail.messageId],
    ...mail.attachments.map((attachment) => ['Attachment', attachmentText(attachment)] as const),
  ]
  const head = lines.flatMap(([field, value]) => {
    const line = lineOf(value)
    return line === '' ? [] : [`${field}: ${line}`]
  })
  return [...head, '', legibleTextOf(mail.body)].join('\n')
}

function attachmentText({ name, mediaType, sizeBytes, sha256 }: MailAttachment): string {
  return `${lineOf(name)}; ${lineOf(mediaType).replaceAll(';', '')}; ${sizeBytes}; ${sha256}`
}

function lineOf(value: string): string {
  return legibleLineOf(value.replaceAll(/\s+/gu, ' ')).trim()
}

/** Reads back what `mailText` wrote; undefined where a text is none of it. */
export function readMailText(text: string): Mail | undefined {
  const end = text.startsWith('\n') ? 0 : text.indexOf('\n\n')
  if (end < 0) return undefined
  const head = text.slice(0, end)
  const pairs = head === '' ? [] : head.split('\n').map(fieldOf)
  if (pairs.some((pair) => pair === undefined)) return undefined
  const valuesOf = (field: Field) => pairs.flatMap((pair) => (pair?.field === field ? [pair.value] : []))
  const valueOf = (field: Field) => valuesOf(field)[0] ?? ''
  return {
    subject: valueOf('Subject'),
    from: valueOf('From'),
    to: valuesOf('To'),
    cc: valuesOf('Cc'),
    sentAt: valueOf('Sent'),
    messageId: valueOf('Message-ID'),
    attachments: valuesOf('Attachment').flatMap(attachmentOf),
    body: text.slice(end + (head === '' ? 1 : 2)),
  }
}

function fieldOf(line: string): { readonly field: Field; readonly value: string } | undefined {
  const field = FIELDS.find((name) => line.startsWith(`${name}: `))
  return field === undefined ? undefined : { field, value: line.slice(field.length + 2) }
}

function attachmentOf(value: string): readonly MailAttachment[] {
  const [, name = '', mediaType = '', sizeBytes, sha256 = ''] =
    /^(.*); ([^;]*); (\d+); ([0-9a-f]{64})$/u.exec(value) ?? []
  return sizeBytes === undefined ? [] : [{ name, mediaType, sizeBytes: Number(sizeBytes), sha256 }]
}
