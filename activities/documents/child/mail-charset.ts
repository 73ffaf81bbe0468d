/**
 * What bytes of a mail say, whatever character set they claim: mail programs here declare GB2312 and write GB18030, declare nothing, or
 * declare ASCII, Latin-1 or UTF-8 and write GBK, in header fields as in bodies.
 */
const Plain = TextDecoder
const LOST = '\uFFFD'
/** Labels that promise nothing but seven bits. */
const ASCII = ['us-ascii', 'ascii', 'ansi_x3.4-1968']
/** A sentence; a shorter run of pairs may as well be letters with accents. */
const LEAST_PAIRS = 4

/** A decoder that is put in the place of the platform's, in a process that reads one mail and ends. */
export class MailDecoder extends Plain {
  readonly #label: string

  constructor(label = 'utf-8', options: ConstructorParameters<typeof Plain>[1] = {}) {
    super(label, options)
    this.#label = label.trim().toLowerCase()
  }

  override decode(...given: Parameters<InstanceType<typeof Plain>['decode']>): string {
    const [input] = given
    const declared = super.decode(...given)
    if (input === undefined || this.fatal) return declared
    const bytes = ArrayBuffer.isView(input)
      ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
      : new Uint8Array(input)
    switch (this.encoding) {
      case 'utf-8':
        return betterOf(declared, bytes)
      case 'gbk':
      case 'gb18030':
        return wideUtf8(bytes) ?? lossily('gb18030', bytes)
      case 'windows-1252':
        return fromLatin(declared, { bytes, label: this.#label })
      default:
        return declared
    }
  }
}

/** Text that was cut off in the middle of a character stays what it claims to be; what is mostly no UTF-8 is read as GB18030. */
function betterOf(declared: string, bytes: Uint8Array): string {
  if (!declared.includes(LOST)) return declared
  const beyondAscii = Array.from(declared).filter((character) => character > '\u007F')
  const lost = beyondAscii.filter((character) => character === LOST).length
  if (lost * 2 <= beyondAscii.length) return declared
  return strictly('gb18030', bytes) ?? declared
}

/** UTF-8 of nothing but wide characters: GB18030 hardly ever reads so, while most UTF-8 reads as some GB18030. */
function wideUtf8(bytes: Uint8Array): string | undefined {
  const text = strictly('utf-8', bytes)
  return text !== undefined && /^[\p{ASCII}\u2000-\u{10FFFF}]*$/u.test(text) ? text : undefined
}

function fromLatin(declared: string, claim: { readonly bytes: Uint8Array; readonly label: string }): string {
  const { bytes, label } = claim
  if (bytes.every((byte) => byte < 0x80)) return declared
  const asUtf8 = strictly('utf-8', bytes)
  if (asUtf8 !== undefined) return asUtf8
  if (!ASCII.includes(label) && !standsInPairs(bytes)) return declared
  return strictly('gb18030', bytes) ?? declared
}

/** Whether high bytes come only by two, as characters of GB2312 do and letters with accents do not. */
function standsInPairs(bytes: Uint8Array): boolean {
  let pairs = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue
    if ((bytes[at] ?? 0) < 0xa1 || (bytes[at + 1] ?? 0) < 0xa1) return false
    pairs += 1
    at += 1
  }
  return pairs >= LEAST_PAIRS
}

function strictly(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new Plain(label, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

function lossily(label: string, bytes: Uint8Array): string {
  return new Plain(label).decode(bytes)
}
