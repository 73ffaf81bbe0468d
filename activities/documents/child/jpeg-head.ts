/** The head of a JPEG: what it says of its picture, and a head that says how it was scanned. The coded picture itself is not touched. */

export interface JpegFrame {
  readonly widthPx: number
  readonly heightPx: number
  readonly components: number
}

const MARK = 0xff
const START = 0xd8
const SCAN = 0xda
const APP0 = 0xe0
const APP1 = 0xe1
/** Baseline, extended and progressive; what else there is no scanner writes (ITU-T T.81, table B.1). */
const FRAMES = [0xc0, 0xc1, 0xc2]
const EIGHT_BITS = 8

interface Segment {
  readonly mark: number
  readonly start: number
  readonly end: number
}

/** Size and components; undefined where these bytes are no JPEG of eight bits. */
export function jpegFrame(bytes: Buffer): JpegFrame | undefined {
  const frame = segmentsOf(bytes)?.find(({ mark }) => FRAMES.includes(mark))
  if (frame === undefined || frame.end - frame.start < 10 || bytes[frame.start + 4] !== EIGHT_BITS)
    return undefined
  return {
    heightPx: bytes.readUInt16BE(frame.start + 5),
    widthPx: bytes.readUInt16BE(frame.start + 7),
    components: bytes[frame.start + 9] ?? 0,
  }
}

/** The segments before the first scan; undefined where they do not hold together. */
function segmentsOf(bytes: Buffer): readonly Segment[] | undefined {
  if (bytes[0] !== MARK || bytes[1] !== START) return undefined
  const segments: Segment[] = []
  let at = 2
  for (;;) {
    while (bytes[at] === MARK && bytes[at + 1] === MARK) at += 1
    const mark = bytes[at + 1]
    if (bytes[at] !== MARK || mark === undefined || at + 4 > bytes.length) return undefined
    if (mark === SCAN) return segments
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length) return undefined
    segments.push({ mark, start: at, end })
    at = end
  }
}

export interface ScannedAs {
  readonly dpi: number
  /** Quarter turns clockwise in which the page is read. */
  readonly turns: number
}

/** The same picture under a head with resolution and orientation; colour profiles and tables stay, what said otherwise goes. */
export function jpegScannedAs(bytes: Buffer, { dpi, turns }: ScannedAs): Buffer {
  const segments = segmentsOf(bytes) ?? []
  const kept = segments.filter((segment) => !saysOtherwise(bytes, segment))
  const rest = segments.at(-1)?.end ?? 2
  return Buffer.concat([
    bytes.subarray(0, 2),
    resolution(dpi),
    ...(turns === 0 ? [] : [orientation(turns)]),
    ...kept.map(({ start, end }) => bytes.subarray(start, end)),
    bytes.subarray(rest),
  ])
}

function saysOtherwise(bytes: Buffer, { mark, start }: Segment): boolean {
  const name = bytes.toString('latin1', start + 4, start + 8)
  return (mark === APP0 && name.startsWith('JF')) || (mark === APP1 && name === 'Exif')
}

/** JFIF 1.02: density in dots per inch, no thumbnail. */
function resolution(dpi: number): Buffer {
  const segment = Buffer.from('\xFF\xE0\x00\x10JFIF\x00\x01\x02\x01\x00\x00\x00\x00\x00\x00', 'latin1')
  segment.writeUInt16BE(dpi, 12)
  segment.writeUInt16BE(dpi, 14)
  return segment
}

/** Exif's orientations for one, two and three quarter turns clockwise. */
const ORIENTATIONS = [1, 6, 3, 8] as const

/** Exif with one entry: orientation (0x0112), a short. */
function orientation(turns: number): Buffer {
  const segment = Buffer.from(
    '\xFF\xE1\x00\x22Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00',
    'latin1',
  )
  segment.writeUInt16LE(ORIENTATIONS[turns] ?? 1, 28)
  return segment
}
