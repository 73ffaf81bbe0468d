import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { PAYLOAD } from '#domain/bag.ts'
import type { ActRow } from '#db/queries/export.ts'
import { readDocument } from './read-document.ts'

/** The accepted acts of a bag, a document at a time. */
export async function* actsIn(folder: string): AsyncGenerator<readonly ActRow[]> {
  for await (const entry of await opendir(join(folder, PAYLOAD, 'acts'))) {
    const acts: ActRow[] = []
    await readDocument(join(entry.parentPath, entry.name), ({ name, attributes, text }) => {
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
