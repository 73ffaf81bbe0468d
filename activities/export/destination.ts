import { lstat, mkdir, readdir, readFile, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { EXPORT_FORMAT, selectionText, type ExportSelection } from '#domain/export.ts'
import type { PlainDate } from '#domain/dates.ts'

/** Lies in the folder as long as the bag is not whole; who asks again for the same goes on with it. */
export const PARTIAL_MARKER = 'everfile-export.partial.json'

/** What was begun in a folder. */
export interface Begun {
  readonly format: typeof EXPORT_FORMAT
  readonly siteId: string
  readonly selection: ExportSelection
  readonly exportId: string
  /** Every event up to this position is in it, and none beyond. */
  readonly throughPosition: number
  readonly begunOn: PlainDate
  readonly writer: { readonly host: string; readonly pid: number }
}

export type DestinationCode =
  | 'path-unsafe'
  | 'parent-missing'
  | 'not-a-folder'
  | 'not-empty'
  | 'other-export'
  | 'busy'
  | 'too-small'
  | 'full'

/** A folder that cannot take an export; nothing was changed in it. */
export class DestinationFault extends Error {
  override readonly name = 'DestinationFault'
  readonly code: DestinationCode

  constructor(code: DestinationCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options)
    this.code = code
  }
}

export interface Destination {
  readonly folder: string
  /** What an earlier run left there; null for an empty folder. */
  readonly begun: Begun | null
}

/** Looks whether a folder can take the export, and makes it where there is none. */
export async function openDestination(
  to: string,
  wanted: Pick<Begun, 'siteId' | 'selection'>,
): Promise<Destination> {
  if (to.trim() === '' || /[\u0000-\u001F\u007F]/u.test(to))
    throw new DestinationFault('path-unsafe', 'the folder has no name, or one with control characters')
  const folder = resolve(to)
  const kind = await kindOf(folder)
  if (kind === 'other')
    throw new DestinationFault('not-a-folder', `${folder} is no folder of its own: a file or a link`)
  if (kind === 'none') {
    if ((await kindOf(dirname(folder))) !== 'folder')
      throw new DestinationFault('parent-missing', `there is no folder ${dirname(folder)}`)
    await mkdir(folder, { mode: 0o700 })
    return { folder, begun: null }
  }
  const entries = await readdir(folder)
  if (entries.length === 0) return { folder, begun: null }
  if (!entries.includes(PARTIAL_MARKER))
    throw new DestinationFault(
      'not-empty',
      `${folder} is not empty, and what lies there is no interrupted export`,
    )
  return { folder, begun: await begunIn(folder, wanted) }
}

async function kindOf(path: string): Promise<'folder' | 'none' | 'other'> {
  try {
    return (await lstat(path)).isDirectory() ? 'folder' : 'other'
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'none'
    if (codeOf(error) === 'ENOTDIR') return 'other'
    throw error
  }
}

async function begunIn(folder: string, wanted: Pick<Begun, 'siteId' | 'selection'>): Promise<Begun> {
  const begun = JSON.parse(await readFile(join(folder, PARTIAL_MARKER), 'utf8')) as Begun
  const isSame =
    begun.format === EXPORT_FORMAT &&
    begun.siteId === wanted.siteId &&
    selectionText(begun.selection) === selectionText(wanted.selection)
  if (!isSame) throw new DestinationFault('other-export', `${folder} holds the beginning of another export`)
  if (isAlive(begun.writer))
    throw new DestinationFault('busy', `process ${begun.writer.pid} is writing to ${folder}`)
  return begun
}

function isAlive({ host, pid }: Begun['writer']): boolean {
  if (host !== hostname() || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Says in the folder what was begun; in one step, so that a marker is whole or not there. */
export async function markBegun(folder: string, begun: Omit<Begun, 'writer'>): Promise<void> {
  const marker: Begun = { ...begun, writer: { host: hostname(), pid: process.pid } }
  const draft = join(folder, `${PARTIAL_MARKER}.part`)
  await writeFile(draft, `${JSON.stringify(marker, undefined, 1)}\n`, { mode: 0o600 })
  await rename(draft, join(folder, PARTIAL_MARKER))
}

/** The bag is whole. */
export async function unmark(folder: string): Promise<void> {
  await rm(join(folder, PARTIAL_MARKER))
}

/** Refuses before anything is written what cannot fit. What an earlier run has brought already is counted as if it were not there. */
export async function mustFit(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free < bytes)
    throw new DestinationFault('too-small', `${folder} has ${free} bytes free, the contents need ${bytes}`)
}

/** Faults of the disk by their name: a full one is said as such, and the export goes on when it is asked for again. */
export function diskFault(error: unknown, folder: string): unknown {
  const code = codeOf(error)
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error
  return new DestinationFault(
    'full',
    `the disk of ${folder} is full; make room, and ask for the same export again: it goes on from there`,
    { cause: error },
  )
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
