import { type FormatFinding } from '#domain/documents.ts'
import { type Sample, type SeenFormat } from './format-sample.ts'
import { TEXTS } from './format-table.ts'

/** Enough to judge by; a longer text does not change its kind further on. */
const JUDGED_BYTES = 256 * 1024
/** Random bytes decode as GB18030 surprisingly often, but into rare and private characters. */
const MIN_COMMON_SHARE = 0.95

/** Plain text, XML with or without its prolog, HTML or SVG; nothing when the bytes are no text. */
export function textFormatOf(sample: Sample): SeenFormat | undefined {
  const decoded = decode(sample)
  if (decoded === undefined) return undefined
  const { text, encoding } = decoded
  const findings: FormatFinding[] = [
    ...(encoding === 'utf-8' ? [] : [{ code: 'text.not-utf8', detail: encoding } as const]),
    ...(/[\u202A-\u202E\u2066-\u2069]/u.test(text) ? [{ code: 'text.bidi-controls' } as const] : []),
  ]
  const start = text.replace(/^\uFEFF/u, '').trimStart()
  if (/^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|script)\b/i.test(start)) {
    return { format: TEXTS.html, findings: [...findings, ...activeContent(text)] }
  }
  if (!isXml(start, sample)) return { format: TEXTS.text, findings }
  const doctype: FormatFinding[] = /<!DOCTYPE/.test(start) ? [{ code: 'xml.document-type' }] : []
  const isSvg =
    /^(?:<\?[\s\S]*?\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\])?>\s*)*<(?:\w+:)?svg\b/.test(
      start,
    )
  return isSvg
    ? { format: TEXTS.svg, findings: [...findings, ...doctype, ...activeContent(text)] }
    : { format: TEXTS.xml, findings: [...findings, ...doctype] }
}

/** A prolog decides; without one, a root element that opens the text and a tag that closes it. */
function isXml(start: string, sample: Sample): boolean {
  if (start.startsWith('<?xml')) return true
  const root = /^<([A-Za-z_\u0080-\uFFFF][\w:.\-\u0080-\uFFFF]*)(?:\s[^<>]*)?\/?>/u.exec(start)?.[1]
  if (root === undefined) return false
  const isCut = sample.extent === 'head' || sample.bytes.length > JUDGED_BYTES
  return isCut || start.trimEnd().endsWith(`</${root}>`) || start.trimEnd().endsWith('/>')
}

function activeContent(text: string): FormatFinding[] {
  return /<script\b|\son\w+\s*=|javascript:/i.test(text) ? [{ code: 'html.active-content' }] : []
}

/** The words of a whole text in the encoding that its head shows; of what is in none of the known ones, what UTF-8 makes of it. */
export function wordsOf(bytes: Buffer): string {
  const label = decode({ bytes, extent: 'whole' })?.label ?? 'utf-8'
  return new TextDecoder(label).decode(bytes).replaceAll('\u0000', '')
}

type Decoded = {
  readonly text: string
  readonly label: string
  readonly encoding: 'utf-8' | 'utf-16' | 'gb18030'
}

function decode(sample: Sample): Decoded | undefined {
  const bytes = sample.bytes.subarray(0, JUDGED_BYTES)
  const isCut = sample.extent === 'head' || sample.bytes.length > JUDGED_BYTES
  if (bytes.length >= 2 && (bytes.readUInt16BE(0) === 0xfeff || bytes.readUInt16BE(0) === 0xfffe)) {
    const label = bytes.readUInt16BE(0) === 0xfeff ? 'utf-16be' : 'utf-16le'
    return asText(bytes, { label, encoding: 'utf-16', isCut })
  }
  return (
    asText(bytes, { label: 'utf-8', encoding: 'utf-8', isCut }) ??
    asText(bytes, { label: 'gb18030', encoding: 'gb18030', isCut })
  )
}

type Encoding = { readonly label: string; readonly encoding: Decoded['encoding']; readonly isCut: boolean }

/** Where the bytes are cut, the last character may be cut too, and that alone does not make them no text. */
function asText(bytes: Buffer, { label, encoding, isCut }: Encoding): Decoded | undefined {
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes, { stream: isCut })
    const allowed = encoding === 'gb18030' ? isMostlyCommon(text) : true
    return allowed && !/[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/u.test(text)
      ? { text, label, encoding }
      : undefined
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function isMostlyCommon(text: string): boolean {
  const characters = Array.from(text)
  const common = characters.filter((character) =>
    /[\t\n\r\x20-\x7E\u3000-\u303F\u4E00-\u9FFF\uFF00-\uFFEF\u2010-\u203B\u2460-\u249B\u25A0-\u2606\u00B7]/u.test(
      character,
    ),
  )
  return common.length >= characters.length * MIN_COMMON_SHARE
}
