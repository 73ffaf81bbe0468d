import type { PlainDate } from '#domain/dates.ts'
import type { Tx } from '#db/actor.ts'
import type { rowsFrom } from '#db/gate/rows.ts'

/** The rows of a list as the gate would read them, and what its papers name. */
export interface ListPapersRow {
  readonly rows: Parameters<typeof rowsFrom>[0]
  readonly site: {
    readonly nameZh: string
    readonly zone: string
    readonly today: string
    readonly backupDays: number
  }
  readonly fonds: { readonly code: string; readonly name: string }
  readonly people: readonly { readonly id: string; readonly name: string; readonly unit: string }[]
  readonly moments: readonly {
    readonly type: string
    readonly actor: string
    readonly at: string
    readonly on: PlainDate
  }[]
  readonly copies: readonly { readonly recordId: string; readonly n: number }[] | null
}

/** Everything that the register and the certificate of a list print. */
export async function readListPapers(tx: Tx, listId: string): Promise<ListPapersRow | undefined> {
  const [row] = await tx<{ papers: ListPapersRow }[]>`
    select jsonb_build_object(
      'rows', gate_rows_of(l.id, '{"items": true, "objects": true}'),
      'site', (select jsonb_build_object('nameZh', name_zh, 'zone', zone, 'today', archive_today(), 'backupDays', backup_days) from site),
      'fonds', (select jsonb_build_object('code', f.code, 'name', f.name_zh) from fonds f where f.id = l.fonds_id),
      'people', (select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name_zh, 'unit', coalesce(u.name_zh, '')))
        from person p left join lateral (select x.name_zh from post o join unit x on x.id = o.unit_id where o.person_id = p.id limit 1) u on true
        where p.id in (select actor_id from event where stream_id = l.id)),
      'moments', (select jsonb_agg(jsonb_build_object('type', type, 'actor', actor_id, 'at', canonical::jsonb->>'at', 'on', canonical::jsonb->>'on') order by seq)
        from event where stream_id = l.id),
      'copies', (select jsonb_agg(jsonb_build_object('recordId', c.subject_id, 'n', c.n)) from (
        select subject_id, count(*)::int as n from object_copy
        where subject_id in (select record_id from disposal_list_item where subject_id = l.id) group by 1) c)) as papers
    from disposal_list l where l.id = ${listId}`
  return row?.papers
}
