import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { ScheduleDetailView, ScheduleRowView } from '#api/contract/schedules.ts'
import { CONFIDENCES } from '#domain/schedule.ts'
import { sourceWords } from '#domain/source-words.ts'
import { RECORD_FAMILIES } from '#domain/vocabulary.ts'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { ActionButton } from '#ui/components/action-button.tsx'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import type { ScheduleSearch } from '#ui/search.ts'
import { ConfirmRow } from './confirm-row.tsx'
import { byTerm, confidenceText, termText } from './row-words.ts'
import { useNarrowing } from './use-narrowing.ts'

/** The rows of a version, narrowed by what stands in the address; a row marked [?] says so and waits for a person. */
export function RowsTab({ schedule }: { readonly schedule: ScheduleDetailView }) {
  const text = useText()
  const { t } = text
  const search = useSearch({ from: '/shell/schedules/$versionId' })
  const navigate = useNavigate({ from: '/schedules/$versionId' })
  const [confirming, setConfirming] = useState<ScheduleRowView>()
  const rows = schedule.rows.filter((row) => isWanted(row, search))
  return (
    <>
      <RowFilters rows={schedule.rows} shown={rows.length} />
      {rows.length === 0 ? (
        <EmptyState title={t('schedules:noRows.title')} hint={t('schedules:noRows.hint')}>
          <Button onClick={() => void navigate({ search: {}, replace: true })}>{t('records:clear')}</Button>
        </EmptyState>
      ) : (
        <DataTable
          name="schedule-rows"
          caption={t('schedules:tab.rows')}
          items={rows}
          keyOf={({ id }) => id}
          classOf={({ isActive }) => (isActive ? '' : 'is-open')}
          columns={columnsOf(text, { schedule, onConfirm: setConfirming })}
        />
      )}
      {confirming !== undefined && (
        <ConfirmRow
          versionId={schedule.version.id}
          row={confirming}
          onClose={() => setConfirming(undefined)}
        />
      )}
    </>
  )
}

function isWanted(row: ScheduleRowView, { q, family, term, confidence }: ScheduleSearch): boolean {
  const words = (q ?? '').trim().toLowerCase()
  const said =
    `${row.code} ${row.category} ${row.title} ${row.source} ${sourceWords(row.source).zh}`.toLowerCase()
  return (
    words.split(/\s+/).every((word) => said.includes(word)) &&
    (family === undefined || row.family === family) &&
    (term === undefined || String(row.period) === term) &&
    (confidence === undefined || row.confidence === confidence)
  )
}

interface RowFiltersProps {
  readonly rows: readonly ScheduleRowView[]
  readonly shown: number
}

function RowFilters({ rows, shown }: RowFiltersProps) {
  const { t } = useText()
  const { search, put } = useNarrowing()
  const families = RECORD_FAMILIES.filter((family) => rows.some((row) => row.family === family))
  const terms = [...new Set(rows.map(({ period }) => period))].toSorted(byTerm)
  const grades = CONFIDENCES.filter((name) => rows.some(({ confidence }) => confidence === name))
  return (
    <search>
      <div className="filters">
        <Input
          allowClear
          value={search.q ?? ''}
          aria-label={t('schedules:filter.q')}
          placeholder={t('schedules:filter.q')}
          style={{ width: 240 }}
          onChange={(event) => put({ q: event.target.value })}
        />
        <FilterSelect
          label={t('schedules:family.label')}
          width={160}
          value={search.family}
          options={families.map((name) => ({ value: name, label: t(`schedules:family.${name}`) }))}
          onChange={(family) => put({ family })}
        />
        <FilterSelect
          label={t('schedules:term')}
          width={120}
          value={search.term}
          options={terms.map((term) => ({ value: String(term), label: termText(t, term) }))}
          onChange={(term) => put({ term })}
        />
        <FilterSelect
          label={t('schedules:confidence')}
          width={180}
          value={search.confidence}
          options={grades.map((name) => ({ value: name, label: confidenceText(t, name) }))}
          onChange={(confidence) => put({ confidence })}
        />
        <output className="faint">{t('shownOf', { shown, total: rows.length })}</output>
      </div>
    </search>
  )
}

interface Shown {
  readonly schedule: ScheduleDetailView
  readonly onConfirm: (row: ScheduleRowView) => void
}

function columnsOf({ t, say }: Text, { schedule, onConfirm }: Shown): readonly Column<ScheduleRowView>[] {
  return [
    { title: t('class'), width: 92, render: ({ code }) => <span className="code">{code}</span> },
    {
      title: t('title'),
      render: ({ title, category, alsoFor }) => (
        <>
          <Clipped text={title} />
          <Clipped
            className="faint small"
            text={
              alsoFor.length === 0
                ? category
                : t('schedules:alsoFor', { category, codes: alsoFor.join(t('listSeparator')) })
            }
          />
        </>
      ),
    },
    {
      key: 'term',
      title: t('schedules:term'),
      width: 112,
      render: ({ period, maximumYears }) => (
        <>
          <strong>{termText(t, period)}</strong>
          {maximumYears !== null && (
            <div className="faint small">{t('schedules:maximum', { years: maximumYears })}</div>
          )}
        </>
      ),
    },
    {
      key: 'start',
      title: t('schedules:start'),
      width: 176,
      render: (row) => <Start row={row} />,
    },
    {
      key: 'scan',
      title: t('schedules:scan'),
      width: 96,
      render: ({ scanPolicy }) => t(`vocabulary:choice.${scanPolicy}`),
    },
    {
      key: 'source',
      title: t('schedules:source'),
      width: 240,
      render: ({ source }) => <Clipped text={say(sourceWords(source))} />,
    },
    {
      key: 'confidence',
      title: t('schedules:confidence'),
      width: 168,
      render: (row) =>
        row.isActive ? (
          <Confirmed row={row} />
        ) : (
          <Unconfirmed row={row} schedule={schedule} onConfirm={onConfirm} />
        ),
    },
  ]
}

interface RowProps {
  readonly row: ScheduleRowView
}

/** What the period is counted from. */
function Start({ row: { trigger, triggerOf, cutOff, follows } }: RowProps) {
  const { t } = useText()
  if (trigger === 'follows')
    return <Clipped text={t('schedules:follows', { codes: follows.join(t('listSeparator')) })} />
  return (
    <>
      <Clipped
        text={[t(`schedules:trigger.${trigger}`), ...(triggerOf === null ? [] : [triggerOf])].join(' ')}
      />
      <Clipped className="faint small" text={t(`schedules:cutOff.${cutOff}`)} />
    </>
  )
}

/** How sure a row is, and who confirmed it. */
function Confirmed({ row }: RowProps) {
  const { t, say } = useText()
  return (
    <span title={say(sourceWords(row.note))}>
      <Tag tone={row.confidence === 'C' ? 'ok' : 'plain'}>{confidenceText(t, row.confidence)}</Tag>
      {row.confirmedBy !== null && <div className="faint small">{say(row.confirmedBy.name)}</div>}
    </span>
  )
}

/** A row that is not in force before a person confirms it. */
function Unconfirmed({ row, schedule, onConfirm }: RowProps & Shown) {
  const { t } = useText()
  return (
    <span className="row">
      <Tag tone="soon">[?]</Tag>
      <ActionButton
        size="small"
        action={schedule.allowed.confirm}
        aria-label={t('schedules:confirm.of', { code: row.code })}
        onClick={() => onConfirm(row)}
      >
        {t('schedules:confirm.open')}
      </ActionButton>
    </span>
  )
}
