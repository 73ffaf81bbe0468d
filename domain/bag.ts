/** BagIt 1.0 (RFC 8493) as text: what its tag files say, and what may be wrong with a bag. Bytes are the caller's. */

export const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
export const PAYLOAD = 'data/'
export const MANIFEST = 'manifest-sha256.txt'
export const TAG_MANIFEST = 'tagmanifest-sha256.txt'

export interface BagFile {
  /** From the root of the bag, with `/`. */
  readonly path: string
  readonly sha256: string
  readonly sizeBytes: number
}

export const BAG_FAULTS = [
  'bag.declaration-missing',
  'bag.declaration-unknown',
  'bag.manifest-missing',
  'bag.manifest-unreadable',
  'bag.file-missing',
  'bag.file-unlisted',
  'bag.file-twice',
  'bag.digest-differs',
  'bag.total-differs',
  'bag.path-unsafe',
  'bag.fetch-refused',
  'bag.unreadable',
] as const
export interface BagFault {
  readonly code: (typeof BAG_FAULTS)[number]
  /** The file that is wrong, or the bag itself. */
  readonly path: string
}

/** CR, LF and % in a path are percent-encoded in a manifest (RFC 8493, 2.1.3); nothing else is. */
function encoded(path: string): string {
  return path.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function decoded(path: string): string {
  return path.replaceAll(/%0D/gi, '\r').replaceAll(/%0A/gi, '\n').replaceAll('%25', '%')
}

export function manifestText(files: readonly Pick<BagFile, 'path' | 'sha256'>[]): string {
  return files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, sha256 }) => `${sha256}  ${encoded(path)}\n`)
    .join('')
}

export function bagInfoText(fields: readonly (readonly [name: string, value: string])[]): string {
  return fields.map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n]+/g, ' ')}\n`).join('')
}

/** Number of payload bytes and files, as `Payload-Oxum` has it. */
export function oxumOf(payload: readonly Pick<BagFile, 'sizeBytes'>[]): string {
  return `${payload.reduce((sum, file) => sum + file.sizeBytes, 0)}.${payload.length}`
}

const MANIFEST_LINE = /^([0-9a-f]{64})[ \t]+\*?(.+)$/i

/** Paths and digests of a manifest; undefined when a line is none. */
export function parseManifest(text: string): ReadonlyMap<string, string> | undefined {
  const lines = text.split(/\r?\n|\r/).filter((line) => line !== '')
  const entries = lines.map((line) => MANIFEST_LINE.exec(line))
  const found = entries.flatMap((entry) =>
    entry?.[1] === undefined || entry[2] === undefined
      ? []
      : [[decoded(entry[2]), entry[1].toLowerCase()] as const],
  )
  const map = new Map(found)
  return found.length === lines.length && map.size === lines.length ? map : undefined
}

/** A path that would leave the bag, or could not be told from another on some machine. */
export function isUnsafePath(path: string): boolean {
  return (
    path.startsWith('/') ||
    path.startsWith('~') ||
    path.includes('\\') ||
    /[\u0000-\u001F\u007F]/u.test(path) ||
    path.split('/').some((part) => part === '' || part === '.' || part === '..')
  )
}

export interface ReadBag {
  readonly files: readonly BagFile[]
  /** Texts of the tag files in the root. */
  readonly tags: ReadonlyMap<string, string>
}

/** Everything that is wrong with a bag that was read whole (RFC 8493, 3); a complete and valid bag has no fault. */
export function faultsOfBag({ files, tags }: ReadBag): readonly BagFault[] {
  const faults: BagFault[] = []
  const add = (code: BagFault['code'], path: string): number => faults.push({ code, path })
  const declaration = tags.get('bagit.txt')
  if (declaration === undefined) add('bag.declaration-missing', 'bagit.txt')
  else if (declaration !== BAG_DECLARATION) add('bag.declaration-unknown', 'bagit.txt')
  if (tags.has('fetch.txt')) add('bag.fetch-refused', 'fetch.txt')
  const paths = files.map((file) => file.path)
  for (const path of paths) if (isUnsafePath(path)) add('bag.path-unsafe', path)
  for (const path of new Set(paths.filter((path, index) => paths.indexOf(path) !== index)))
    add('bag.file-twice', path)
  const payload = files.filter((file) => file.path.startsWith(PAYLOAD))
  const tagFiles = files.filter((file) => !file.path.startsWith(PAYLOAD) && file.path !== TAG_MANIFEST)
  faults.push(...againstManifest({ name: MANIFEST, text: tags.get(MANIFEST) }, payload))
  faults.push(...againstManifest({ name: TAG_MANIFEST, text: tags.get(TAG_MANIFEST) }, tagFiles))
  const oxum = /^Payload-Oxum: (\S+)$/m.exec(tags.get('bag-info.txt') ?? '')?.[1]
  if (oxum !== undefined && oxum !== oxumOf(payload)) add('bag.total-differs', 'bag-info.txt')
  return faults
}

function againstManifest(
  { name, text }: { readonly name: string; readonly text: string | undefined },
  files: readonly BagFile[],
): readonly BagFault[] {
  if (text === undefined) return [{ code: 'bag.manifest-missing', path: name }]
  const listed = parseManifest(text)
  if (listed === undefined) return [{ code: 'bag.manifest-unreadable', path: name }]
  const there = new Map(files.map((file) => [file.path, file.sha256]))
  const missing = [...listed.keys()]
    .filter((path) => !there.has(path))
    .map((path): BagFault => ({ code: 'bag.file-missing', path }))
  const others = [...there].flatMap(([path, sha256]): readonly BagFault[] => {
    const expected = listed.get(path)
    if (expected === undefined) return [{ code: 'bag.file-unlisted', path }]
    return expected === sha256 ? [] : [{ code: 'bag.digest-differs', path }]
  })
  return [...missing, ...others]
}
