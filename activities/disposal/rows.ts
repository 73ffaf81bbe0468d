import { onSiteClock, type PlainDate } from '#domain/dates.ts'
import type { Rows } from '#domain/state.ts'
import { rowsFrom } from '#db/gate/rows.ts'
import { asEngine, type EngineDeps } from '#activities/engine.ts'

/** The rows of a list as the gate would read them, and the people and words that its papers need. */
export interface ListPapers {
  readonly rows: Rows
  readonly siteNameZh: string
  readonly zone: string
  readonly today: string
  readonly backupDays: number
  readonly fonds: { readonly code: string; readonly name: string }
  readonly names: ReadonlyMap<string, { readonly name: string; readonly unit: string }>
  /** The acts of the list in their order, at the time that the site's clock showed. */
  readonly moments: readonly Moment[]
  readonly copiesOf: ReadonlyMap<string, number>
  readonly opinionOf: (recordId: string) => string
}

interface Moment {
  readonly type: string
  readonly actor: string
  readonly at: string
}

interface PapersJson {
  readonly rows: Parameters<typeof rowsFrom>[0]
  readonly site: {
    readonly nameZh: string
    readonly zone: string
    readonly today: string
    readonly backupDays: number
  }
  readonly fonds: { readonly code: string; readonly name: string }
  readonly people: readonly { readonly id: string; readonly name: string; readonly unit: string }[]
  readonly moments: readonly (Moment & { readonly on: PlainDate })[]
  readonly copies: readonly { readonly recordId: string; readonly n: number }[] | null
}

/** Everything that the register and the certificate print, in one read. */
export async function papersOf(deps: EngineDeps, listId: string): Promise<ListPapers> {
  const [row] = await asEngine(
    deps,
    (tx) => tx<{ papers: PapersJson }[]>`
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
    from disposal_list l where l.id = ${listId}`,
  )
  if (row === undefined) throw new Error(`list ${listId} does not exist`)
  return papersFrom(row.papers)
}

function papersFrom({ rows, site, fonds, people, moments, copies }: PapersJson): ListPapers {
  const all = rowsFrom(rows)
  return {
    rows: all,
    siteNameZh: site.nameZh,
    zone: site.zone,
    today: site.today,
    backupDays: site.backupDays,
    fonds,
    names: new Map(people.map(({ id, name, unit }) => [id, { name, unit }])),
    moments: moments.map(({ type, actor, at, on }) => ({ type, actor, at: onSiteClock(at, on, site.zone) })),
    copiesOf: new Map((copies ?? []).map(({ recordId, n }) => [recordId, n])),
    opinionOf: (recordId) => {
      const verdicts = all
        .all('disposalOpinion')
        .map((opinion) => opinion.verdicts.find((v) => v.recordId === recordId)?.verdict)
      return `${verdicts.filter((verdict) => verdict === 'destroy').length} / ${verdicts.length} 销毁`
    },
  }
}

export function nameOf(papers: ListPapers, personId: string | null): string {
  return personId === null ? '' : (papers.names.get(personId)?.name ?? '')
}

/** When an act of the list was done last, by the site's clock; empty when it was not. */
export function momentOf(papers: ListPapers, type: string, actor?: string | null): string {
  return (
    papers.moments.findLast(
      (moment) => moment.type === type && (actor === undefined || moment.actor === actor),
    )?.at ?? ''
  )
}
