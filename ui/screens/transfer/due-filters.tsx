import { useNavigate, useSearch } from '@tanstack/react-router'
import { Select } from 'antd'
import { TRANSFER_RECEIVERS, type TransferReceiver } from '#domain/schedule.ts'
import type { Answered } from '#ui/client/call.ts'
import { useSession } from '#ui/client/session-context.ts'
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
      <Select
        allowClear
        aria-label={t('unit')}
        placeholder={t('unit')}
        style={{ width: 180 }}
        value={search.unitId ?? null}
        options={[...units].map(([value, label]) => ({ value, label }))}
        onChange={(unitId: string | null) => put({ unitId: unitId ?? undefined })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('class')}
        placeholder={t('class')}
        style={{ width: 260 }}
        value={search.classCode ?? null}
        options={[...classes].map(([value, label]) => ({ value, label }))}
        onChange={(classCode: string | null) => put({ classCode: classCode ?? undefined })}
      />
      <Select
        allowClear
        aria-label={t('transfer:year')}
        placeholder={t('transfer:year')}
        style={{ width: 130 }}
        value={search.year ?? null}
        options={years.map((year) => ({ value: year, label: String(year) }))}
        onChange={(year: number | null) => put({ year: year ?? undefined })}
      />
      <Select
        allowClear
        aria-label={t('transfer:receiver')}
        placeholder={t('transfer:receiver')}
        style={{ width: 160 }}
        value={search.receiver ?? null}
        options={TRANSFER_RECEIVERS.map((value) => ({ value, label: t(`vocabulary:receiver.${value}`) }))}
        onChange={(receiver: TransferReceiver | null) => put({ receiver: receiver ?? undefined })}
      />
    </div>
  )
}
