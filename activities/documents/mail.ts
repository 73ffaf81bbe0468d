import { mailText, type Mail, type MailAttachment } from '#domain/mail.ts'
import { type FormatFindingCode } from '#domain/documents.ts'
import { isLegible } from '#domain/legible.ts'
import { runChild, type ChildLimits, type ChildOptions } from './child-process.ts'

/** Mail servers take 50 MB at most; a larger one is kept and not read. */
export const MAX_MAIL_BYTES = 64 * 1024 * 1024
/** Parts of one mail, and how deep they may lie in each other: a mail of people has a dozen, three deep. */
export const MAX_MAIL_PARTS = 200
export const MAX_MAIL_DEPTH = 10
/** Trails of servers and signatures make some 10 kB. */
export const MAX_MAIL_HEADER_BYTES = 64 * 1024
/** The head, and names of two hundred attachments in their longest form. */
const MAX_HEADER_BYTES_OF_ALL_PARTS = 256 * 1024
/** A hundred pages; more is a protocol of machines. */
export const MAX_MAIL_CHARS = 200_000
export const MAIL_LIMITS: ChildLimits = { timeoutMs: 30_000, memoryMiB: 1024, outputBytes: 8 * 1024 * 1024 }

export interface MailReading {
  /** As it is shown and searched: fields, an empty line, the body. */
  readonly text: string
  readonly mail: Mail
  readonly findings: readonly FormatFindingCode[]
}

/**
 * What a mail says. Nothing in it is rendered, run or fetched; attachments are named with their digests and not opened.
 * @throws {DocumentFailure} `mail.too-complex`, `mail.unreadable`, or what became of the child
 */
export async function readMail(bytes: Uint8Array, options: ChildOptions = {}): Promise<MailReading> {
  const { header } = await runChild({
    script: 'mail',
    request: {
      maxParts: MAX_MAIL_PARTS,
      maxDepth: MAX_MAIL_DEPTH,
      maxHeaderBytes: MAX_MAIL_HEADER_BYTES,
      maxHeaderBytesOfAllParts: MAX_HEADER_BYTES_OF_ALL_PARTS,
      maxChars: MAX_MAIL_CHARS,
    },
    payload: bytes,
    limits: { ...MAIL_LIMITS, ...options.limits },
    signal: options.signal,
  })
  const mail = mailOf(header)
  return { mail, text: mailText(mail), findings: findingsOf(header, mail) }
}

type Header = Readonly<Record<string, unknown>>

function mailOf(header: Header): Mail {
  return {
    subject: wordOf(header['subject']),
    from: wordOf(header['from']),
    to: listOf(header['to']).map(wordOf),
    cc: listOf(header['cc']).map(wordOf),
    sentAt: wordOf(header['sentAt']),
    messageId: wordOf(header['messageId']),
    attachments: listOf(header['attachments']).flatMap(attachmentOf),
    body: wordOf(header['body']).replaceAll(/\r\n?/gu, '\n'),
  }
}

function findingsOf(header: Header, mail: Mail): readonly FormatFindingCode[] {
  const names = mail.attachments.map(({ name }) => name)
  const texts = [mail.subject, mail.from, ...mail.to, ...mail.cc, ...names, mail.body]
  return [
    ...(header['isEncrypted'] === true ? (['mail.encrypted'] as const) : []),
    ...(header['isPartlyRead'] === true ? (['mail.partly-read'] as const) : []),
    ...(header['hasRemoteContent'] === true ? (['mail.remote-content'] as const) : []),
    ...(texts.some((text) => text.includes('\uFFFD')) ? (['mail.characters-lost'] as const) : []),
    ...(texts.every(isLegible) ? [] : (['mail.hidden-characters'] as const)),
  ]
}

function attachmentOf(value: unknown): readonly MailAttachment[] {
  if (typeof value !== 'object' || value === null) return []
  const { name, mediaType, sizeBytes, sha256 }: Header = { ...value }
  return [
    {
      name: wordOf(name),
      mediaType: wordOf(mediaType),
      sizeBytes: Number(sizeBytes),
      sha256: wordOf(sha256),
    },
  ]
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : ''
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
