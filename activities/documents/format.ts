import { open, type FileHandle } from 'node:fs/promises'
import { fileTypeFromBuffer } from 'file-type'
import { type ExtensionMatch, type FormatFinding, type RecognisedFormat } from '#domain/documents.ts'
import { formatOf, KNOWN_EXTENSIONS, type KnownFormat } from './format-table.ts'
import { type Sample, type SeenFormat } from './format-sample.ts'
import { imageGuess, lacksEnd } from './image-signature.ts'
import { examinePdf } from './pdf-signature.ts'
import { mailFormatOf } from './mail-signature.ts'
import { textFormatOf } from './text-signature.ts'
import { archiveNames, endsAsArchive, zipFormatOf } from './zip-signature.ts'

/** A path, or bytes in memory. Bytes may be only a file's beginning: say so by `extent`, and nothing is inferred from its end. */
export type FormatSource = string | Uint8Array
export type FormatOptions = { readonly extent?: 'whole' | 'head' }

/** Beyond this a file is judged by its head alone; active content further in goes unseen and is reported as such. */
export const MAX_EXAMINED_BYTES = 256 * 1024 * 1024
const HEAD_BYTES = 256 * 1024

/**
 * Which format the bytes really have, whatever the name says, and what is remarkable about them.
 * Decodes nothing that a picture or page decoder would; never throws for odd bytes: an unknown format is an answer.
 */
export async function recogniseFormat(
  source: FormatSource,
  fileName: string,
  options: FormatOptions = {},
): Promise<RecognisedFormat> {
  const sample = typeof source === 'string' ? await sampleOf(source) : sampleIn(source, options)
  if (sample.bytes.length === 0) return EMPTY
  const seen = await seenFormat(sample)
  const foreign = endOfAnother(sample, seen.format) ? [{ code: 'format.trailing-archive' } as const] : []
  return answer(seen.format, fileName, [...seen.findings, ...foreign])
}

const EMPTY: RecognisedFormat = {
  mediaType: 'application/octet-stream',
  formatName: 'Empty file',
  matchesExtension: 'unknown',
  findings: [{ code: 'format.empty' }],
}
const UNKNOWN: KnownFormat = { mediaType: 'application/octet-stream', formatName: 'Unknown', extensions: [] }

/** Our own signatures where they tell more (PDF, mail, zip containers, text); file-type for the rest. */
async function seenFormat(sample: Sample): Promise<SeenFormat> {
  const pdf = examinePdf(sample)
  if (pdf !== undefined) return pdf
  const mail = mailFormatOf(sample)
  if (mail !== undefined) return mail
  const guess =
    imageGuess(sample.bytes) ??
    (await fileTypeFromBuffer(sample.bytes.subarray(0, HEAD_BYTES)).catch(() => undefined))
  const names = archiveNames(sample)
  if (names !== undefined) return zipFormatOf(names, guess?.mime)
  if (guess !== undefined && guess.mime !== 'application/xml') {
    const findings: FormatFinding[] = lacksEnd(sample, guess.mime) ? [{ code: 'format.truncated' }] : []
    return { format: formatOf(guess.mime, sample.bytes) ?? unlisted(guess), findings }
  }
  return textFormatOf(sample) ?? { format: UNKNOWN, findings: [{ code: 'format.unknown' }] }
}

function unlisted(guess: { readonly ext: string; readonly mime: string }): KnownFormat {
  return { mediaType: guess.mime, formatName: guess.ext.toUpperCase(), extensions: [guess.ext] }
}

function answer(format: KnownFormat, fileName: string, findings: readonly FormatFinding[]): RecognisedFormat {
  const { extensions, mediaType, formatName, version, puid } = format
  const matchesExtension = matchOf(extensions, fileName)
  const lie: FormatFinding[] = matchesExtension === 'no' ? [{ code: 'format.lies', detail: mediaType }] : []
  return {
    mediaType,
    formatName,
    ...(version !== undefined && { version }),
    ...(puid !== undefined && { puid }),
    matchesExtension,
    findings: [...lie, ...findings],
  }
}

/** A name is caught lying when its extension belongs to some other format that we know; an extension nobody knows says nothing. */
function matchOf(extensions: readonly string[], fileName: string): ExtensionMatch {
  const extension = /\.([^.\\/]+)$/.exec(fileName)?.[1]?.toLowerCase()
  if (extension === undefined) return 'unknown'
  if (extensions.includes(extension)) return 'yes'
  return KNOWN_EXTENSIONS.has(extension) ? 'no' : 'unknown'
}

/** A file that is one thing from its front and a zip from its back serves whoever wants to smuggle. */
function endOfAnother(sample: Sample, format: KnownFormat): boolean {
  return format.container !== 'zip' && sample.extent === 'whole' && endsAsArchive(sample.bytes)
}

function sampleIn(source: Uint8Array, options: FormatOptions): Sample {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
  return { bytes, extent: options.extent ?? 'whole' }
}

async function sampleOf(path: string): Promise<Sample> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size <= MAX_EXAMINED_BYTES) return { bytes: await file.readFile(), extent: 'whole' }
    return { bytes: await headOf(file), extent: 'head' }
  } finally {
    await file.close()
  }
}

async function headOf(file: FileHandle): Promise<Buffer> {
  const buffer = Buffer.alloc(HEAD_BYTES)
  const { bytesRead } = await file.read(buffer, 0, HEAD_BYTES, 0)
  return buffer.subarray(0, bytesRead)
}
