import { laySheet } from '#domain/acts/hand-overs.ts'
import { handOverSheet, type HandOverForPrint } from '#domain/hand-over-sheet.ts'
import { renewUntil } from '#domain/lock.ts'
import { ROLE_NAMES } from '#domain/role-names.ts'
import { restructure } from '#db/gate/structure.ts'
import { passClaimedTasks } from '#db/hand-over.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import {
  readSheets,
  readSheetWords,
  readUnprintedHandOvers,
  type SignedHandOverRow,
} from '#db/queries/hand-over-sheets.ts'
import { startRounds, type RunningRounds } from '#db/rounds.ts'
import { renderHandOverSheet } from '#activities/documents/hand-over-sheet.ts'
import { asEngine, type EngineDeps } from '#activities/engine.ts'

type SheetDeps = Pick<EngineDeps, 'sql' | 'gate' | 'store' | 'engineId' | 'siteMode' | 'run'>

/** A hand-over is rare: its sheet lies there within so long. */
const POLL_MS = 2_000
const BACK_OFF_MS = 5_000
const MOST_AT_ONCE = 20

/** Finishes hand-overs that both have signed: passes what is still claimed, and prints the register. */
export function startHandOverSheets(
  deps: SheetDeps & { readonly onFault: (error: unknown) => void },
): RunningRounds {
  const { onFault } = deps
  return startRounds({
    pollMs: POLL_MS,
    backOffMs: BACK_OFF_MS,
    round: () => layHandOverSheets(deps),
    onFault,
  })
}

/** Answers how many sheets were laid down. */
export async function layHandOverSheets(deps: SheetDeps): Promise<number> {
  const rows = await asEngine(deps, (tx) => readUnprintedHandOvers(tx, MOST_AT_ONCE))
  for (const row of rows) await layOne(deps, row)
  return rows.length
}

async function layOne(deps: SheetDeps, row: SignedHandOverRow): Promise<void> {
  const { sql, store, engineId } = deps
  const { fromId, toId, unitId, role } = row
  await passClaimedTasks({ ...deps, fromId, toId, unitId, role })
  const sheet = handOverSheet(await printable(deps, row))
  const createdAt = row.acceptedAt.toISOString()
  const body = await renderHandOverSheet({ sheet, siteName: row.siteName, createdAt })
  const key = objectKeyOf({ area: 'hand-over', ownerId: row.siteId, objectId: row.id })
  const laid = await store.put({
    bucket: 'evidence',
    key,
    body,
    contentType: 'application/pdf',
    lockUntilMs: await lockEnd(deps),
  })
  const { versionId, sha256, sizeBytes } = laid
  const said = { id: row.id, key, versionId, sha256, sizeBytes }
  const act = await restructure(
    sql,
    {
      name: 'hand-over.lay-sheet',
      principal: { kind: 'person', id: engineId },
      key: `hand-over/${row.id}/sheet`,
      body: { id: row.id },
      handOver: row,
    },
    (facts) => laySheet(facts, said),
  )
  if (act.kind === 'refused') throw new Error(`the sheet of hand-over ${row.id}: ${act.code}`)
}

/** Kept as the site's other evidence of its own is: a short lock that is renewed. */
async function lockEnd({ store, siteMode }: SheetDeps): Promise<number> {
  const standing = { kind: 'not-due', earliestLawfulEndMs: null } as const
  const lock = renewUntil({ siteMode, storeNowMs: await store.clockMs(), standing, retainUntilMs: null })
  if (lock.kind === 'leave') throw new Error(`a hand-over sheet has no lock: ${lock.reason}`)
  return lock.untilMs
}

/** Renews the locks of all sheets: they are kept for ever, and a lock is short and rolling (ADR 6). */
export async function renewSheetLocks(deps: SheetDeps): Promise<void> {
  const { store, siteMode, run } = deps
  const rows = await asEngine(deps, readSheets)
  for (const row of rows) {
    const ref = { bucket: 'evidence', ...row } as const
    const kept = await store.retentionOf(ref)
    const retainUntilMs = kept.kind === 'retained' ? kept.retainUntilMs : null
    const standing = { kind: 'not-due', earliestLawfulEndMs: null } as const
    const lock = renewUntil({ siteMode, storeNowMs: await store.clockMs(), standing, retainUntilMs })
    if (lock.kind === 'renew') await store.extendLock(ref, lock.untilMs)
    run.beat()
  }
}

async function printable(deps: SheetDeps, row: SignedHandOverRow): Promise<HandOverForPrint> {
  const beside = await asEngine(deps, (tx) => readSheetWords(tx, row))
  return {
    ...row,
    from: row.fromName,
    to: row.toName,
    roleName: ROLE_NAMES[row.role].zh,
    proposedAt: row.proposedAt.toISOString(),
    confirmedAt: row.confirmedAt.toISOString(),
    acceptedAt: row.acceptedAt.toISOString(),
    ...beside,
  }
}
