import { expect, test } from 'vitest'
import { copiesOfOldVersions } from '#domain/old-versions.ts'
import type { Bucket } from '#domain/vocabulary.ts'

const AT = '2027-03-01T00:00:00.000Z'
const version = (id: string, withdrawnAt: string | null = null, derivedFrom: string | null = null) => ({
  id,
  withdrawnAt,
  derivedFrom,
})
const copy = (objectId: string, bucket: Bucket, state: 'stored' | 'destroyed' = 'stored') => ({
  id: `${objectId}-${bucket}`,
  objectId,
  bucket,
  state,
})
const ids = (copies: readonly { readonly id: string }[]) => copies.map(({ id }) => id)

const page = version('page')
const pagePicture = version('picture', null, 'page')

test('REQ-29 a final version is never taken for an old one: not its locked copy, not its pictures, and what came in not before it is locked', () => {
  const versions = [page, pagePicture, version('form')]
  const kept = [copy('page', 'masters'), copy('picture', 'derived'), copy('form', 'derived')]
  expect(copiesOfOldVersions(versions, kept)).toEqual([])
  expect(
    copiesOfOldVersions(versions, [copy('page', 'intake'), copy('page', 'masters', 'destroyed')]),
  ).toEqual([])
  expect(copiesOfOldVersions(versions, [copy('unknown', 'intake')])).toEqual([])
  expect(
    copiesOfOldVersions([version('page', AT)], [copy('page', 'masters'), copy('page', 'evidence')]),
  ).toEqual([])
})

test('REQ-29 older versions go: scanned anew or withdrawn, with their pictures, and what came in once it is locked', () => {
  const versions = [
    page,
    pagePicture,
    version('old', AT),
    version('old-picture', null, 'old'),
    version('made-anew', AT, 'page'),
  ]
  const copies = [
    copy('page', 'intake'),
    copy('page', 'masters'),
    copy('picture', 'derived'),
    copy('old', 'intake'),
    copy('old-picture', 'derived'),
    copy('made-anew', 'derived'),
    copy('old', 'derived', 'destroyed'),
  ]
  expect(ids(copiesOfOldVersions(versions, copies))).toEqual([
    'page-intake',
    'old-intake',
    'old-picture-derived',
    'made-anew-derived',
  ])
})
