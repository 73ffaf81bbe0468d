import { type Sample } from './format-sample.ts'

export type ImageGuess = { readonly ext: string; readonly mime: string }

const MAGICS: readonly (readonly [string, ImageGuess])[] = [
  ['II*\0', { ext: 'tif', mime: 'image/tiff' }],
  ['MM\0*', { ext: 'tif', mime: 'image/tiff' }],
  ['II+\0', { ext: 'tif', mime: 'image/tiff' }],
  ['MM\0+', { ext: 'tif', mime: 'image/tiff' }],
  ['\xFF\xD8\xFF', { ext: 'jpg', mime: 'image/jpeg' }],
  ['\x89PNG\r\n\x1A\n', { ext: 'png', mime: 'image/png' }],
]
/** Cameras and editors append previews and comments after a JPEG's end; further back than this it is missing. */
const JPEG_TAIL_BYTES = 64 * 1024

/** Scans by their first bytes. A general detector reads on to tell raw camera formats apart and gives up on a TIFF whose directory lies at its end. */
export function imageGuess(bytes: Buffer): ImageGuess | undefined {
  return MAGICS.find(([magic]) => bytes.subarray(0, magic.length).equals(Buffer.from(magic, 'latin1')))?.[1]
}

/** Whether a whole file stops before its format says it may. */
export function lacksEnd(sample: Sample, mediaType: string): boolean {
  if (sample.extent === 'head') return false
  switch (mediaType) {
    case 'image/tiff':
      return tiffDirectoryAt(sample.bytes) >= sample.bytes.length
    case 'image/jpeg':
      return !sample.bytes.subarray(-JPEG_TAIL_BYTES).includes(Buffer.from([0xff, 0xd9]))
    case 'image/png':
      return sample.bytes.lastIndexOf('IEND') < 0
    default:
      return false
  }
}

function tiffDirectoryAt(bytes: Buffer): number {
  const isLittle = bytes[0] === 0x49
  const isBig = bytes[2] === 0x2b || bytes[3] === 0x2b
  if (bytes.length < (isBig ? 16 : 8)) return Number.POSITIVE_INFINITY
  if (isBig) return Number(isLittle ? bytes.readBigUInt64LE(8) : bytes.readBigUInt64BE(8))
  return isLittle ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4)
}
