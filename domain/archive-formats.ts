/** Formats in which contents are kept for long, and the moment by which a file must be in one of them: set by the head of the archives office. */

/** `filing`: nothing is filed in another format. `transfer`: it may be filed, is reported, and no package with it passes its check. */
export const CONVERSION_MOMENTS = ['filing', 'transfer'] as const
export type ConversionMoment = (typeof CONVERSION_MOMENTS)[number]

export interface ArchiveFormats {
  /** Media types, as the inspection names them. */
  readonly mediaTypes: readonly string[]
  readonly moment: ConversionMoment
}

/** With which a site begins: formats of long-term use (GB/T 18894, DA/T 47); a mail is kept as it was sent, with all that it brought. */
export const SHIPPED_FORMATS: ArchiveFormats = {
  mediaTypes: [
    'application/pdf',
    'image/tiff',
    'image/jpeg',
    'image/png',
    'text/plain',
    'application/ofd',
    'application/xml',
    'message/rfc822',
  ],
  moment: 'transfer',
}

/** Findings with which no file is in an archive format, whatever its type: it cannot be read, or runs something, without its maker. */
export const CLOSED_FINDINGS = [
  'pdf.encrypted',
  'office.macros',
  'format.trailing-archive',
  'mail.encrypted',
] as const

interface Kept {
  readonly role: string
  readonly mediaType: string
  readonly findings: readonly string[] | null
  readonly withdrawnAt: string | null
  readonly destroyedAt: string | null
}

/** Which contents that stand are in no archive format. */
export function failingFormats<F extends Kept>(
  objects: readonly F[],
  { mediaTypes }: Pick<ArchiveFormats, 'mediaTypes'>,
): readonly F[] {
  return objects.filter(
    ({ role, mediaType, findings, withdrawnAt, destroyedAt }) =>
      role === 'content' &&
      withdrawnAt === null &&
      destroyedAt === null &&
      (!mediaTypes.includes(mediaType) || CLOSED_FINDINGS.some((code) => findings?.includes(code) === true)),
  )
}
