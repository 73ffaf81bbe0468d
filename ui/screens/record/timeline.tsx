import { Select } from 'antd'
import { useState } from 'react'
import type { RecordDetailView } from '#api/contract/records.ts'
import { usePages } from '#ui/client/hooks.ts'
import { EventList } from '#ui/components/event-list.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { ErrorState, Loading } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'

const KINDS = ['all', 'person', 'machine', 'hold'] as const
type Kind = (typeof KINDS)[number]

/** One stream: people, machines, dates and holds. What lay after the chosen day fades. */
export function Timeline({ record }: { readonly record: RecordDetailView }) {
  const { t } = useText()
  const events = usePages('GET /api/records/:id/events', { params: { id: record.id }, query: { limit: 200 } })
  const [kind, setKind] = useState<Kind>('all')
  const all = events.data?.pages.flatMap((page) => page.items) ?? []
  const days = [...new Set(all.map((event) => event.on))].toSorted()
  const [dayIndex, setDayIndex] = useState<number>()
  const asOf = dayIndex === undefined ? undefined : days[dayIndex]
  const shown = all.filter((event) => {
    if (kind === 'all') return true
    if (kind === 'hold') return event.type.startsWith('hold.')
    return kind === 'machine' ? event.workflow !== null : event.workflow === null
  })
  const total = events.data?.pages[0]?.total
  return (
    <div className="page-body">
      <div className="panel as-of">
        <label htmlFor="as-of">{t('record:asOf')}</label>
        <strong>{asOf ?? t('record:today')}</strong>
        <input
          id="as-of"
          type="range"
          min={0}
          max={Math.max(0, days.length - 1)}
          value={dayIndex ?? Math.max(0, days.length - 1)}
          aria-valuetext={asOf ?? t('record:today')}
          disabled={days.length < 2}
          onChange={(event) => {
            const index = Number(event.target.value)
            setDayIndex(index >= days.length - 1 ? undefined : index)
          }}
        />
        <Select<Kind>
          aria-label={t('record:kind.label')}
          value={kind}
          onChange={setKind}
          options={KINDS.map((name) => ({ value: name, label: t(`record:kind.${name}`) }))}
          style={{ width: 140 }}
        />
      </div>
      {events.isPending && <Loading rows={8} />}
      {events.error !== null && <ErrorState error={events.error} onRetry={() => void events.refetch()} />}
      <EventList events={shown} asOf={asOf} />
      {total !== undefined && (
        <MoreButton
          shown={all.length}
          total={total}
          hasMore={events.hasNextPage}
          isBusy={events.isFetchingNextPage}
          onMore={() => void events.fetchNextPage()}
        />
      )}
    </div>
  )
}
