import { type Sample, type SeenFormat } from './format-sample.ts'
import { ZIP_BASED, type KnownFormat } from './format-table.ts'

/** An office file has some dozens of entries; names beyond this many tell nothing more about its kind. */
const MAX_NAMES = 2_000
const LOCAL_HEADER = 0x04034b50
const CENTRAL_HEADER = 0x02014b50
const END_RECORD = Buffer.from('PK\x05\x06', 'latin1')
const END_RECORD_BYTES = 22
/** The end record is followed by a comment of at most this length. */
const MAX_COMMENT_BYTES = 65_535

/** The names in a zip, from its directory or, where only the head is at hand, from the entries as they come. Nothing for other files. */
export function archiveNames(sample: Sample): readonly string[] | undefined {
  const { bytes } = sample
  if (bytes.length < END_RECORD_BYTES || bytes.readUInt32LE(0) !== LOCAL_HEADER) return undefined
  const directory = sample.extent === 'whole' ? directoryNames(bytes) : []
  return directory.length > 0 ? directory : leadingNames(bytes)
}

export function endsAsArchive(bytes: Buffer): boolean {
  return endRecordOf(bytes) !== undefined
}

/** The format that a zip's names make it; the detector's own guess decides among the ones not listed here. */
export function zipFormatOf(names: readonly string[], guess: string | undefined): SeenFormat {
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name))
  return {
    format: formatBy(has, guess),
    findings: has(/(?:^|\/)vbaProject\.bin$/i) ? [{ code: 'office.macros' }] : [],
  }
}

function formatBy(has: (pattern: RegExp) => boolean, guess: string | undefined): KnownFormat {
  if (has(/^\/?OFD\.xml$/i)) return ZIP_BASED.ofd
  if (has(/^\[Content_Types\]\.xml$/)) {
    if (has(/^word\//)) return ZIP_BASED.docx
    if (has(/^xl\//)) return ZIP_BASED.xlsx
    if (has(/^ppt\//)) return ZIP_BASED.pptx
  }
  const isListed = guess === undefined || guess === ZIP_BASED.zip.mediaType
  return isListed
    ? ZIP_BASED.zip
    : { mediaType: guess, formatName: 'ZIP-based container', extensions: [], container: 'zip' }
}

function directoryNames(bytes: Buffer): string[] {
  const end = endRecordOf(bytes)
  if (end === undefined) return []
  const names: string[] = []
  let at = bytes.readUInt32LE(end + 16)
  while (names.length < MAX_NAMES && at + 46 <= bytes.length && bytes.readUInt32LE(at) === CENTRAL_HEADER) {
    const nameBytes = bytes.readUInt16LE(at + 28)
    names.push(bytes.toString('utf8', at + 46, at + 46 + nameBytes))
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return names
}

function leadingNames(bytes: Buffer): string[] {
  const names: string[] = []
  let at = 0
  while (names.length < MAX_NAMES && at + 30 <= bytes.length && bytes.readUInt32LE(at) === LOCAL_HEADER) {
    const nameBytes = bytes.readUInt16LE(at + 26)
    names.push(bytes.toString('utf8', at + 30, at + 30 + nameBytes))
    at += 30 + nameBytes + bytes.readUInt16LE(at + 28) + bytes.readUInt32LE(at + 18)
  }
  return names
}

/** The end record counts only where its directory really lies inside the file: the four letters alone occur by chance. */
function endRecordOf(bytes: Buffer): number | undefined {
  const from = Math.max(0, bytes.length - END_RECORD_BYTES - MAX_COMMENT_BYTES)
  const at = bytes.lastIndexOf(END_RECORD)
  if (at < from || at + END_RECORD_BYTES > bytes.length) return undefined
  const isWithin =
    bytes.readUInt32LE(at + 12) <= at && bytes.readUInt16LE(at + 20) === bytes.length - at - END_RECORD_BYTES
  return isWithin ? at : undefined
}
