import { Input } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import type { AuditEventView } from '#api/contract/audit.ts'
import { EVENT_TYPES, STREAM_KINDS } from '#domain/vocabulary.ts'
import { usePages, useRead } from '#ui/client/hooks.ts'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { SavedFilters } from '#ui/screens/saved/saved-filters.tsx'
import type { AuditSearch } from '#ui/search.ts'
import { EventDetail } from './event-detail.tsx'
import { ClearFilters, DaysFilter, PersonFilter } from './filters.tsx'
import { SubjectText } from './subject-text.tsx'
import { useAuditSearch } from './use-audit-search.ts'

const KEY = (event: AuditEventView) => `${event.subject.id}.${event.seq}`

/** Every event that the reader may see; the chosen one with what it changed. */
export function EventsTab() {
  const text = useText()
  const { t } = text
  const { search, change } = useAuditSearch()
  const events = usePages('GET /api/audit/events', { query: queryOf(search) })
  const items = events.data?.pages.flatMap((page) => page.items) ?? []
  const total = events.data?.pages[0]?.total
  const chosen = search.event ?? null
  return (
    <div className="page-body">
      <div className="filters">
        <EventFilters key={search.q ?? ''} />
        <SavedFilters screen="audit" search={search} />
      </div>
      {events.isPending && <Loading rows={10} />}
      {events.error !== null && <ErrorState error={events.error} onRetry={() => void events.refetch()} />}
      {events.data !== undefined && items.length === 0 && (
        <EmptyState title={t('audit:events.none')} hint={t('audit:events.noneHint')}>
          <ClearFilters />
        </EmptyState>
      )}
      {items.length > 0 && (
        <div className={chosen === null ? 'audit-list' : 'audit-list with-detail'}>
          <div className="stack">
            <DataTable
              name="audit-events"
              caption={t('audit:tab.events')}
              items={items}
              keyOf={KEY}
              columns={columnsOf(text, {
                chosen,
                choose: (event) => change({ event: event === chosen ? undefined : event }),
              })}
              classOf={(event) => (KEY(event) === chosen ? 'chosen' : '')}
            />
            {total !== undefined && (
              <MoreButton
                shown={items.length}
                total={total}
                hasMore={events.hasNextPage}
                isBusy={events.isFetchingNextPage}
                onMore={() => void events.fetchNextPage()}
              />
            )}
          </div>
          {chosen !== null && (
            <EventDetail key={chosen} event={chosen} onClose={() => change({ event: undefined })} />
          )}
        </div>
      )}
    </div>
  )
}

function queryOf({ q, personId, type, stream, unitId, from, to }: AuditSearch) {
  return {
    ...(q === undefined ? {} : { q }),
    ...(personId === undefined ? {} : { actorId: personId }),
    ...(type === undefined ? {} : { type }),
    ...(stream === undefined ? {} : { streamKind: stream }),
    ...(unitId === undefined ? {} : { unitId }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}

interface Choice {
  readonly chosen: string | null
  readonly choose: (event: string) => void
}

function columnsOf({ t, say }: Text, { chosen, choose }: Choice): readonly Column<AuditEventView>[] {
  const columns: readonly Column<AuditEventView>[] = [
    {
      key: 'day',
      title: t('audit:day'),
      width: 136,
      render: (event) => (
        <time dateTime={event.at} title={event.at}>
          {event.on} <span className="faint">{dayjs(event.at).format('HH:mm')}</span>
        </time>
      ),
    },
    {
      key: 'person',
      title: t('audit:person'),
      width: 118,
      render: (event) => <Clipped text={say(event.actor.name)} />,
    },
    {
      title: t('audit:what'),
      render: (event) => (
        <button
          type="button"
          className="link-button clip"
          aria-expanded={KEY(event) === chosen}
          title={t(`events:${event.type}`)}
          onClick={() => choose(KEY(event))}
        >
          {say(event.summary)}
        </button>
      ),
    },
    {
      key: 'subject',
      title: t('audit:subject'),
      width: 300,
      render: (event) => <SubjectText subject={event.subject} />,
    },
    {
      key: 'hash',
      title: t('audit:hash'),
      width: 84,
      render: (event) => (
        <span className="code" title={event.hash}>
          {event.hash.slice(0, 8)}
        </span>
      ),
    },
  ]
  return chosen === null ? columns : columns.slice(0, 3)
}

function EventFilters() {
  const { t, say } = useText()
  const { search, change } = useAuditSearch()
  const [words, setWords] = useState(search.q ?? '')
  const units = useRead('GET /api/units', {}).data?.items ?? []
  return (
    <search>
      <form className="filters" aria-label={t('audit:filters')} onSubmit={(event) => event.preventDefault()}>
        <Input
          allowClear
          value={words}
          aria-label={t('audit:q')}
          placeholder={t('audit:q')}
          style={{ width: 150 }}
          onChange={(event) => setWords(event.target.value)}
          // A form with several fields and no button sends nothing of itself.
          onPressEnter={() => change({ q: words.trim() })}
          onClear={() => change({ q: undefined })}
        />
        <PersonFilter />
        <FilterSelect
          label={t('audit:type')}
          width={130}
          listWidth={260}
          list="long"
          value={search.type}
          options={EVENT_TYPES.map((type) => ({ value: type, label: t(`events:${type}`) }))}
          onChange={(type) => change({ type })}
        />
        <FilterSelect
          label={t('audit:stream.label')}
          width={106}
          value={search.stream}
          options={STREAM_KINDS.map((kind) => ({ value: kind, label: t(`audit:stream.${kind}`) }))}
          onChange={(stream) => change({ stream })}
        />
        <FilterSelect
          label={t('unit')}
          width={120}
          listWidth={260}
          list="long"
          value={search.unitId}
          options={units.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
          onChange={(unitId) => change({ unitId })}
        />
        <DaysFilter />
        <ClearFilters />
      </form>
    </search>
  )
}
