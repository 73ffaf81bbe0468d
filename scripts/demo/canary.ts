import { open, readdir } from 'node:fs/promises'
import { join, sep } from 'node:path'

const CANARY_BYTES = 48
/** Fewer different values among 48 bytes than this are no chance find: they may stand elsewhere. */
const LEAST_DIFFERENT = 32
const READ_BYTES = 4 * 1024 * 1024

/**
 * Bytes by which a document is recognised wherever it lies: from the middle of its longest compressed stream, which no other
 * document and no index holds. Undefined when nothing in it is random enough.
 */
export function canaryOf(document: Buffer): Buffer | undefined {
  const streams = streamsOf(document).sort((a, b) => b.length - a.length)
  return [...streams, document].map(middleOf).find((bytes) => new Set(bytes).size >= LEAST_DIFFERENT)
}

function middleOf(bytes: Buffer): Buffer {
  const from = Math.max(0, Math.floor(bytes.length / 2) - CANARY_BYTES / 2)
  return Buffer.from(bytes.subarray(from, from + CANARY_BYTES))
}

/** The streams of a PDF, as they lie in the file. */
function streamsOf(document: Buffer): Buffer[] {
  const streams: Buffer[] = []
  let from = 0
  for (;;) {
    const begin = document.indexOf('stream', from)
    const end = begin === -1 ? -1 : document.indexOf('endstream', begin + 6)
    if (end === -1) return streams
    streams.push(document.subarray(begin + 6, end))
    from = end + 9
  }
}

/** Files under a folder that hold one of the canaries, read byte for byte; nothing is left out but what lies in `except`. */
export async function filesHolding(
  folder: string,
  canaries: readonly Buffer[],
  except?: string,
): Promise<{ readonly found: readonly string[]; readonly searched: number; readonly bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => except === undefined || !file.startsWith(`${except}${sep}`))
  const found: string[] = []
  let bytes = 0
  for (const file of files) {
    const seen = await search(file, canaries)
    bytes += seen.bytes
    if (seen.holds) found.push(file)
  }
  return { found, searched: files.length, bytes }
}

async function search(
  file: string,
  canaries: readonly Buffer[],
): Promise<{ readonly holds: boolean; readonly bytes: number }> {
  const overlap = CANARY_BYTES - 1
  try {
    await using handle = await open(file, 'r')
    const window = Buffer.alloc(READ_BYTES + overlap)
    let [bytes, kept] = [0, 0]
    for (;;) {
      const { bytesRead } = await handle.read(window, kept, READ_BYTES, bytes)
      if (bytesRead === 0) return { holds: false, bytes }
      bytes += bytesRead
      const filled = window.subarray(0, kept + bytesRead)
      if (canaries.some((canary) => filled.includes(canary))) return { holds: true, bytes }
      kept = Math.min(overlap, filled.length)
      filled.copy(window, 0, filled.length - kept)
    }
  } catch (error) {
    // A vacuum replaces volumes and a server its logs: a file may be gone before it is read.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { holds: false, bytes: 0 }
    throw error
  }
}
