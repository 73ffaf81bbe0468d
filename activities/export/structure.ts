import { openDocument, exportSchema, rowXml, type Shape, type XmlValue } from '#domain/export-xml.ts'
import {
  documentsOf,
  EXPORT_FORMAT,
  PAGED_TABLE,
  REFERENCE_TABLES,
  selectionText,
  STRUCTURE_TABLES_SHOWN,
  type ExportSelection,
} from '#domain/export.ts'
import type { Tx } from '#db/actor.ts'
import { FOLDED_TABLES, namesOf, shapeOfReference, shapeOfTable } from '#db/gate/shapes.ts'
import { readWholeTable, type ExportedSite } from '#db/queries/export.ts'

/** The schema against which every document of an export holds. */
export function schemaDocument(): string {
  const shapes = [
    ...FOLDED_TABLES.map(shapeOfTable),
    ...REFERENCE_TABLES.map(shapeOfReference),
    shapeOfReference(PAGED_TABLE),
  ]
  return exportSchema(shapes, documentsOf(FOLDED_TABLES))
}

interface About {
  readonly site: ExportedSite
  readonly selection: ExportSelection
  readonly throughPosition: number
}

/** The site as it stands: fonds, units, people's names, classes, schedules, definitions, shelves, working days. */
export async function structureDocument(
  tx: Tx,
  { site, selection, throughPosition }: About,
): Promise<string> {
  const shown: string[] = []
  for (const table of STRUCTURE_TABLES_SHOWN) shown.push(await tableXml(tx, shapeOfTable(table)))
  const reference: string[] = []
  for (const table of REFERENCE_TABLES) reference.push(await tableXml(tx, shapeOfReference(table)))
  const head = openDocument('structure', {
    site: site.id,
    format: EXPORT_FORMAT,
    selection: selectionText(selection),
    throughPosition,
    clockAheadMs: site.clockAheadMs,
    latestOn: site.latestOn,
  })
  return `${head}<rows>\n${shown.join('')}</rows>\n<reference>\n${reference.join('')}</reference>\n</structure>\n`
}

async function tableXml(tx: Tx, shape: Shape): Promise<string> {
  const { table, columns } = namesOf(shape)
  const rows = await readWholeTable(tx, table)
  return rows
    .map((row) => {
      const known = [...columns].map(([name, column]) => [name, row[column] as XmlValue] as const)
      return rowXml(shape, Object.fromEntries(known))
    })
    .join('')
}
