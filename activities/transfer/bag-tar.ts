import { createHash } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, pack } from 'tar-stream'
import {
  BAG_DECLARATION,
  bagInfoText,
  faultsOfBag,
  isUnsafePath,
  MANIFEST,
  manifestText,
  oxumOf,
  PAYLOAD,
  TAG_MANIFEST,
  type BagFault,
  type BagFile,
  type ReadBag,
} from '#domain/bag.ts'

export interface BagSource extends BagFile {
  /** The bytes, asked for when their turn comes. */
  readonly open: () => Promise<Readable>
}

/** A small file of the bag from its text or bytes. */
export function sourceOf(path: string, content: string | Buffer): BagSource {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content, 'utf8')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { path, sha256, sizeBytes: bytes.length, open: async () => Readable.from([bytes]) }
}

/** Tag files and payload of a bag (RFC 8493), the tag files first. Payload paths are given without `data/`. */
export function bagOf(
  payload: readonly BagSource[],
  info: readonly (readonly [string, string])[],
): { readonly files: readonly BagSource[]; readonly manifest: string } {
  const inside = payload.map((file) => ({ ...file, path: `${PAYLOAD}${file.path}` }))
  const manifest = manifestText(inside)
  const tags = [
    sourceOf('bagit.txt', BAG_DECLARATION),
    sourceOf('bag-info.txt', bagInfoText([...info, ['Payload-Oxum', oxumOf(inside)]])),
    sourceOf(MANIFEST, manifest),
  ]
  return { files: [...tags, sourceOf(TAG_MANIFEST, manifestText(tags)), ...inside], manifest }
}

interface TarPlan {
  readonly root: string
  readonly files: readonly BagSource[]
  /** Written as the time of each file, so that the same bag gives the same bytes. */
  readonly madeAtMs: number
}

/**
 * The bag as one tar stream; a byte that is not what the manifest says breaks it off. Nothing but the current piece is in memory.
 */
export function tarOf({ root, files, madeAtMs }: TarPlan): Readable {
  const tar = pack()
  const out = new PassThrough()
  const write = async (): Promise<void> => {
    for (const file of files) {
      const header = {
        name: `${root}/${file.path}`,
        size: file.sizeBytes,
        mtime: new Date(madeAtMs),
        mode: 0o644,
      }
      const hash = createHash('sha256')
      const entry = tar.entry(header)
      await pipeline(
        await file.open(),
        async function* (bytes: AsyncIterable<Buffer>) {
          for await (const chunk of bytes) {
            hash.update(chunk)
            yield chunk
          }
        },
        entry,
      )
      const sha256 = hash.digest('hex')
      if (sha256 !== file.sha256)
        throw new Error(`${file.path} has digest ${sha256}, the ledger says ${file.sha256}`)
    }
    tar.finalize()
  }
  tar.pipe(out)
  tar.on('error', (error: Error) => out.destroy(error))
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return out
}

export interface ReadPackage {
  readonly bag: ReadBag
  readonly faults: readonly BagFault[]
  /** Texts of readme, catalogue and metadata, by path. */
  readonly texts: ReadonlyMap<string, string>
  /** Of the whole stream. */
  readonly sha256: string
  readonly sizeBytes: number
}

/** Small texts that are looked into; anything larger is no metadata of ours. */
const MOST_TEXT_BYTES = 8 * 1024 * 1024

/** Reads a packed bag from its first byte to its last and names everything that is wrong with it. */
export async function readPackage(stream: Readable): Promise<ReadPackage> {
  const whole = createHash('sha256')
  let sizeBytes = 0
  const files: BagFile[] = []
  const texts = new Map<string, string>()
  const broken: BagFault[] = []
  const reader = extract()
  const feeding = pipeline(
    stream,
    async function* (bytes: AsyncIterable<Buffer>) {
      for await (const chunk of bytes) {
        whole.update(chunk)
        sizeBytes += chunk.length
        yield chunk
      }
    },
    reader,
  )
  try {
    for await (const entry of reader) {
      const path = entry.header.name.split('/').slice(1).join('/')
      if (entry.header.type !== 'file' || isUnsafePath(path)) {
        broken.push({ code: 'bag.path-unsafe', path: entry.header.name })
        entry.resume()
        continue
      }
      const { file, text } = await readFile(path, entry)
      files.push(file)
      if (text !== undefined) texts.set(path, text)
    }
    await feeding
  } catch {
    await feeding.catch(() => undefined)
    broken.push({ code: 'bag.unreadable', path: '' })
  }
  const tags = new Map([...texts].filter(([path]) => !path.includes('/')))
  const bag = { files, tags }
  return { bag, faults: [...broken, ...faultsOfBag(bag)], texts, sha256: whole.digest('hex'), sizeBytes }
}

async function readFile(
  path: string,
  bytes: AsyncIterable<unknown>,
): Promise<{ readonly file: BagFile; readonly text: string | undefined }> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  const isText = /\.(txt|xml)$/i.test(path)
  const kept: Buffer[] = []
  for await (const chunk of bytes) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a file of a package must be bytes')
    hash.update(chunk)
    sizeBytes += chunk.length
    if (isText && sizeBytes <= MOST_TEXT_BYTES) kept.push(chunk)
  }
  const text = isText && sizeBytes <= MOST_TEXT_BYTES ? Buffer.concat(kept).toString('utf8') : undefined
  return { file: { path, sha256: hash.digest('hex'), sizeBytes }, text }
}
