import type { Catalogue } from '#domain/catalogues.ts'
import { officialPaper } from './official-page.ts'
import { drawTable, drawTitle } from './official-parts.ts'

export interface CataloguePaper {
  readonly catalogue: Catalogue
  readonly siteName: string
  /** What it is the catalogue of, right of the heading: a batch, or a box. */
  readonly of: string
  /** Written into the file as its creation; the same catalogue gives the same bytes. */
  readonly createdAt: string
}

/** A catalogue in landscape A4 (DA/T 22-2015, nine columns) as PDF/A-2b. */
export async function renderCatalogue({
  catalogue,
  siteName,
  of,
  createdAt,
}: CataloguePaper): Promise<Buffer> {
  const { id, name, columns, rows } = catalogue
  const title = `${id} ${name.zh}`
  const heading: [string, string] = [`${siteName}  ·  ${title}`, of]
  return officialPaper({ title, heading, layout: 'landscape', createdAt }, (pen) => {
    drawTitle(pen, [name.zh, name.en])
    drawTable(
      pen,
      columns,
      rows.map((cells) => ({ cells })),
    )
  })
}
