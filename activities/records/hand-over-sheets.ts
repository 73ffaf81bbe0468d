import { laySheet } from '#domain/acts/hand-overs.ts'
import { handOverSheet, type HandOverForPrint } from '#domain/hand-over-sheet.ts'
import type { BilingualText } from '#domain/lifecycle.ts'
import type { PostRegister } from '#domain/organisation.ts'
import { renewUntil } from '#domain/lock.ts'
import { ROLE_NAMES } from '#domain/role-names.ts'
import type { Role } from '#domain/vocabulary.ts'
import { restructure } from '#db/gate/structure.ts'
import { passClaimedTasks } from '#db/hand-over.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
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
  const rows = await asEngine(
    { ...deps },
    (tx) => tx<DoneRow[]>`
    select h.id, h.post_id as "postId", h.from_id as "fromId", h.to_id as "toId", h.unit_id as "unitId", h.role, h.note, h.register,
      h.register_hash as "registerHash", h.proposed_at as "proposedAt", h.confirmed_at as "confirmedAt", h.accepted_at as "acceptedAt",
      a.name_zh as "fromName", b.name_zh as "toName", p.name_zh as "proposedBy", c.name_zh as "confirmedBy", u.name_zh as "unitName",
      s.name_zh as "siteName", s.id as "siteId"
    from post_hand_over h join person a on a.id = h.from_id join person b on b.id = h.to_id join person p on p.id = h.proposed_by
      join person c on c.id = h.confirmed_by join unit u on u.id = h.unit_id cross join site s
    where h.state = 'done' and h.sheet_key is null order by h.id limit ${MOST_AT_ONCE}`,
  )
  for (const row of rows) await layOne(deps, row)
  return rows.length
}

interface DoneRow {
  readonly id: string
  readonly postId: string
  readonly fromId: string
  readonly toId: string
  readonly unitId: string
  readonly role: Role
  readonly note: string
  readonly register: PostRegister
  readonly registerHash: string
  readonly proposedAt: Date
  readonly confirmedAt: Date
  readonly acceptedAt: Date
  readonly fromName: string
  readonly toName: string
  readonly proposedBy: string
  readonly confirmedBy: string
  readonly unitName: string
  readonly siteName: string
  readonly siteId: string
}

async function layOne(deps: SheetDeps, row: DoneRow): Promise<void> {
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

/** Renews the locks of all sheets: they are kept for ever, and a lock is short and rolling (DESIGN 2.8). */
export async function renewSheetLocks(deps: SheetDeps): Promise<void> {
  const { store, siteMode, run } = deps
  const rows = await asEngine(
    { ...deps },
    (tx) => tx<{ key: string; versionId: string | null }[]>`
    select sheet_key as key, sheet_version_id as "versionId" from post_hand_over where sheet_key is not null order by id`,
  )
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

async function printable(deps: SheetDeps, row: DoneRow): Promise<HandOverForPrint> {
  const { register } = row
  const subjects = [...register.tasks, ...register.holds].map(({ subjectId }) => subjectId)
  const beside = await asEngine({ ...deps }, async (tx) => ({
    codes: await tx<{ id: string; code: string }[]>`
      select id, archival_code as code from record where id = any(${subjects}::uuid[]) and archival_code is not null
      union all select id, number from disposal_list where id = any(${subjects}::uuid[])
      union all select id, number from transfer_batch where id = any(${subjects}::uuid[])`,
    deputies: await tx<{ id: string; name: string }[]>`
      select id, name_zh as name from person where id = any(${register.deputies.map(({ deputyId }) => deputyId)}::uuid[])`,
    steps: await tx<{ id: string; name: BilingualText }[]>`
      select t.id, s->'name' as name from task t
        left join record r on r.id = t.subject_id left join disposal_list l on l.id = t.subject_id left join transfer_batch b on b.id = t.subject_id
        join definition d on d.id = coalesce(r.definition_id, l.definition_id, b.definition_id)
        cross join lateral jsonb_array_elements(d.document->'steps') s
      where t.id = any(${register.tasks.map(({ id }) => id)}::uuid[]) and s->>'id' = t.step`,
    stayed: await tx<{ id: string }[]>`
      select id from task where id = any(${register.tasks.map(({ id }) => id)}::uuid[]) and state = 'claimed' and assignee_id = ${row.fromId}`,
  }))
  return {
    ...row,
    from: row.fromName,
    to: row.toName,
    roleName: ROLE_NAMES[row.role].zh,
    proposedAt: row.proposedAt.toISOString(),
    confirmedAt: row.confirmedAt.toISOString(),
    acceptedAt: row.acceptedAt.toISOString(),
    codes: new Map(beside.codes.map(({ id, code }) => [id, code])),
    deputies: new Map(beside.deputies.map(({ id, name }) => [id, name])),
    steps: new Map(beside.steps.map(({ id, name }) => [id, name])),
    stayed: new Set(beside.stayed.map(({ id }) => id)),
  }
}
