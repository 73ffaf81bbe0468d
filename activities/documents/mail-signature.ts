import { type KnownFormat } from './format-table.ts'
import { type Sample, type SeenFormat } from './format-sample.ts'

/** A mail is text: one called .txt does not lie. */
export const MAIL: KnownFormat = {
  mediaType: 'message/rfc822',
  formatName: 'Internet e-mail message format',
  puid: 'fmt/278',
  extensions: ['eml', 'txt'],
}

/** The first fields settle it; a head may go on for longer. */
const JUDGED_BYTES = 64 * 1024
/** Besides who sent it (RFC 5322, 3.6), one of what mail programs and servers write. */
const OTHERS = ['date', 'message-id', 'received', 'mime-version']
/** A page that a browser saved has a head of the same kind (RFC 2557) and was sent by nobody. */
const SAVED_PAGE = 'snapshot-content-location'

/** A mail begins with header fields and nothing else, of which one is its sender. */
export function mailFormatOf({ bytes, extent }: Sample): SeenFormat | undefined {
  const judged = bytes.toString('latin1', 0, JUDGED_BYTES)
  const end = /\r?\n\r?\n/.exec(judged)?.index
  const isCut = end === undefined && (extent === 'head' || bytes.length > JUDGED_BYTES)
  const lines = judged.slice(0, end).split(/\r?\n/)
  // Where the head goes on, its last line may be cut.
  const names = namesIn(isCut ? lines.slice(0, -1) : lines)
  const isMail =
    names?.has('from') === true && OTHERS.some((name) => names.has(name)) && !names.has(SAVED_PAGE)
  return isMail ? { format: MAIL, findings: [] } : undefined
}

function namesIn(lines: readonly string[]): ReadonlySet<string> | undefined {
  const names = new Set<string>()
  for (const [index, line] of lines.entries()) {
    // A folded line goes on; a mailbox file puts a line of its own before the mail.
    if (index > 0 && /^[ \t]/.test(line)) continue
    if (line === '' || (index === 0 && /^From \S+ /.test(line))) continue
    const name = /^([!-9;-~]+)[ \t]*:/.exec(line)?.[1]
    if (name === undefined) return undefined
    names.add(name.toLowerCase())
  }
  return names
}
