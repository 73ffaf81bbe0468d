import { actsPathOf, verdictsPathOf } from '#domain/export.ts'
import { readAsEngine } from '#db/checkpoints.ts'
import { readActs, readVerdicts } from '#db/queries/export.ts'
import type { BagFolder } from './bag-folder.ts'
import { actsDocument, verdictsDocument } from './documents.ts'
import type { ExportDeps } from './export-site.ts'

const AT_ONCE = 2_000
const FIRST = '00000000-0000-0000-0000-000000000000'

/** What stands beside the histories in large numbers: the acts that the ledger accepted, and what works over many records did with each. */
export async function exportBeside({ sql, engineId }: ExportDeps, bag: BagFolder): Promise<void> {
  let act = { principalId: FIRST, key: '' }
  for (let number = 1; ; number += 1) {
    const from = act
    const page = await readAsEngine(sql, engineId, (tx) => readActs(tx, from, AT_ONCE))
    const last = page.at(-1)
    if (last === undefined) break
    await bag.put(actsPathOf(number), actsDocument(page))
    act = last
  }
  let verdict = { jobId: FIRST, subjectId: FIRST }
  for (let number = 1; ; number += 1) {
    const from = verdict
    const page = await readAsEngine(sql, engineId, (tx) => readVerdicts(tx, from, AT_ONCE))
    const last = page.at(-1)
    if (last === undefined) break
    await bag.put(verdictsPathOf(number), verdictsDocument(page))
    verdict = last
  }
}
