import type { CodeUse } from '#domain/code-sequence.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { CodeExplanationRow, CodeReservationRow, CodeSequence } from '#domain/state/structure.ts'
import type { Tx } from '#db/actor.ts'

/** More sequences than a bureau opens in decades. */
const MOST = 5000

export interface FormerCodeView {
  readonly code: string
  readonly replacedBy: string
  readonly reason: string
  readonly renumberedOn: PlainDate
  readonly renumberedBy: string
}

/** What a record bore before, oldest first. */
export async function readFormerCodes(tx: Tx, recordId: string): Promise<readonly FormerCodeView[]> {
  return await tx<FormerCodeView[]>`
    with recursive chain as (
      select f.*, 1 as place from former_code f where f.subject_id = ${recordId}
        and not exists (select 1 from former_code x where x.subject_id = f.subject_id and x.replaced_by = f.code)
      union all select f.*, c.place + 1 from former_code f join chain c on f.subject_id = c.subject_id and f.code = c.replaced_by)
    select code, replaced_by as "replacedBy", reason, renumbered_on::text as "renumberedOn", renumbered_by as "renumberedBy"
    from chain order by place limit ${MOST}`
}

export interface SequenceRow extends CodeSequence {
  readonly fondsCode: string
  readonly next: number
}

/** Sequences of the fonds that units keep or form, newest year first. */
export async function readSequences(tx: Tx, units: readonly string[]): Promise<readonly SequenceRow[]> {
  return await tx<SequenceRow[]>`
    select c.fonds_id as "fondsId", f.code as "fondsCode", c.year, c.block, c.next
    from code_counter c join fonds f on f.id = c.fonds_id
    where (f.archives_unit_id = any(${[...units]}::uuid[]) or f.agency_unit_id = any(${[...units]}::uuid[])) and c.block like f.code || '-%'
      and (c.next > 1 or exists (select 1 from code_reservation r where r.fonds_id = c.fonds_id and r.year = c.year and r.block = c.block))
    order by c.year desc, c.block limit ${MOST}`
}

export async function readFondsOf(
  tx: Tx,
  units: readonly string[],
): Promise<
  readonly { readonly id: string; readonly code: string; readonly nameZh: string; readonly nameEn: string }[]
> {
  return await tx<{ id: string; code: string; nameZh: string; nameEn: string }[]>`
    select id, code, name_zh as "nameZh", name_en as "nameEn" from fonds
    where archives_unit_id = any(${[...units]}::uuid[]) or agency_unit_id = any(${[...units]}::uuid[]) order by code limit ${MOST}`
}

type Given = CodeUse & { readonly block: string }

/**
 * Every code of some sequences that stands on something or stood on it. Read as the product itself: a number that its reader may not
 * see a record of is given all the same, and no gap. It says nothing of the record but that.
 */
export async function readCodeUses(tx: Tx, blocks: readonly string[]): Promise<readonly Given[]> {
  return await tx<Given[]>`
    select b.block, r.archival_code as code, r.id as "recordId",
      case when r.place_step = 'destroyed' then 'destroyed' when r.quarantine = 'declared' then 'classified' when r.place_step = 'withdrawn' then 'import-withdrawn'
        when r.transferred_on is not null then 'transferred' else 'given' end as state
    from unnest(${[...blocks]}::text[]) as b(block) join record r on r.archival_code >= b.block || '-' and r.archival_code < b.block || '.'
    union all
    select s.block, s.code, s.id, 'classified' from secret_stub s
    where s.block = any(${[...blocks]}::text[]) and s.code is not null and coalesce(s.ended_as in ('destroyed', 'transferred'), true)
    union all
    select b.block, f.code, f.subject_id, 'renumbered'
    from unnest(${[...blocks]}::text[]) as b(block) join former_code f on f.code >= b.block || '-' and f.code < b.block || '.'
    union all
    select b.block, w.code, w.id, 'import-withdrawn' from (
      select r.id, e.canonical::jsonb->'data'->>'freedCode' as code from record r join event e on e.stream_id = r.id and e.type = 'record.import-withdrawn'
      where r.ended_on is not null and r.place_step = 'withdrawn' and r.archival_code is null) w
    join unnest(${[...blocks]}::text[]) as b(block) on w.code >= b.block || '-' and w.code < b.block || '.'`
}

export async function readReservations(
  tx: Tx,
  units: readonly string[],
): Promise<readonly CodeReservationRow[]> {
  return await tx<CodeReservationRow[]>`
    select v.id, v.sequence_id as "sequenceId", v.fonds_id as "fondsId", v.year, v.block, v.first_number as "firstNumber", v.last_number as "lastNumber",
      v.purpose, v.holder_unit_id as "holderUnitId", v.reserved_on::text as "reservedOn", v.reserved_by as "reservedBy",
      v.released_on::text as "releasedOn", v.released_by as "releasedBy", v.release_reason as "releaseReason", v.used_numbers as "usedNumbers"
    from code_reservation v join fonds f on f.id = v.fonds_id
    where f.archives_unit_id = any(${[...units]}::uuid[]) or f.agency_unit_id = any(${[...units]}::uuid[])
    order by v.reserved_on desc, v.first_number limit ${MOST}`
}

export async function readExplanations(
  tx: Tx,
  units: readonly string[],
): Promise<readonly CodeExplanationRow[]> {
  return await tx<CodeExplanationRow[]>`
    select x.id, x.sequence_id as "sequenceId", x.fonds_id as "fondsId", x.year, x.block, x.number, x.reason,
      x.explained_on::text as "explainedOn", x.explained_by as "explainedBy"
    from code_explanation x join fonds f on f.id = x.fonds_id
    where f.archives_unit_id = any(${[...units]}::uuid[]) or f.agency_unit_id = any(${[...units]}::uuid[])
    order by x.explained_on, x.id limit ${MOST}`
}

/** Of the records named, those that the reader sees. */
export async function readSeenCodes(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await tx<{ id: string; code: string | null }[]>`
    select id, archival_code as code from record where id = any(${[...ids]}::uuid[])`
  return new Map(rows.map(({ id, code }) => [id, code]))
}
