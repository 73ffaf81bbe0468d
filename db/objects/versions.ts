import type { UploadRef } from './multipart.ts'
import type { StoreWire } from './wire.ts'
import { elementsOf, textOf } from './xml.ts'

export interface ListedVersion {
  readonly key: string
  readonly versionId: string | null
  readonly kind: 'version' | 'delete-marker'
  readonly sizeBytes: number
  /** When it was written, by the store's clock. */
  readonly modifiedMs: number
}

export interface IncompleteUpload extends UploadRef {
  readonly initiatedMs: number
}

/** Every version and delete marker of the keys that begin with `prefix`, page by page. */
export async function* versionsUnder(
  wire: StoreWire,
  bucket: string,
  prefix: string,
): AsyncGenerator<ListedVersion> {
  let marker = ''
  for (;;) {
    const query = `max-keys=1000&prefix=${encodeURIComponent(prefix)}&versions${marker}`
    const { text } = await wire.send({ method: 'GET', bucket, query })
    yield* [...listed(text, 'Version'), ...listed(text, 'DeleteMarker')]
    if (textOf(text, 'IsTruncated') !== 'true') return
    marker = markerOf(text, [
      ['key-marker', 'NextKeyMarker'],
      ['version-id-marker', 'NextVersionIdMarker'],
    ])
  }
}

/** Every version and delete marker of exactly this key. */
export async function versionsOf(
  wire: StoreWire,
  bucket: string,
  key: string,
): Promise<readonly ListedVersion[]> {
  const found: ListedVersion[] = []
  for await (const version of versionsUnder(wire, bucket, key)) if (version.key === key) found.push(version)
  return found
}

/** Multipart uploads that were begun and neither completed nor aborted. Their parts hold bytes that no object shows. */
export async function uploadsUnder(
  wire: StoreWire,
  bucket: string,
  prefix: string,
): Promise<readonly IncompleteUpload[]> {
  const uploads: IncompleteUpload[] = []
  let marker = ''
  for (;;) {
    const { text } = await wire.send({
      method: 'GET',
      bucket,
      query: `max-uploads=1000&prefix=${encodeURIComponent(prefix)}&uploads${marker}`,
    })
    for (const xml of elementsOf(text, 'Upload')) {
      uploads.push({
        bucket,
        key: textOf(xml, 'Key') ?? '',
        uploadId: textOf(xml, 'UploadId') ?? '',
        initiatedMs: Date.parse(textOf(xml, 'Initiated') ?? ''),
      })
    }
    if (textOf(text, 'IsTruncated') !== 'true') return uploads
    marker = markerOf(text, [
      ['key-marker', 'NextKeyMarker'],
      ['upload-id-marker', 'NextUploadIdMarker'],
    ])
  }
}

function listed(xml: string, tag: 'Version' | 'DeleteMarker'): readonly ListedVersion[] {
  return elementsOf(xml, tag).map((element) => {
    const versionId = textOf(element, 'VersionId')
    return {
      key: textOf(element, 'Key') ?? '',
      versionId: versionId === undefined || versionId === 'null' ? null : versionId,
      kind: tag === 'Version' ? 'version' : 'delete-marker',
      sizeBytes: Number(textOf(element, 'Size') ?? 0),
      modifiedMs: Date.parse(textOf(element, 'LastModified') ?? ''),
    }
  })
}

/** Where the next page starts. A page that says "more" and not where would be read for ever, so that is a fault. */
function markerOf(xml: string, names: readonly (readonly [string, string])[]): string {
  const pairs = names.flatMap(([parameter, tag]) => {
    const value = textOf(xml, tag)
    return value === undefined || value === '' ? [] : [`&${parameter}=${encodeURIComponent(value)}`]
  })
  if (pairs.length === 0)
    throw new Error('The store lists more than one page and does not say where the next one starts.')
  return pairs.join('')
}
