import type { HandOverSheet } from '#domain/hand-over-sheet.ts'
import { officialPaper } from './official-page.ts'
import { drawFacts, drawTableUnder, drawTitle } from './official-parts.ts'

export interface HandOverPaper {
  readonly sheet: HandOverSheet
  readonly siteName: string
  /** Written into the file as its creation; the same sheet gives the same bytes. */
  readonly createdAt: string
}

/** The register of a post's hand-over as PDF/A-2b, with the names and times of who signed. */
export async function renderHandOverSheet({ sheet, siteName, createdAt }: HandOverPaper): Promise<Buffer> {
  const [zh] = sheet.title
  const paper = { title: zh, heading: [siteName, zh], layout: 'portrait', createdAt } as const
  return officialPaper(paper, (pen) => {
    drawTitle(pen, sheet.title)
    drawFacts(pen, sheet.facts)
    for (const { heading, columns, rows } of [...sheet.tables, sheet.signatures]) {
      drawTableUnder(pen, heading, { columns, rows: rows.map((cells) => ({ cells })) })
    }
  })
}
