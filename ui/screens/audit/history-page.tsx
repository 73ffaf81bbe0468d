import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import type { HistoryComparisonView } from '#api/contract/audit.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { ChangeTable } from '#ui/components/change-table.tsx'
import { DayBar } from '#ui/components/day-bar.tsx'
import { PageHead } from '#ui/components/page-head.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import type { HistorySearch } from '#ui/search.ts'
import { SubjectText } from './subject-text.tsx'
import './audit.css'
import '#ui/screens/replay/replay.css'

/** Two days of any history: a list, a batch, a schedule, the site with its units, a person. Made of its events and nothing else. */
export function HistoryPage() {
  const { streamId } = useParams({ from: '/shell/audit/history/$streamId' })
  const { site } = useSession()
  const search = useSearch({ from: '/shell/audit/history/$streamId' })
  const { on = site.today, and = site.today, table } = search
  const [from, to] = on <= and ? [on, and] : [and, on]
  const comparison = useRead(
    'GET /api/audit/histories/:id/comparison',
    { params: { id: streamId }, query: { from, to, ...(table === undefined ? {} : { table }) } },
    { former: 'keep' },
  )
  return (
    <Answered query={comparison} heading="h1">
      {(found) => <Compared found={found} search={search} />}
    </Answered>
  )
}

interface ComparedProps {
  readonly found: HistoryComparisonView
  readonly search: HistorySearch
}

function Compared({ found, search }: ComparedProps) {
  const { t } = useText()
  const { site } = useSession()
  const navigate = useNavigate({ from: '/audit/history/$streamId' })
  const { subject, changes } = found
  const count = found.tables
    .filter(({ table }) => search.table === undefined || table === search.table)
    .reduce((sum, { changes: own }) => sum + own, 0)
  return (
    <div className="page">
      <PageHead
        title={t('audit:comparedOf', {
          title: subject.title ?? t(`audit:stream.${subject.kind}`),
        })}
        actions={
          <Link to="/audit">
            <Button tabIndex={-1}>{t('audit:toAudit')}</Button>
          </Link>
        }
      >
        <DayBar
          days={found.days}
          on={search.on ?? site.today}
          and={search.and ?? site.today}
          today={site.today}
          onShow={(on, and) =>
            void navigate({
              search: { ...search, on, ...(and === undefined ? {} : { and }) },
              replace: true,
            })
          }
        />
      </PageHead>
      <section className="page-body">
        <div className="card stack">
          <div className="row wrap spread">
            <h2>{t('audit:differences')}</h2>
            <SubjectText subject={subject} />
          </div>
          {found.tables.length === 0 ? (
            <EmptyState title={t('audit:act.noChange')} hint={t('audit:noDifferenceHint')} />
          ) : (
            <>
              <TableChoice found={found} chosen={search.table} />
              {changes.length < count && (
                <p className="muted">{t('audit:firstOf', { shown: changes.length, count })}</p>
              )}
              <ChangeTable changes={changes} names={found.names} heads={[found.from, found.to]} />
            </>
          )}
        </div>
      </section>
    </div>
  )
}

interface TableChoiceProps {
  readonly found: HistoryComparisonView
  readonly chosen: string | undefined
}

/** What differs, counted by kind of thing; one of them can be looked at alone. */
function TableChoice({ found, chosen }: TableChoiceProps) {
  const { t } = useText()
  const navigate = useNavigate({ from: '/audit/history/$streamId' })
  const show = (table: string | undefined) =>
    void navigate({
      search: ({ table: _former, ...days }) => (table === undefined ? days : { ...days, table }),
      replace: true,
    })
  return (
    <fieldset className="row wrap tight" aria-label={t('audit:tables')}>
      <Button
        size="small"
        type={chosen === undefined ? 'primary' : 'default'}
        aria-pressed={chosen === undefined}
        onClick={() => show(undefined)}
      >
        {t('audit:everything')}
      </Button>
      {found.tables.map(({ table, changes }) => (
        <Button
          key={table}
          size="small"
          type={chosen === table ? 'primary' : 'default'}
          aria-pressed={chosen === table}
          onClick={() => show(table)}
        >
          {t('audit:tableCount', {
            table: t(`audit:table.${table}`, { defaultValue: table }),
            count: changes,
          })}
        </Button>
      ))}
    </fieldset>
  )
}
