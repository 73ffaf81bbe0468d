import { legibleLineOf } from '#domain/legible.ts'

/** What a browser may show in place: nothing that could run. */
const SHOWN = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/plain'])

/** Content is data from outside: no script, no sniffing, no frame, whatever it is. */
export const CONTENT_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** RFC 6266 with RFC 5987 for names beyond ASCII; characters that turn the direction of a text are left out. */
export function dispositionOf(
  wanted: 'inline' | 'attachment',
  { name, mediaType }: { readonly name: string; readonly mediaType: string },
): string {
  const kind = wanted === 'inline' && SHOWN.has(mediaType) ? 'inline' : 'attachment'
  const clean = legibleLineOf(name)
  const ascii = clean.replaceAll(/[^\x20-\x7e]|["\\%]/gu, '_')
  const encoded = encodeURIComponent(clean).replaceAll(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

export interface WantedRange {
  readonly fromByte: number
  readonly toByte: number
}

/** One range of bytes as RFC 9110 has it; `whole` for none, several or one that we do not understand. */
export function rangeOf(
  header: string | undefined,
  sizeBytes: number,
): WantedRange | 'whole' | 'unsatisfiable' {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole'
  if (from === '') {
    const length = Math.min(Number(to), sizeBytes)
    return length === 0 ? 'unsatisfiable' : { fromByte: sizeBytes - length, toByte: sizeBytes - 1 }
  }
  const fromByte = Number(from)
  const toByte = to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1)
  if (to !== '' && Number(to) < fromByte) return 'whole'
  return fromByte >= sizeBytes ? 'unsatisfiable' : { fromByte, toByte }
}
