import type { VerificationState } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'

export interface VerificationRunRow {
  readonly id: string
  readonly askedBy: string
  readonly askedZh: string
  readonly askedEn: string
  readonly askedAt: Date
  readonly state: VerificationState
  readonly checked: number
  readonly total: number | null
  readonly events: number
  readonly finishedAt: Date | null
  readonly result: unknown
}

/** A run whose process has said nothing for so long is gone. */
const SILENCE = '60 seconds'

/** Begins a run, unless one is under way: then that one is answered, so that two who ask share the work. */
export async function beginVerification(
  sql: Sql,
  { id, askedBy }: { readonly id: string; readonly askedBy: string },
): Promise<{ readonly id: string; readonly kind: 'begun' | 'joined' }> {
  await sql`update verification_run set state = 'stopped', finished_at = now()
    where state = 'running' and touched_at < now() - ${SILENCE}::interval`
  const begun =
    await sql`insert into verification_run (id, asked_by) values (${id}, ${askedBy}) on conflict do nothing`
  if (begun.count === 1) return { id, kind: 'begun' }
  const [known] = await sql<
    { id: string }[]
  >`select id from verification_run where id = ${id} or state = 'running' order by (id = ${id}) desc limit 1`
  return { id: known?.id ?? id, kind: 'joined' }
}

export async function touchVerification(
  sql: Sql,
  { id, checked, total }: { readonly id: string; readonly checked: number; readonly total: number },
): Promise<void> {
  await sql`update verification_run set checked = ${checked}, total = ${total}, touched_at = now() where id = ${id}`
}

export async function endVerification(
  sql: Sql,
  ended: {
    readonly id: string
    readonly state: 'finished' | 'stopped'
    readonly events: number
    readonly result: unknown
  },
): Promise<void> {
  await sql`update verification_run set state = ${ended.state}, events = ${ended.events}, checked = coalesce(total, checked),
    touched_at = now(), finished_at = now(), result = ${sql.json(ended.result as never)} where id = ${ended.id}`
}

/** The latest first. */
export async function readVerifications(tx: Tx, limit: number): Promise<readonly VerificationRunRow[]> {
  return await tx<VerificationRunRow[]>`${select(tx)} order by v.asked_at desc, v.id limit ${limit}`
}

export async function readVerification(tx: Tx, id: string): Promise<VerificationRunRow | undefined> {
  const [row] = await tx<VerificationRunRow[]>`${select(tx)} where v.id = ${id}`
  return row
}

function select(tx: Tx) {
  return tx`select v.id, v.asked_by as "askedBy", p.name_zh as "askedZh", p.name_en as "askedEn", v.asked_at as "askedAt",
    case when v.state = 'running' and v.touched_at < now() - ${SILENCE}::interval then 'stopped' else v.state end as state,
    v.checked, v.total, v.events, v.finished_at as "finishedAt", v.result
    from verification_run v join person p on p.id = v.asked_by`
}
