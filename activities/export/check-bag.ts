import { createReadStream } from 'node:fs'
import { opendir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { createInterface } from 'node:readline'
import {
  BAG_DECLARATION,
  isUnsafePath,
  MANIFEST,
  parseManifest,
  PAYLOAD,
  TAG_MANIFEST,
  type BAG_FAULTS,
} from '#domain/bag.ts'
import { EXPORT_FORMAT, STRUCTURE_PATH } from '#domain/export.ts'
import { chainHash } from '#db/gate/canonical.ts'
import { digestOfFile } from './bag-folder.ts'
import { checkLog, type SignedLeaves } from './check-log.ts'
import { PARTIAL_MARKER } from './destination.ts'
import { DocumentFault, readDocument, type ReadRow } from './read-document.ts'

export interface CheckFault {
  readonly code:
    | (typeof BAG_FAULTS)[number]
    | 'bag.unfinished'
    | 'bag.format-unknown'
    | 'document.unreadable'
    | 'chain.broken'
    | 'chain.head-differs'
    | 'content.differs'
    | 'event.not-signed'
    | 'events.missing'
    | 'log.leaves-unreadable'
    | 'log.signature-wrong'
    | 'log.head-unknown'
    | 'log.root-differs'
  /** The file that is wrong. */
  readonly path: string
}

export interface BagVerdict {
  readonly verdict: 'whole' | 'broken'
  /** The first hundred. */
  readonly faults: readonly CheckFault[]
  readonly siteId: string
  readonly selection: string
  readonly files: number
  readonly histories: number
  readonly events: number
  readonly heads: number
  /** Fingerprints of the keys that signed the heads: to be compared with ones that came another way. */
  readonly keys: readonly string[]
  readonly manifestSha256: string
}

const MOST_SHOWN = 100

/**
 * Proves an exported bag by what lies in it alone: every file by its digest, every history by its chain, every event by the signed heads of
 * the log, and of a whole export that none is missing. Reads alone; of each file its path and digest are in memory, of each event 40 bytes.
 */
export async function checkBag(folder: string, progress: (line: string) => void): Promise<BagVerdict> {
  const { listed, faults, manifestSha256 } = await checkFiles(folder, progress)
  const structure = await structureOf(folder)
  const { site: siteId = '', selection = '', format } = structure
  if (format !== EXPORT_FORMAT)
    faults.push({ code: 'bag.format-unknown', path: `${PAYLOAD}${STRUCTURE_PATH}` })
  const log = await checkLog(folder, siteId)
  faults.push(...log.faults)
  let [histories, events] = [0, 0]
  for (const path of listed.keys()) {
    if (!/^data\/(?:records|histories)\/.*\.xml$/.test(path)) continue
    const checked = await checkHistory({ folder, path, listed, leaves: log.heads > 0 ? log.leaves : null })
    histories += 1
    events += checked.events
    faults.push(...checked.faults)
    if (histories % 100 === 0) progress(`checked ${histories} histories, ${events} events`)
  }
  if (selection === 'whole' && log.heads > 0 && events !== log.leaves.size)
    faults.push({ code: 'events.missing', path: PAYLOAD })
  return {
    verdict: faults.length === 0 ? 'whole' : 'broken',
    faults: faults.slice(0, MOST_SHOWN),
    siteId,
    selection,
    files: listed.size,
    histories,
    events,
    heads: log.heads,
    keys: log.keys,
    manifestSha256,
  }
}

async function structureOf(folder: string): Promise<Readonly<Record<string, string>>> {
  try {
    return await readDocument(join(folder, PAYLOAD, STRUCTURE_PATH), () => undefined)
  } catch (error) {
    if (error instanceof DocumentFault || isMissing(error)) return {}
    throw error
  }
}

interface CheckedFiles {
  readonly listed: ReadonlyMap<string, string>
  readonly faults: CheckFault[]
  readonly manifestSha256: string
}

/** RFC 8493, 3: every file that is listed is there with its digest, and none is there beside. */
async function checkFiles(folder: string, progress: (line: string) => void): Promise<CheckedFiles> {
  const faults: CheckFault[] = []
  const tags = parseManifest(await textOr(folder, TAG_MANIFEST, '')) ?? new Map<string, string>()
  if (tags.size === 0) faults.push({ code: 'bag.manifest-missing', path: TAG_MANIFEST })
  if ((await textOr(folder, 'bagit.txt', '')) !== BAG_DECLARATION)
    faults.push({ code: 'bag.declaration-unknown', path: 'bagit.txt' })
  const listed = await manifestOf(folder, faults)
  const manifestSha256 = listed.size === 0 ? '' : await digestOfFile(join(folder, MANIFEST))
  const wanted = new Map([...tags, ...listed])
  const present = new Set<string>()
  for await (const entry of filesBelow(folder)) {
    present.add(entry.path)
    const digest = wanted.get(entry.path)
    if (entry.path === PARTIAL_MARKER) faults.push({ code: 'bag.unfinished', path: entry.path })
    else if (entry.kind === 'other') faults.push({ code: 'bag.path-unsafe', path: entry.path })
    else if (entry.path === TAG_MANIFEST) continue
    else if (digest === undefined) faults.push({ code: 'bag.file-unlisted', path: entry.path })
    else if ((await digestOfFile(join(folder, entry.path))) !== digest)
      faults.push({ code: 'bag.digest-differs', path: entry.path })
    if (present.size % 1_000 === 0) progress(`checked ${present.size} of ${wanted.size} files`)
  }
  for (const path of wanted.keys()) if (!present.has(path)) faults.push({ code: 'bag.file-missing', path })
  return { listed, faults, manifestSha256 }
}

async function manifestOf(folder: string, faults: CheckFault[]): Promise<ReadonlyMap<string, string>> {
  const listed = new Map<string, string>()
  try {
    for await (const line of createInterface({ input: createReadStream(join(folder, MANIFEST)) })) {
      const [entry] = parseManifest(line) ?? []
      if (entry === undefined) {
        faults.push({ code: 'bag.manifest-unreadable', path: MANIFEST })
        return listed
      }
      const [path, digest] = entry
      if (isUnsafePath(path) || !path.startsWith(PAYLOAD)) faults.push({ code: 'bag.path-unsafe', path })
      else if (listed.has(path)) faults.push({ code: 'bag.file-twice', path })
      else listed.set(path, digest)
    }
  } catch (error) {
    if (!isMissing(error)) throw error
    faults.push({ code: 'bag.manifest-missing', path: MANIFEST })
  }
  return listed
}

/** A link is no file: it may lead out of the bag. */
async function* filesBelow(
  folder: string,
): AsyncGenerator<{ readonly path: string; readonly kind: 'file' | 'other' }> {
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (entry.isDirectory()) continue
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')
    yield { path, kind: entry.isFile() ? 'file' : 'other' }
  }
}

