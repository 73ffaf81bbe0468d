import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { changed, type StoreSearch } from '#ui/search.ts'

/** Files of persons who retire now were begun when they were hired: two generations of years. */
const YEARS_BACK = 80

/** By unit, class and year of forming, kept in the address. */
export function UnplacedFilters() {
  const { t, say } = useText()
  const { site } = useSession()
  const search = useSearch({ from: '/shell/store' })
  const navigate = useNavigate({ from: '/store' })
  const units = useRead('GET /api/units', {}).data?.items ?? []
  const classes = useRead('GET /api/classes', {}).data?.items ?? []
  const thisYear = Number(site.today.slice(0, 4))
  const put = (part: Parameters<typeof changed<StoreSearch>>[1]) =>
    void navigate({ search: changed<StoreSearch>(search, part), replace: true })
  return (
    <search className="filters" aria-label={t('store:unplaced.filters')}>
      <FilterSelect
        label={t('unit')}
        width={170}
        list="long"
        value={search.unitId}
        options={units.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
        onChange={(unitId) => put({ unitId })}
      />
      <FilterSelect
        label={t('class')}
        width={200}
        listWidth={360}
        list="long"
        value={search.classCode}
        options={classes.map((entry) => ({ value: entry.code, label: `${entry.code} ${entry.title}` }))}
        onChange={(classCode) => put({ classCode })}
      />
      <FilterSelect
        label={t('store:unplaced.year')}
        width={120}
        list="long"
        value={search.year}
        options={Array.from({ length: YEARS_BACK }, (_, back) => thisYear - back).map((year) => ({
          value: year,
          label: String(year),
        }))}
        onChange={(year) => put({ year })}
      />
    </search>
  )
}
