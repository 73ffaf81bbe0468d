import type { DigitalObjectRow, ObjectCopyRow } from '#domain/state.ts'
import type { Grade } from '#domain/vocabulary.ts'
import type { ObjectExtras } from '#db/queries/objects.ts'
import type { ObjectView } from '#api/contract/objects.ts'

export interface ObjectRows {
  readonly objects: readonly DigitalObjectRow[]
  readonly copies: readonly ObjectCopyRow[]
  readonly extras: ObjectExtras
  readonly canWithdraw: boolean
  /** Whether the reader is cleared for what a public variant stands for. */
  readonly isClearedFor: (grade: Grade) => boolean
}

/** What belongs to the record itself, in its order; images made of pages are shown through their originals. */
export function objectViews(rows: ObjectRows): ObjectView[] {
  return rows.objects
    .filter((object) => object.role !== 'thumbnail' && object.role !== 'form' && object.withdrawnAt === null)
    .toSorted((a, b) => a.position - b.position)
    .map((object) => objectView(object, rows))
}

/** The variant that the reader is shown instead of an object. */
function variantFor(
  { id, screenGrade }: DigitalObjectRow,
  { objects, isClearedFor }: ObjectRows,
): DigitalObjectRow | undefined {
  if (screenGrade === null || isClearedFor(screenGrade)) return undefined
  return objects.find(({ derivedFrom, variant }) => derivedFrom === id && variant?.state === 'confirmed')
}

function shownAs(object: DigitalObjectRow, rows: ObjectRows): ObjectView['shown'] {
  if (object.role === 'public-variant') return 'variant'
  return variantFor(object, rows) === undefined ? 'itself' : 'stands-in'
}

function objectView(object: DigitalObjectRow, rows: ObjectRows): ObjectView {
  const { objects, copies, extras, canWithdraw } = rows
  const isDestroyed = object.destroyedAt !== null
  const hasImage =
    !isDestroyed && objects.some((other) => other.derivedFrom === object.id && other.role === 'thumbnail')
  return {
    id: object.id,
    name: object.name,
    role: object.role,
    mediaType: object.mediaType,
    formatName: object.formatName,
    puid: object.puid,
    sizeBytes: object.sizeBytes,
    sha256: object.sha256,
    pages: object.pages,
    findings: object.findings === null ? null : [...object.findings],
    thumbnailUrl: hasImage ? `/api/objects/${object.id}/pages/1.png` : null,
    hasText: extras.withText.has(variantFor(object, rows)?.id ?? object.id),
    isDestroyed,
    shown: shownAs(object, rows),
    canWithdraw: canWithdraw && object.role === 'content' && !isDestroyed,
    copies: copies
      .filter((copy) => copy.objectId === object.id)
      .map((copy) => ({
        bucket: copy.bucket,
        state: copy.state,
        lockedUntil: extras.locks.get(copy.id) ?? null,
      })),
  }
}
