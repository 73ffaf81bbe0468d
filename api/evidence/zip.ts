import type { Readable } from 'node:stream'
import yazl from 'yazl'
import type { EvidenceFile } from './folder.ts'

/** The files as one zip, in a folder of its own so that unpacking spills nothing. */
export function zipOf(folder: string, files: readonly EvidenceFile[]): Readable {
  const zip = new yazl.ZipFile()
  for (const { path, body } of files) zip.addBuffer(body, `${folder}/${path}`)
  zip.end()
  // The type of the library says less than what it gives.
  return zip.outputStream as Readable
}
