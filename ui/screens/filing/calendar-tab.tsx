import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { FilingPeriodView, FilingRowView } from '#api/contract/filings.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { monthName } from './month-name.ts'

const TONES: Readonly<Record<FilingPeriodView['state'], TagTone>> = {
  filed: 'ok',
  'filed-late': 'info',
  open: 'plain',
  due: 'soon',
  late: 'over',
}
/** Beside the colour, for who does not see it. */
const MARKS: Readonly<Record<FilingPeriodView['state'], string>> = {
  filed: '✓ ',
  'filed-late': '✓ ',
  open: '',
  due: '… ',
  late: '! ',
}
const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'] as const
/** More periods than this in a month are shown as one figure. */
const MOST_CHIPS = 3

interface Chosen {
  readonly row: FilingRowView
  readonly period: FilingPeriodView
}

/** A year's grid: for each unit and class what is filed, what is due and what is late. */
export function CalendarTab() {
  const { t } = useText()
  const { year } = useSearch({ from: '/shell/filing' })
  const calendar = useRead('GET /api/filing-calendar', { query: year === undefined ? {} : { year } })
  const [chosen, setChosen] = useState<Chosen>()
  return (
    <Answered query={calendar}>
      {(view) => (
        <div className="stack">
          <YearBar year={view.year} />
          <p className="row wrap">
            {(['filed', 'filed-late', 'due', 'late', 'open'] as const).map((state) => (
              <Tag key={state} tone={TONES[state]}>
                {MARKS[state]}
                {t(`filing:state.${state}`)}
              </Tag>
            ))}
          </p>
          {view.rows.length === 0 ? (
            <EmptyState title={t('filing:calendar.emptyTitle')} hint={t('filing:calendar.emptyHint')} />
          ) : (
            <Grid rows={view.rows} onChoose={setChosen} />
          )}
          {chosen !== undefined && <PeriodDialog {...chosen} onClose={() => setChosen(undefined)} />}
        </div>
      )}
    </Answered>
  )
}

function YearBar({ year }: { readonly year: number }) {
  const { t } = useText()
  const navigate = useNavigate({ from: '/filing' })
  const go = (to: number) => void navigate({ search: { tab: 'calendar', year: to } })
  return (
    <nav className="row" aria-label={t('filing:calendar.year')}>
      <Button onClick={() => go(year - 1)} aria-label={t('filing:calendar.before', { year: year - 1 })}>
        ‹
      </Button>
      <strong>{year}</strong>
      <Button onClick={() => go(year + 1)} aria-label={t('filing:calendar.after', { year: year + 1 })}>
        ›
      </Button>
    </nav>
  )
}

interface GridProps {
  readonly rows: readonly FilingRowView[]
  readonly onChoose: (chosen: Chosen) => void
}

function Grid({ rows, onChoose }: GridProps) {
  const { t, say, language } = useText()
  return (
    <div className="panel table-frame">
      <table className="data-table filing-grid">
        <caption className="visually-hidden">{t('filing:tab.calendar')}</caption>
        <colgroup>
          <col width={210} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('filing:calendar.unitAndClass')}</th>
            {MONTHS.map((month) => (
              <th key={month} scope="col">
                {monthName(Number(month), language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.unitId}/${row.classId}`}>
              <th scope="row">
                <span>{say(row.unitName)}</span>
                <span className="muted">
                  <span className="code">{row.classCode}</span> {say(row.className)} ·{' '}
                  {t(`filing:cadence.${row.cadence}`)}
                </span>
              </th>
              {MONTHS.map((month) => (
                <td key={month}>
                  <Month
                    row={row}
                    periods={row.periods.filter(({ toOn }) => toOn.slice(5, 7) === month)}
                    onChoose={onChoose}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface MonthProps {
  readonly row: FilingRowView
  readonly periods: readonly FilingPeriodView[]
  readonly onChoose: (chosen: Chosen) => void
}

function Month({ row, periods, onChoose }: MonthProps) {
  const { t } = useText()
  if (periods.length <= MOST_CHIPS)
    return periods.map((period) => (
      <Chip key={period.fromOn} row={row} period={period} onChoose={onChoose} text={period.toOn.slice(8)} />
    ))
  const first = periods.find(({ state }) => state === 'late') ?? periods.find(({ state }) => state === 'due')
  const filed = periods.filter(({ filedOn }) => filedOn !== null).length
  const shown = first ?? periods.at(-1)
  if (shown === undefined) return null
  const text = t('filing:calendar.count', { filed, of: periods.length })
  return <Chip row={row} period={shown} onChoose={onChoose} text={text} />
}

interface ChipProps {
  readonly row: FilingRowView
  readonly period: FilingPeriodView
  readonly text: string
  readonly onChoose: (chosen: Chosen) => void
}

function Chip({ row, period, text, onChoose }: ChipProps) {
  const { t } = useText()
  const { fromOn, toOn, dueOn, state } = period
  const words = t('filing:calendar.chip', {
    from: fromOn,
    to: toOn,
    due: dueOn,
    state: t(`filing:state.${state}`),
  })
  return (
    <button
      type="button"
      className={`tag filing-chip ${TONES[state]}`}
      title={words}
      aria-label={words}
      onClick={() => onChoose({ row, period })}
    >
      {MARKS[state]}
      {text}
    </button>
  )
}

function PeriodDialog({ row, period, onClose }: Chosen & { readonly onClose: () => void }) {
  const { t, say } = useText()
  const [note, setNote] = useState('')
  const id = useId()
  const state = useAct('POST /api/filing-calendar/statements', { onDone: onClose })
  const canState = row.state.allowed && (period.state === 'due' || period.state === 'late')
  const { unitId, classId } = row
  const { fromOn, toOn, dueOn, filedOn, records } = period
  return (
    <Dialog
      title={t('filing:period.title', { from: fromOn, to: toOn })}
      onClose={onClose}
      {...(canState
        ? {
            act: (
              <Button
                type="primary"
                loading={state.isPending}
                onClick={() => state.mutate({ body: { unitId, classId, fromOn, toOn, note: note.trim() } })}
              >
                {t('filing:period.verb')}
              </Button>
            ),
          }
        : {})}
    >
      <div className="stack">
        <dl className="dl">
          <dt>{t('unit')}</dt>
          <dd>{say(row.unitName)}</dd>
          <dt>{t('class')}</dt>
          <dd>
            <span className="code">{row.classCode}</span> {say(row.className)}
          </dd>
          <dt>{t('filing:period.due')}</dt>
          <dd>
            {dueOn} <Tag tone={TONES[period.state]}>{t(`filing:state.${period.state}`)}</Tag>
          </dd>
          {filedOn !== null && (
            <>
              <dt>{t('filing:period.filed')}</dt>
              <dd>{t('filing:period.filedLine', { on: filedOn, count: records ?? 0 })}</dd>
            </>
          )}
        </dl>
        {canState && (
          <>
            <p className="muted">{t('filing:period.rule')}</p>
            <div className="field">
              <label htmlFor={id}>{t('filing:period.note')}</label>
              <Input id={id} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
            </div>
          </>
        )}
        <ProblemNotice error={state.error} />
      </div>
    </Dialog>
  )
}
