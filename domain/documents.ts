/**
 * What machine work says about a stored document: format findings and the ways in which reading one can fail.
 * Codes only; the words for people stand in the UI's texts.
 */

/** Observations about a file's format. They are kept with the digital object; none of them changes a byte of it. */
export const FORMAT_FINDINGS = [
  'format.lies',
  'format.unknown',
  'format.empty',
  'format.truncated',
  'format.trailing-archive',
  'format.leading-bytes',
  'pdf.encrypted',
  'pdf.javascript',
  'pdf.launch-action',
  'pdf.embedded-files',
  'pdf.rich-media',
  'pdf.end-missing',
  'pdf.claims-pdfa',
  'pdf.partly-examined',
  'office.macros',
  'text.not-utf8',
  'text.bidi-controls',
  'xml.document-type',
  'html.active-content',
  'mail.characters-lost',
  'mail.encrypted',
  'mail.hidden-characters',
  'mail.partly-read',
  'mail.remote-content',
  'mail.too-complex',
  'mail.unreadable',
] as const
export type FormatFindingCode = (typeof FORMAT_FINDINGS)[number]

/** `detail` is a technical value (a part number, a media type), never content of the document. */
export type FormatFinding = { readonly code: FormatFindingCode; readonly detail?: string }

/** `unknown`: no extension, or a format whose usual extensions we do not list. */
export type ExtensionMatch = 'yes' | 'no' | 'unknown'

export type RecognisedFormat = {
  readonly mediaType: string
  /** The name in PRONOM where it has one. */
  readonly formatName: string
  readonly version?: string
  /** PRONOM unique identifier, only where the bytes settle it. */
  readonly puid?: string
  readonly matchesExtension: ExtensionMatch
  readonly findings: readonly FormatFinding[]
}

/**
 * Why a document could not be read. Every code is final for these bytes (reading them again gives the same answer)
 * except `document.interrupted`, where the caller withdrew.
 */
export const DOCUMENT_FAILURES = [
  'document.too-large',
  'document.timed-out',
  'document.out-of-memory',
  'document.crashed',
  'document.interrupted',
  'document.too-much-output',
  'pdf.encrypted',
  'pdf.unreadable',
  'pdf.too-many-pages',
  'pdf.no-such-page',
  'pdf.page-drawn',
  'pdf.page-pieces',
  'image.unreadable',
  'image.too-large',
  'image.too-many-pages',
  'mail.too-complex',
  'mail.unreadable',
] as const
export type DocumentFailureCode = (typeof DOCUMENT_FAILURES)[number]

export function isDocumentFailureCode(value: unknown): value is DocumentFailureCode {
  return DOCUMENT_FAILURES.some((code) => code === value)
}

/** Findings that a person should see before the document is filed; the others are for the record only. */
export const FINDINGS_TO_SHOW: readonly FormatFindingCode[] = [
  'format.lies',
  'format.unknown',
  'format.empty',
  'format.truncated',
  'format.trailing-archive',
  'pdf.encrypted',
  'pdf.javascript',
  'pdf.launch-action',
  'pdf.embedded-files',
  'pdf.end-missing',
  'office.macros',
  'mail.encrypted',
  'mail.partly-read',
  'mail.too-complex',
  'mail.unreadable',
]
