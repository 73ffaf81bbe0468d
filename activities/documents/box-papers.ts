import type { BOX_FORMS, BoxForPrint, ItemInBox } from '#domain/box-forms.ts'
import { catalogueOfItems, type FiledItem } from '#domain/catalogues.ts'
import { isPlainDate } from '#domain/dates.ts'
import { periodName } from '#domain/transfer-tree.ts'
import { renderBoxSheet, renderStamps } from './box-forms.ts'
import { renderCatalogue } from './catalogue.ts'

export interface BoxToPrint extends Omit<BoxForPrint, 'items'> {
  readonly items: readonly (ItemInBox & Omit<FiledItem, 'creator'>)[]
  readonly siteName: string
}

export interface BoxPaperToPrint {
  readonly form: (typeof BOX_FORMS)[number]
  readonly render: () => Promise<Buffer>
}

/** Stamps, catalogue and reference sheet of a box as PDF/A. Printed tomorrow of the same items they are the same bytes. */
export function boxPapers({ siteName, ...box }: BoxToPrint): readonly BoxPaperToPrint[] {
  const { fondsCode, unit, year, periodYears, items } = box
  const catalogue = catalogueOfItems(
    items.filter(({ state }) => state === 'kept').map((item) => ({ ...item, creator: unit })),
  )
  // The forms are as old as the last filing.
  const last = items
    .map(({ filedOn }) => filedOn ?? '')
    .toSorted()
    .at(-1)
  const createdAt = `${isPlainDate(last) ? last : `${year}-12-31`}T00:00:00.000Z`
  const of = `${fondsCode}  ${unit}  ${year}  ${periodName(periodYears)}`
  const paper = { box, siteName, createdAt }
  return [
    { form: 'F01', render: async () => renderStamps(paper) },
    { form: 'F02', render: async () => renderCatalogue({ catalogue, siteName, of, createdAt }) },
    { form: 'F03', render: async () => renderBoxSheet(paper) },
  ]
}
