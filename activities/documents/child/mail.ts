import { createHash } from 'node:crypto'
import type { Address, Attachment, Email, Mailbox } from 'postal-mime'
import { type Frame } from './frame.ts'
import { MailDecoder } from './mail-charset.ts'
import { numberOf, Refusal, serveOnce, type Reply } from './serve.ts'

/** Marks take room beside the words: so many times the text is read. */
const HTML_FOLD = 10
const PKCS7 = /^application\/(?:x-)?pkcs7-mime\b/i
const SIGNED = /smime-type\s*=\s*"?(?:signed-data|certs-only)/i

// The parser asks for a decoder by what the mail claims, some of them as it is loaded: so it is loaded after this.
globalThis.TextDecoder = MailDecoder
const { default: PostalMime } = await import('postal-mime')

await serveOnce(async (request): Promise<Reply> => {
  refuseTooComplex(request)
  const mail = await parse(request)
  const maxParts = numberOf(request, 'maxParts')
  if (mail.attachments.length > maxParts)
    throw new Refusal('mail.too-complex', `${mail.attachments.length} attachments`)
  const maxChars = numberOf(request, 'maxChars')
  const body = mail.text ?? (await textOfHtml(mail.html ?? '', maxChars))
  const contentType = mail.headers.find(({ key }) => key === 'content-type')?.value ?? ''
  return {
    header: {
      subject: mail.subject ?? '',
      from: mail.from === undefined ? '' : addressText(mail.from),
      to: (mail.to ?? []).map(addressText),
      cc: (mail.cc ?? []).map(addressText),
      sentAt: mail.date ?? '',
      messageId: mail.messageId ?? '',
      body: body.slice(0, maxChars),
      attachments: mail.attachments.map(attachmentOf),
      isPartlyRead:
        body.length > maxChars ||
        (mail.text === undefined && (mail.html ?? '').length > maxChars * HTML_FOLD) ||
        isSealed(contentType) ||
        mail.attachments.some(({ rfc822DepthExceeded }) => rfc822DepthExceeded === true),
      isEncrypted: isEncrypted(contentType),
      hasRemoteContent: hasRemoteContent((mail.html ?? '').slice(0, maxChars)),
    },
  }
})

/** Before anything is parsed: a head or a number of parts that no mail of people has. */
function refuseTooComplex(request: Frame): void {
  const maxHeaderBytes = numberOf(request, 'maxHeaderBytes')
  const head = request.payload.toString('latin1', 0, maxHeaderBytes)
  if (request.payload.length > maxHeaderBytes && !/\r?\n\r?\n/.test(head))
    throw new Refusal('mail.too-complex', 'head')
  const parts = partsOf(request.payload.toString('latin1'))
  if (parts > numberOf(request, 'maxParts')) throw new Refusal('mail.too-complex', `${parts} parts`)
}

/** Delimiters of declared boundaries: each begins or ends a part (RFC 2046, 5.1.1). */
function partsOf(text: string): number {
  // No mail program writes a boundary in sections (RFC 2231, 3): there every line of that look counts.
  if (/boundary\*/i.test(text)) return text.match(/^--/gm)?.length ?? 0
  const boundaries = new Set<string>()
  for (const [, value] of text.matchAll(/boundary\s*=\s*"?([^";\r\n]{1,200})/gi))
    boundaries.add((value ?? '').trimEnd())
  let parts = 0
  for (const [, value] of text.matchAll(/^--([^\r\n]{1,200})/gm))
    if (boundaries.has((value ?? '').trimEnd())) parts += 1
  return parts
}

async function parse(request: Frame): Promise<Email> {
  const maxDepth = numberOf(request, 'maxDepth')
  try {
    return await PostalMime.parse(request.payload, {
      maxNestingDepth: maxDepth,
      maxRfc822NestingDepth: maxDepth,
      maxHeadersSize: numberOf(request, 'maxHeaderBytesOfAllParts'),
    })
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new Refusal(
      words.startsWith('Maximum ') ? 'mail.too-complex' : 'mail.unreadable',
      words.slice(0, 200),
    )
  }
}

/**
 * HTML as text, by the parser's own rules, which it applies where a mail has both kinds side by side. Nothing is rendered, run or
 * fetched.
 */
async function textOfHtml(html: string, maxChars: number): Promise<string> {
  if (html === '') return ''
  const encoded = Buffer.from(html.slice(0, maxChars * HTML_FOLD), 'utf8').toString('base64')
  const mail = await PostalMime.parse(
    [
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      '',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      ...(encoded.match(/.{1,76}/g) ?? []),
      '--b--',
      '',
    ].join('\r\n'),
  )
  return (mail.text ?? '').trim()
}

function addressText(address: Address): string {
  if (address.group === undefined) return mailboxText(address)
  return `${address.name}: ${address.group.map(mailboxText).join(', ')}`
}

function mailboxText({ name, address }: Mailbox): string {
  return name === '' ? address : `${name} <${address}>`
}

function attachmentOf({ filename, mimeType, content }: Attachment): Readonly<Record<string, unknown>> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)
  return {
    name: filename ?? '',
    mediaType: mimeType,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

/** Signed with the body inside the signature (RFC 8551, 3.5.2): it is there, and not read here. */
function isSealed(contentType: string): boolean {
  return PKCS7.test(contentType) && SIGNED.test(contentType)
}

function isEncrypted(contentType: string): boolean {
  return (
    /^multipart\/encrypted\b/i.test(contentType) || (PKCS7.test(contentType) && !SIGNED.test(contentType))
  )
}

function hasRemoteContent(html: string): boolean {
  return (
    /\b(?:src|background|poster)\s*=\s*["']?\s*(?:https?:)?\/\//i.test(html) ||
    /\burl\(\s*["']?(?:https?:)?\/\//i.test(html)
  )
}
