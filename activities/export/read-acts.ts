import { existsSync } from 'node:fs'
import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { PAYLOAD } from '#domain/bag.ts'
import { PAGED_TABLE } from '#domain/export.ts'
import type { ActRow } from '#db/queries/export.ts'
import { readDocument, type ReadRow } from './read-document.ts'

/** The accepted acts of a bag, a document at a time. */
export async function* actsIn(folder: string): AsyncGenerator<readonly ActRow[]> {
  for await (const path of documentsIn(folder, 'acts')) {
    const acts: ActRow[] = []
    await readDocument(path, ({ name, attributes, text }) => {
      if (name !== 'act') return
      acts.push({
        id: attributes['id'] ?? '',
        principalId: attributes['principal'] ?? '',
        key: attributes['key'] ?? '',
        name: attributes['name'] ?? '',
        bodyHash: attributes['bodyHash'] ?? '',
        answer: JSON.parse(text),
        acceptedAt: attributes['acceptedAt'] ?? '',
      })
    })
    yield acts
  }
}

/** The verdicts of a bag on single records of works over many, a document at a time. */
export async function* verdictsIn(folder: string): AsyncGenerator<readonly ReadRow['fields'][]> {
  for await (const path of documentsIn(folder, 'verdicts')) {
    const rows: ReadRow['fields'][] = []
    await readDocument(path, ({ name, fields }) => {
      if (name === PAGED_TABLE) rows.push(fields)
    })
    yield rows
  }
}

/** A part of the payload that is not there holds nothing. */
async function* documentsIn(folder: string, part: string): AsyncGenerator<string> {
  const place = join(folder, PAYLOAD, part)
  if (!existsSync(place)) return
  for await (const entry of await opendir(place)) yield join(entry.parentPath, entry.name)
}
