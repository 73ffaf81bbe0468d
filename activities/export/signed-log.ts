import { keyPathOf, leavesPathOf, notePathOf, type ExportFault } from '#domain/export.ts'
import { leafLine, leavesBetween, makeCheckpoint, readAsEngine } from '#db/checkpoints.ts'
import { sha256Hex } from '#db/gate/canonical.ts'
import { readHorizon } from '#db/queries/export.ts'
import { readCheckpointsAfter, readLatestCheckpoint, type CheckpointRow } from '#db/queries/checkpoints.ts'
import { fingerprintOf, publicKeyPem } from '#db/signing.ts'
import type { BagFolder } from './bag-folder.ts'
import type { ExportDeps } from './export-site.ts'

/** How far the export goes: to the head that is signed now, or, on a site without a key, to the end of the log. */
export async function positionToExport(deps: ExportDeps): Promise<number> {
  const { signingKey } = deps
  if (signingKey === null) return readHorizon(deps.sql)
  // A busy day has several heads: each takes what the one before has left.
  while ((await makeCheckpoint({ ...deps, signingKey })) !== undefined);
  return (await readLatestCheckpoint(deps.sql))?.throughPosition ?? 0
}

const PAGE = 20

/**
 * Every signed head up to a position with the list of its leaves, and the keys: the whole log in ids and hashes, against which each event
 * of the bag can be held without this site. Faults where the events are not what was signed.
 */
export async function exportLog(
  { sql, engineId }: ExportDeps,
  bag: BagFolder,
  throughPosition: number,
): Promise<{ readonly heads: number; readonly faults: readonly ExportFault[] }> {
  const faults: ExportFault[] = []
  const keys = new Map<string, Buffer>()
  let last: Pick<CheckpointRow, 'number' | 'throughPosition'> = { number: 0, throughPosition: 0 }
  for (;;) {
    const rows = await readCheckpointsAfter(sql, last.number, PAGE)
    const page = rows.filter((row) => row.throughPosition <= throughPosition)
    for (const row of page) {
      const { throughPosition: after } = last
      const leaves = await readAsEngine(sql, engineId, async (tx) => {
        const lines: string[] = []
        for await (const some of leavesBetween(tx, { after, through: row.throughPosition }))
          lines.push(...some.map(leafLine))
        return lines.join('')
      })
      if (sha256Hex(leaves) !== row.leavesSha256)
        faults.push({ code: 'leaves-differ', subject: `checkpoint ${row.number}` })
      await bag.put(notePathOf(row.number), row.note)
      await bag.put(leavesPathOf(row.number), leaves)
      keys.set(fingerprintOf(row.publicKey), row.publicKey)
      last = row
    }
    if (page.length < PAGE) break
  }
  for (const [fingerprint, key] of keys) await bag.put(keyPathOf(fingerprint), publicKeyPem(key))
  return { heads: last.number, faults }
}
