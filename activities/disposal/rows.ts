import { onSiteClock } from '#domain/dates.ts'
import type { Rows } from '#domain/state.ts'
import { rowsFrom } from '#db/gate/rows.ts'
import { readListPapers, type ListPapersRow } from '#db/queries/list-papers.ts'
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

/** Everything that the register and the certificate print, in one read. */
export async function papersOf(deps: EngineDeps, listId: string): Promise<ListPapers> {
  const papers = await asEngine(deps, (tx) => readListPapers(tx, listId))
  if (papers === undefined) throw new Error(`list ${listId} does not exist`)
  return papersFrom(papers)
}

function papersFrom({ rows, site, fonds, people, moments, copies }: ListPapersRow): ListPapers {
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
