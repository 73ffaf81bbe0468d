import { Button } from 'antd'
import { useRead } from '#ui/client/hooks.ts'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { FilterDay } from '#ui/components/filter-day.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { useAuditSearch } from './use-audit-search.ts'

/** Who did it. */
export function PersonFilter() {
  const { t, say } = useText()
  const { search, change } = useAuditSearch()
  const people = useRead('GET /api/audit/people', {}).data?.items ?? []
  return (
    <FilterSelect
      label={t('audit:person')}
      width={116}
      listWidth={220}
      list="long"
      value={search.personId}
      options={people.map((person) => ({ value: person.id, label: say(person.name) }))}
      onChange={(personId) => change({ personId })}
    />
  )
}

/** First and last day, both counted in. */
export function DaysFilter() {
  const { t } = useText()
  const { search, change } = useAuditSearch()
  return (
    <>
      <FilterDay
        id="audit-from"
        label={t('audit:from')}
        value={search.from}
        onChange={(from) => change({ from })}
      />
      <FilterDay id="audit-to" label={t('audit:to')} value={search.to} onChange={(to) => change({ to })} />
    </>
  )
}

export function ClearFilters() {
  const { t } = useText()
  const { search, clear } = useAuditSearch()
  if (Object.keys(search).every((name) => name === 'tab' || name === 'event')) return null
  return (
    <Button type="text" onClick={clear}>
      {t('audit:clear')}
    </Button>
  )
}
