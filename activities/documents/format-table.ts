/** A format as PRONOM names it. `puid` only where these bytes, and no deeper study, settle the version. */
export type KnownFormat = {
  readonly mediaType: string
  readonly formatName: string
  readonly version?: string
  readonly puid?: string
  /** Lower-case, without the dot, the usual one first. */
  readonly extensions: readonly string[]
  readonly container?: 'zip'
}

/** PRONOM's identifiers of PDF 1.0 to 2.0, by the version in the header. */
const PDF_PUIDS: Readonly<Record<string, string>> = {
  '1.0': 'fmt/14',
  '1.1': 'fmt/15',
  '1.2': 'fmt/16',
  '1.3': 'fmt/17',
  '1.4': 'fmt/18',
  '1.5': 'fmt/19',
  '1.6': 'fmt/20',
  '1.7': 'fmt/276',
  '2.0': 'fmt/1129',
}

export function pdfFormat(version: string): KnownFormat {
  const puid = PDF_PUIDS[version]
  return {
    mediaType: 'application/pdf',
    formatName: 'Acrobat PDF',
    version,
    ...(puid !== undefined && { puid }),
    extensions: ['pdf'],
  }
}

const JFIF_PUIDS: Readonly<Record<string, string>> = { '1.00': 'fmt/42', '1.01': 'fmt/43', '1.02': 'fmt/44' }

/** JFIF says its version in the first segment; Exif files and raw streams do not. */
function jpegFormat(bytes: Buffer): KnownFormat {
  const plain: KnownFormat = {
    mediaType: 'image/jpeg',
    formatName: 'JPEG',
    extensions: ['jpg', 'jpeg', 'jpe', 'jfif'],
  }
  if (bytes.toString('latin1', 6, 11) !== 'JFIF\0') return plain
  const version = `${bytes[11] ?? 0}.${String(bytes[12] ?? 0).padStart(2, '0')}`
  const puid = JFIF_PUIDS[version]
  return {
    ...plain,
    formatName: 'JPEG File Interchange Format',
    version,
    ...(puid !== undefined && { puid }),
  }
}

function gifFormat(bytes: Buffer): KnownFormat {
  const version = bytes.toString('latin1', 3, 6)
  const puid = version === '87a' ? 'fmt/3' : 'fmt/4'
  return {
    mediaType: 'image/gif',
    formatName: 'Graphics Interchange Format',
    version,
    puid,
    extensions: ['gif'],
  }
}

/** Plain TIFF has one identifier in PRONOM; BigTIFF (magic number 43) is another format and left without. */
function tiffFormat(bytes: Buffer): KnownFormat {
  const extensions = ['tif', 'tiff']
  const isBig = bytes[2] === 43 || bytes[3] === 43
  if (isBig) return { mediaType: 'image/tiff', formatName: 'BigTIFF', extensions }
  return { mediaType: 'image/tiff', formatName: 'Tagged Image File Format', puid: 'fmt/353', extensions }
}

const FIXED: readonly KnownFormat[] = [
  { mediaType: 'image/png', formatName: 'Portable Network Graphics', extensions: ['png'] },
  { mediaType: 'image/webp', formatName: 'WebP', extensions: ['webp'] },
  { mediaType: 'image/bmp', formatName: 'Windows Bitmap', extensions: ['bmp'] },
  { mediaType: 'image/jp2', formatName: 'JP2 (JPEG 2000 part 1)', puid: 'x-fmt/392', extensions: ['jp2'] },
  {
    mediaType: 'application/x-cfb',
    formatName: 'OLE2 Compound Document',
    puid: 'fmt/111',
    extensions: ['doc', 'xls', 'ppt', 'wps', 'et', 'dps', 'msg'],
  },
  { mediaType: 'application/rtf', formatName: 'Rich Text Format', extensions: ['rtf'] },
  { mediaType: 'audio/wav', formatName: 'Waveform Audio', extensions: ['wav'] },
  { mediaType: 'audio/mpeg', formatName: 'MPEG 1/2 Audio Layer 3', puid: 'fmt/134', extensions: ['mp3'] },
  { mediaType: 'video/mp4', formatName: 'MPEG-4 Media File', puid: 'fmt/199', extensions: ['mp4', 'm4v'] },
  {
    mediaType: 'application/x-7z-compressed',
    formatName: '7Zip format',
    puid: 'fmt/484',
    extensions: ['7z'],
  },
  { mediaType: 'application/x-rar-compressed', formatName: 'RAR Archive', extensions: ['rar'] },
  { mediaType: 'application/gzip', formatName: 'GZIP Format', puid: 'x-fmt/266', extensions: ['gz', 'tgz'] },
]

export const ZIP_BASED = {
  zip: {
    mediaType: 'application/zip',
    formatName: 'ZIP Format',
    puid: 'x-fmt/263',
    extensions: ['zip'],
    container: 'zip',
  },
  ofd: {
    mediaType: 'application/ofd',
    formatName: 'Open Fixed-layout Document (GB/T 33190)',
    extensions: ['ofd'],
    container: 'zip',
  },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    formatName: 'Microsoft Word for Windows',
    version: '2007 onwards',
    puid: 'fmt/412',
    extensions: ['docx', 'docm'],
    container: 'zip',
  },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    formatName: 'Microsoft Excel for Windows',
    version: '2007 onwards',
    puid: 'fmt/214',
    extensions: ['xlsx', 'xlsm'],
    container: 'zip',
  },
  pptx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    formatName: 'Microsoft PowerPoint for Windows',
    version: '2007 onwards',
    puid: 'fmt/215',
    extensions: ['pptx', 'pptm'],
    container: 'zip',
  },
} as const satisfies Record<string, KnownFormat>

export const TEXTS = {
  text: {
    mediaType: 'text/plain',
    formatName: 'Plain Text File',
    puid: 'x-fmt/111',
    extensions: ['txt', 'csv', 'log', 'md', 'json'],
  },
  xml: {
    mediaType: 'application/xml',
    formatName: 'Extensible Markup Language',
    puid: 'fmt/101',
    extensions: ['xml', 'xsd', 'xsl'],
  },
  svg: { mediaType: 'image/svg+xml', formatName: 'Scalable Vector Graphics', extensions: ['svg'] },
  html: {
    mediaType: 'text/html',
    formatName: 'Hypertext Markup Language',
    puid: 'fmt/96',
    extensions: ['html', 'htm'],
  },
} as const satisfies Record<string, KnownFormat>

/** What file-type's answer means in this table; nothing where the table has no such format. */
export function formatOf(mediaType: string, bytes: Buffer): KnownFormat | undefined {
  switch (mediaType) {
    case 'image/jpeg':
      return jpegFormat(bytes)
    case 'image/tiff':
      return tiffFormat(bytes)
    case 'image/gif':
      return gifFormat(bytes)
    default:
      return FIXED.find((format) => format.mediaType === mediaType)
  }
}

/** Extensions that promise one of the formats above: only these can be caught lying. */
export const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  ...FIXED.flatMap((format) => format.extensions),
  ...Object.values(ZIP_BASED).flatMap((format) => format.extensions),
  ...Object.values(TEXTS).flatMap((format) => format.extensions),
  'pdf',
  'jpg',
  'jpeg',
  'jpe',
  'jfif',
  'tif',
  'tiff',
  'gif',
  'exe',
  'dll',
  'bat',
  'js',
  'eml',
])
