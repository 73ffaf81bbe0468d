import { useNavigate, useSearch } from '@tanstack/react-router'
import { TRANSFER_RECEIVERS } from '#domain/schedule.ts'
import type { Answered } from '#ui/client/call.ts'
import { useSession } from '#ui/client/session-context.ts'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { changed, type TransferSearch } from '#ui/search.ts'

type Forecast = Answered<'GET /api/transfer/forecast'>['items']

/** By unit, class, year of the due date and receiver; what may be chosen of the first three is what there is. */
export function DueFilters({ forecast }: { readonly forecast: Forecast }) {
  const { t, say } = useText()
  const { site } = useSession()
  const search = useSearch({ from: '/shell/transfer' })
  const navigate = useNavigate({ from: '/transfer' })
  const put = (part: Parameters<typeof changed<TransferSearch>>[1]) =>
    void navigate({ search: changed(search, part), replace: true })
  const thisYear = Number(site.today.slice(0, 4))
  const due = forecast.filter(({ year }) => year <= thisYear)
  const units = new Map(due.map(({ unitId, unitName }) => [unitId, say(unitName)]))
  const classes = new Map(due.map(({ classCode, className }) => [classCode, `${classCode} ${className}`]))
  const years = [...new Set(due.map(({ year }) => year))]
  return (
    <div className="filters">
      <FilterSelect
        label={t('unit')}
        width={180}
        value={search.unitId}
        options={[...units].map(([value, label]) => ({ value, label }))}
        onChange={(unitId) => put({ unitId })}
      />
      <FilterSelect
        label={t('class')}
        width={260}
        list="long"
        value={search.classCode}
        options={[...classes].map(([value, label]) => ({ value, label }))}
        onChange={(classCode) => put({ classCode })}
      />
      <FilterSelect
        label={t('transfer:year')}
        width={130}
        value={search.year}
        options={years.map((year) => ({ value: year, label: String(year) }))}
        onChange={(year) => put({ year })}
      />
      <FilterSelect
        label={t('transfer:receiver')}
        width={160}
        value={search.receiver}
        options={TRANSFER_RECEIVERS.map((value) => ({ value, label: t(`vocabulary:receiver.${value}`) }))}
        onChange={(receiver) => put({ receiver })}
      />
    </div>
  )
}