async function textOr(folder: string, path: string, absent: string): Promise<string> {
  try {
    return await readFile(join(folder, path), 'utf8')
  } catch (error) {
    if (isMissing(error)) return absent
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

interface ToCheck {
  readonly folder: string
  readonly path: string
  readonly listed: ReadonlyMap<string, string>
  /** Null where nothing is signed. */
  readonly leaves: SignedLeaves | null
}

async function checkHistory({ folder, path, listed, leaves }: ToCheck) {
  const codes = new Set<CheckFault['code']>()
  let [hash, seq] = ['', 0]
  const visit = ({ name, attributes, text }: ReadRow): void => {
    if (name === 'file' && isOther(listed, attributes)) codes.add('content.differs')
    if (name !== 'event') return
    hash = chainHash(hash, text)
    seq += 1
    const said = JSON.parse(text) as { readonly seq: unknown }
    if (said.seq !== seq || attributes['hash'] !== hash) codes.add('chain.broken')
    if (leaves !== null && !leaves.has(Number(attributes['position']), hash)) codes.add('event.not-signed')
  }
  try {
    const root = await readDocument(join(folder, path), visit)
    if (root['headHash'] !== hash || root['version'] !== String(seq)) codes.add('chain.head-differs')
  } catch (error) {
    if (!(error instanceof DocumentFault || error instanceof SyntaxError || isMissing(error))) throw error
    codes.add('document.unreadable')
  }
  return { events: seq, faults: [...codes].map((code): CheckFault => ({ code, path })) }
}

function isOther(listed: ReadonlyMap<string, string>, { path, sha256 }: ReadRow['attributes']): boolean {
  return path !== undefined && listed.get(`${PAYLOAD}${path}`) !== sha256
}
