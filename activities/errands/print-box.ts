import { MOST_IN_BOX } from '#domain/box-forms.ts'
import type { AskedBoxForms, BoxFormsMade, PrintedBoxForm } from '#domain/errands.ts'
import { withActor } from '#db/actor.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { readFiledItems } from '#db/queries/filed-items.ts'
import { readSite } from '#db/queries/organisation.ts'
import { boxPapers } from '#activities/documents/box-papers.ts'
import { RefusedErrand, type ErrandWork } from './work.ts'

/** Prints the forms of a box: of the items that who asked may see now. @throws RefusedErrand */
export async function printBox(
  { deps, errand, progress }: ErrandWork,
  { unitId, year, periodYears }: AskedBoxForms,
): Promise<BoxFormsMade> {
  const asker = { kind: 'person', id: errand.askedBy } as const
  const seen = await withActor(deps.sql, asker, async (tx) => ({
    rows: await readFiledItems(tx, { unitId, year, periodYears, limit: MOST_IN_BOX + 1 }),
    site: await readSite(tx),
  }))
  if (seen.kind === 'refused') throw new RefusedErrand(seen.code)
  const { rows, site } = seen.value
  const [first] = rows
  if (first === undefined) throw new RefusedErrand('box.empty')
  if (rows.length > MOST_IN_BOX) throw new RefusedErrand('box.too-large', { most: MOST_IN_BOX })
  const { fondsCode, unitZh: unit } = first
  const papers = boxPapers({ fondsCode, unit, year, periodYears, items: rows, siteName: site.zh })
  const forms: PrintedBoxForm[] = []
  for (const { form, render } of papers) {
    await progress(forms.length, papers.length)
    const body = await render()
    const key = objectKeyOf({ area: 'errand', ownerId: errand.id, objectId: form.toLowerCase() })
    const { sha256, sizeBytes } = await deps.store.put({
      bucket: 'derived',
      key,
      body,
      contentType: 'application/pdf',
    })
    forms.push({ form, key, sha256, sizeBytes })
  }
  return { kind: 'box-forms', items: rows.length, recordIds: rows.map(({ id }) => id), forms }
}
