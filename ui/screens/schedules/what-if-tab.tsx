import type { ScheduleVersionView, WhatIfView } from '#api/contract/schedules.ts'
import { useRead } from '#ui/client/hooks.ts'
import { numberText } from '#ui/components/figures.ts'
import { ProportionBar } from '#ui/components/charts/proportion-bar.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { MOVEMENT_KINDS } from '#ui/search.ts'
import { movementSeries } from './movement-series.ts'
import { useNarrowing } from './use-narrowing.ts'
import { WhatIfCharts } from './what-if-charts.tsx'
import { WhatIfRecords } from './what-if-records.tsx'

/** Which records this version would move, by how much and when they would be due, before anybody activates it. */
export function WhatIfTab({ version }: { readonly version: ScheduleVersionView }) {
  const { t } = useText()
  const whatIf = useRead('GET /api/schedules/:id/what-if', { params: { id: version.id } })
  return (
    <Answered query={whatIf} rows={10}>
      {(found) => {
        const all = MOVEMENT_KINDS.reduce((sum, kind) => sum + found.total[kind], 0)
        if (all === 0)
          return (
            <EmptyState
              title={t('schedules:whatIf.none.title')}
              hint={t(
                version.state === 'active' ? 'schedules:whatIf.none.active' : 'schedules:whatIf.none.hint',
              )}
            />
          )
        return (
          <>
            <Summary whatIf={found} all={all} />
            <WhatIfCharts whatIf={found} />
            <WhatIfRecords version={version} whatIf={found} />
          </>
        )
      }}
    </Answered>
  )
}

function Summary({ whatIf, all }: { readonly whatIf: WhatIfView; readonly all: number }) {
  const { t } = useText()
  const { search, put } = useNarrowing()
  const { total, asOf } = whatIf
  const series = movementSeries(t)
  return (
    <section className="card" aria-labelledby="what-if">
      <div className="row spread">
        <h2 id="what-if">{t('schedules:whatIf.title', { n: numberText(all) })}</h2>
        <span className="faint">{t('schedules:whatIf.asOf', { on: asOf })}</span>
      </div>
      <div className="movements">
        {series.map(({ key, name, tone }) => (
          <button
            key={key}
            type="button"
            className="movement"
            aria-pressed={search.kind === key}
            disabled={total[key] === 0}
            onClick={() => put({ kind: search.kind === key ? undefined : key })}
          >
            <i className={`tone-${tone}`} aria-hidden="true" />
            <span>{name}</span>
            <strong>{numberText(total[key])}</strong>
          </button>
        ))}
      </div>
      <ProportionBar
        title={t('schedules:whatIf.shares')}
        parts={series.map((one) => ({ ...one, value: total[one.key] }))}
      />
      <Consequences total={total} />
    </section>
  )
}

/** What somebody would have to do, beside the dates that move. */
function Consequences({ total }: { readonly total: WhatIfView['total'] }) {
  const { t } = useText()
  const said = (['dueAtOnce', 'transferMoved', 'byHandOvertaken'] as const).filter((key) => total[key] > 0)
  if (said.length === 0) return null
  return (
    <ul className="consequences">
      {said.map((key) => (
        <li key={key} className={key === 'dueAtOnce' ? 'grave' : ''}>
          <strong>{numberText(total[key])}</strong> {t(`schedules:whatIf.consequence.${key}`)}
        </li>
      ))}
    </ul>
  )
}
