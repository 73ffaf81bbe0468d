import { inflateSync } from 'node:zlib'
import { type FormatFinding, type FormatFindingCode } from '#domain/documents.ts'
import { type Sample, type SeenFormat } from './format-sample.ts'
import { pdfFormat } from './format-table.ts'

/** Readers look for the header in the first kilobyte (ISO 32000-1, annex H.3), so that is where a disguised PDF may begin. */
const HEADER_WINDOW = 1024
/** The closing mark may be followed by rubbish of the same length (ISO 32000-1, annex H.3). */
const END_WINDOW = 2048
/** What object streams may unpack to before we stop looking into them. */
const MAX_INFLATED_BYTES = 64 * 1024 * 1024
const MAX_STREAM_BYTES = 16 * 1024 * 1024

/** Names long enough not to turn up in compressed pictures by chance. */
const ACTIVE_NAMES: readonly (readonly [RegExp, FormatFindingCode])[] = [
  [/\/JavaScript(?![A-Za-z])/, 'pdf.javascript'],
  [/\/Launch(?![A-Za-z])/, 'pdf.launch-action'],
  [/\/EmbeddedFiles?(?![A-Za-z])/, 'pdf.embedded-files'],
  [/\/RichMedia(?![A-Za-z])/, 'pdf.rich-media'],
]

/** The PDF in these bytes, if they are one: version, encryption and active content, found without executing or drawing anything. */
export function examinePdf(sample: Sample): SeenFormat | undefined {
  const head = sample.bytes.toString('latin1', 0, HEADER_WINDOW)
  const header = /%PDF-(\d\.\d)/.exec(head)
  if (header === null || belongsToAnother(head, header.index)) return undefined
  const body = sample.bytes.toString('latin1')
  const unpacked = unpackObjectStreams(sample.bytes, body)
  const names = plainNames(body + unpacked.text)
  const version = laterOf(header[1] ?? '', /\/Version\s*\/(\d\.\d)/.exec(names)?.[1])
  return {
    format: pdfFormat(version),
    findings: [
      ...(header.index > 0 && !isMark(head, header.index) ? [finding('format.leading-bytes')] : []),
      ...(/\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(names) ? [finding('pdf.encrypted')] : []),
      ...ACTIVE_NAMES.filter(([pattern]) => pattern.test(names)).map(([, code]) => finding(code)),
      ...(sample.extent === 'whole' && !body.slice(-END_WINDOW).includes('%%EOF')
        ? [finding('pdf.end-missing')]
        : []),
      ...pdfaClaim(body),
      ...(sample.extent === 'head' || unpacked.extent === 'partly' ? [finding('pdf.partly-examined')] : []),
    ],
  }
}

function finding(code: FormatFindingCode): FormatFinding {
  return { code }
}

/** A header further in does not count when the file starts as something else we know, such as a picture or an archive. */
function belongsToAnother(head: string, index: number): boolean {
  return index > 0 && /^(?:PK\x03\x04|\x89PNG|\xFF\xD8\xFF|GIF8|II\*\0|MM\0\*|<\?xml|MZ)/.test(head)
}

function isMark(head: string, index: number): boolean {
  return head.slice(0, index) === '\xEF\xBB\xBF'
}

/** The catalogue may raise the version that the header states, never lower it (ISO 32000-1, 7.5.2). */
function laterOf(header: string, catalogue: string | undefined): string {
  return catalogue !== undefined && catalogue > header ? catalogue : header
}

/** What the document says of itself in its metadata. A claim: only a validator can say more. */
function pdfaClaim(body: string): FormatFinding[] {
  const part = /pdfaid:part(?:>|=["'])\s*(\d)/.exec(body)?.[1]
  if (part === undefined) return []
  const level = /pdfaid:conformance(?:>|=["'])\s*([A-Za-z])/.exec(body)?.[1] ?? ''
  return [{ code: 'pdf.claims-pdfa', detail: `${part}${level.toUpperCase()}` }]
}

/** Names may be written with hexadecimal escapes, which is how active content hides: /J#61vaScript. */
function plainNames(text: string): string {
  return text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

type Unpacked = { readonly text: string; readonly extent: 'wholly' | 'partly' }

/** Since PDF 1.5 dictionaries may lie in compressed object streams, where a plain search would miss them. */
function unpackObjectStreams(bytes: Buffer, body: string): Unpacked {
  const parts: string[] = []
  let total = 0
  for (const mark of body.matchAll(/\/ObjStm(?![A-Za-z])/g)) {
    const start = dataStart(body, mark.index)
    if (start === undefined) continue
    const end = body.indexOf('endstream', start)
    const part = inflated(bytes.subarray(start, end < 0 ? undefined : end))
    if (part === undefined) return { text: parts.join('\n'), extent: 'partly' }
    total += part.length
    parts.push(part)
    if (total > MAX_INFLATED_BYTES) return { text: parts.join('\n'), extent: 'partly' }
  }
  return { text: parts.join('\n'), extent: 'wholly' }
}

function dataStart(body: string, from: number): number | undefined {
  const keyword = body.indexOf('stream', from)
  if (keyword < 0 || keyword - from > HEADER_WINDOW) return undefined
  const after = keyword + 'stream'.length
  return body.startsWith('\r\n', after) ? after + 2 : after + 1
}

/** Nothing when the stream is damaged, encrypted, filtered in another way, or unpacks beyond all reason. */
function inflated(stream: Buffer): string | undefined {
  try {
    return inflateSync(stream, { maxOutputLength: MAX_STREAM_BYTES }).toString('latin1')
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}
