import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import {
  BAG_DECLARATION,
  bagInfoText,
  MANIFEST,
  manifestText,
  PAYLOAD,
  TAG_MANIFEST,
  type BagFile,
} from '#domain/bag.ts'
import { sha256Hex } from '#db/gate/canonical.ts'

/**
 * A bag (RFC 8493) that grows in a folder, one payload file after the other; the manifest grows beside it, so that nothing of it is kept
 * in memory. A file has its name only once it is whole.
 */
export interface BagFolder {
  /** Payload paths are given without `data/`. */
  put(path: string, text: string): Promise<void>
  /** Bytes whose digest is known; `differs` where others came, and then nothing is left of them. */
  take(file: BagFile, open: () => Promise<Readable>): Promise<'taken' | 'differs'>
  readonly totals: { readonly files: number; readonly bytes: number }
  /** Tag files and manifests; the digest of the manifest names the bag. */
  finish(info: readonly (readonly [string, string])[]): Promise<{ readonly manifestSha256: string }>
  close(): Promise<void>
}

const OWNER_ALONE = { file: 0o600, folder: 0o700 } as const

export async function openBagFolder(folder: string): Promise<BagFolder> {
  const manifestDraft = join(folder, `${MANIFEST}.part`)
  await rm(manifestDraft, { force: true })
  const manifest = await open(manifestDraft, 'wx', OWNER_ALONE.file)
  const whole = createHash('sha256')
  const made = new Set<string>()
  const totals = { files: 0, bytes: 0 }

  async function note(path: string, { sha256, sizeBytes }: Omit<BagFile, 'path'>): Promise<void> {
    const line = manifestText([{ path: `${PAYLOAD}${path}`, sha256 }])
    whole.update(line)
    await manifest.write(line)
    totals.files += 1
    totals.bytes += sizeBytes
  }
  async function placeOf(path: string): Promise<string> {
    const place = join(folder, PAYLOAD, path)
    if (!made.has(dirname(place))) {
      await mkdir(dirname(place), { recursive: true, mode: OWNER_ALONE.folder })
      made.add(dirname(place))
    }
    return place
  }
  return {
    totals,
    async put(path, text) {
      const bytes = Buffer.from(text, 'utf8')
      await replace(await placeOf(path), bytes)
      await note(path, { sha256: sha256Hex(bytes), sizeBytes: bytes.length })
    },
    async take(file, openBytes) {
      const place = await placeOf(file.path)
      if (!(await isThere(place, file)) && !(await fetched(place, file, openBytes))) return 'differs'
      await note(file.path, file)
      return 'taken'
    },
    async finish(info) {
      await finishManifest(manifest)
      await rename(manifestDraft, join(folder, MANIFEST))
      const manifestSha256 = whole.digest('hex')
      const tags: (Pick<BagFile, 'path' | 'sha256'> & { readonly text: string })[] = [
        { path: 'bagit.txt', text: BAG_DECLARATION },
        {
          path: 'bag-info.txt',
          text: bagInfoText([...info, ['Payload-Oxum', `${totals.bytes}.${totals.files}`]]),
        },
      ].map((tag) => ({ ...tag, sha256: sha256Hex(tag.text) }))
      for (const { path, text } of tags) await replace(join(folder, path), Buffer.from(text, 'utf8'))
      const listed = manifestText([...tags, { path: MANIFEST, sha256: manifestSha256 }])
      await replace(join(folder, TAG_MANIFEST), Buffer.from(listed, 'utf8'))
      return { manifestSha256 }
    },
    close: async () => manifest.close().catch(() => undefined),
  }
}

async function finishManifest(manifest: FileHandle): Promise<void> {
  await manifest.sync()
  await manifest.close()
}

async function replace(place: string, bytes: Buffer): Promise<void> {
  await writeFile(`${place}.part`, bytes, { mode: OWNER_ALONE.file })
  await rename(`${place}.part`, place)
}

/** Whether an earlier run brought the file whole. */
async function isThere(place: string, file: BagFile): Promise<boolean> {
  const known = await stat(place).catch(() => undefined)
  return known?.size === file.sizeBytes && (await digestOfFile(place)) === file.sha256
}

export async function digestOfFile(place: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(place) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}

async function fetched(place: string, file: BagFile, openBytes: () => Promise<Readable>): Promise<boolean> {
  const hash = createHash('sha256')
  const draft = `${place}.part`
  await pipeline(
    await openBytes(),
    async function* (bytes: AsyncIterable<Buffer>) {
      for await (const chunk of bytes) {
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(draft, { mode: OWNER_ALONE.file }),
  )
  if (hash.digest('hex') !== file.sha256) {
    await rm(draft)
    return false
  }
  await rename(draft, place)
  return true
}
