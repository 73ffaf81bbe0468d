import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { AskedCertifiedCopy, CertifiedCopyMade } from '#domain/errands.ts'
import { givingNumber } from '#domain/givings.ts'
import { PROOF_NAMES } from '#domain/giving-names.ts'
import { withActor } from '#db/actor.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { readGivenCopy } from '#db/queries/givings.ts'
import { readContent, type ContentRow } from '#db/queries/objects.ts'
import { readNames, readSite } from '#db/queries/organisation.ts'
import {
  renderCertifiedCopy,
  type CopiedObject,
  type CopiedPage,
} from '#activities/documents/certified-copy.ts'
import { PAGE_PICTURE_WIDTH_PX, pageJpeg } from '#activities/documents/page-image.ts'
import { countPages, renderPage } from '#activities/documents/pdf.ts'
import { RefusedErrand, type ErrandWork } from './work.ts'

/** More sheets than these are copied in parts; nobody carries them from a counter. */
const MOST_PAGES = 300

/**
 * Prints what was given at the window: of the very bytes that the record's history names, with the rights that who asked has now.
 * @throws RefusedErrand where it is not given, or its content is not what was given
 */
export async function copyGiven(
  { deps, errand, progress }: ErrandWork,
  { givingId }: AskedCertifiedCopy,
): Promise<CertifiedCopyMade> {
  const asker = { kind: 'person', id: errand.askedBy } as const
  const seen = await withActor(deps.sql, asker, async (tx) => {
    const copy = await readGivenCopy(tx, givingId)
    const contents: (ContentRow | undefined)[] = []
    for (const { id } of copy?.objects ?? []) contents.push(await readContent(tx, id))
    const clerkId = copy?.giving.givenBy ?? null
    return { copy, contents, names: await readNames(tx, [clerkId]), site: await readSite(tx), clerkId }
  })
  if (seen.kind === 'refused') throw new RefusedErrand(seen.code)
  const { copy, contents, names, site, clerkId } = seen.value
  if (copy === undefined) throw new RefusedErrand('not-found')
  const objects: CopiedObject[] = []
  for (const [index, { sha256 }] of copy.objects.entries()) {
    await progress(index, copy.objects.length)
    const content = contents[index]
    if (content === undefined) throw new RefusedErrand('not-found')
    const bytes = await buffer(await deps.store.get(content))
    if (createHash('sha256').update(bytes).digest('hex') !== sha256) throw new RefusedErrand('object.damaged')
    objects.push({ name: content.name ?? '', sha256, pages: await pagesOf(bytes, content.mediaType) })
  }
  const { giving } = copy
  const { applicant } = giving
  const clerk = clerkId === null ? undefined : names.get(clerkId)
  const body = await renderCertifiedCopy({
    siteName: site.zh,
    number: givingNumber(giving),
    code: giving.archivalCode ?? '',
    title: giving.title,
    applicant: applicantWords(applicant),
    proof: PROOF_NAMES[giving.proof].zh,
    purpose: applicant?.purpose ?? '',
    givenBy: clerk?.zh ?? '',
    givenOn: copy.givenOn,
    objects,
  })
  const key = objectKeyOf({ area: 'errand', ownerId: errand.id, objectId: 'copy' })
  const put = { bucket: 'derived', key, body, contentType: 'application/pdf' } as const
  const { sha256, sizeBytes } = await deps.store.put(put)
  const pages = objects.reduce((sum, object) => sum + object.pages.length, 0)
  return { kind: 'certified-copy', pages, key, sha256, sizeBytes }
}

type Applicant = NonNullable<Awaited<ReturnType<typeof readGivenCopy>>>['giving']['applicant']

function applicantWords(applicant: Applicant): string {
  if (applicant === null) return ''
  const { name, number, agent } = applicant
  const person = `${name}  ${number}`
  return agent === null ? person : `${person}（代理人 ${agent.name}  ${agent.number}  ${agent.authority}）`
}

async function pagesOf(bytes: Buffer, mediaType: string): Promise<readonly CopiedPage[]> {
  if (mediaType !== 'application/pdf') {
    const { bytes: picture, widthPx, heightPx } = await pageJpeg(bytes)
    return [{ picture, widthPx, heightPx }]
  }
  const count = await countPages(bytes)
  if (count > MOST_PAGES) throw new RefusedErrand('giving.too-many-pages', { most: MOST_PAGES })
  const pages: CopiedPage[] = []
  for (let page = 1; page <= count; page += 1) {
    const wanted = { page, widthPx: PAGE_PICTURE_WIDTH_PX, mediaType: 'image/jpeg' } as const
    const { bytes: picture, widthPx, heightPx } = await renderPage(bytes, wanted)
    pages.push({ picture, widthPx, heightPx })
  }
  return pages
}
