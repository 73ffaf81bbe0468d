import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { ReplayView } from '#api/contract/audit.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { ChangeTable } from '#ui/components/change-table.tsx'
import { DayBar } from '#ui/components/day-bar.tsx'
import { PageHead } from '#ui/components/page-head.tsx'
import { Answered } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ReplayedPage } from './replayed-page.tsx'
import '#ui/screens/audit/audit.css'
import '#ui/screens/record/record.css'
import './replay.css'

/** A record as of any day, drawn from its events; a second day beside it shows what differs. */
export function ReplayPage() {
  const { recordId } = useParams({ from: '/shell/records/$recordId/replay' })
  const { site } = useSession()
  const { on = site.today, and } = useSearch({ from: '/shell/records/$recordId/replay' })
  const replay = useRead(
    'GET /api/records/:id/replay',
    { params: { id: recordId }, query: { on } },
    { former: 'keep' },
  )
  return (
    <Answered query={replay} heading="h1">
      {(found) => <Replay recordId={recordId} replay={found} and={and} />}
    </Answered>
  )
}

interface ReplayProps {
  readonly recordId: string
  readonly replay: ReplayView
  readonly and: string | undefined
}

function Replay({ recordId, replay, and }: ReplayProps) {
  const { t } = useText()
  const { site } = useSession()
  const navigate = useNavigate({ from: '/records/$recordId/replay' })
  return (
    <div className="page">
      <PageHead
        title={
          replay.record === null
            ? t('audit:notYet.title', { on: replay.on })
            : t('audit:replayOf', { title: replay.record.title })
        }
        actions={
          <Link to="/records/$recordId" params={{ recordId }}>
            <Button tabIndex={-1}>{t('audit:toRecord')}</Button>
          </Link>
        }
      >
        <DayBar
          days={replay.days}
          on={replay.on}
          and={and}
          today={site.today}
          note={t('audit:eventsBy', { count: replay.events, of: replay.of })}
          onShow={(on, beside) =>
            void navigate({ search: { on, ...(beside === undefined ? {} : { and: beside }) }, replace: true })
          }
        />
      </PageHead>
      {and === undefined ? (
        <ReplayedPage replay={replay} />
      ) : (
        <Compared recordId={recordId} replay={replay} and={and} />
      )}
    </div>
  )
}

/** Both pages stay in sight below so many differences. */
const FIRST_SHOWN = 5

interface ComparedProps {
  readonly recordId: string
  readonly replay: ReplayView
  readonly and: string
}

/** Both pages side by side, and above them the fields that differ. */
function Compared({ recordId, replay, and }: ComparedProps) {
  const { t } = useText()
  const [isWhole, setWhole] = useState(false)
  const params = { id: recordId }
  const other = useRead('GET /api/records/:id/replay', { params, query: { on: and } })
  const comparison = useRead('GET /api/records/:id/comparison', {
    params,
    query: { from: replay.on, to: and },
  })
  return (
    <>
      <section className="page-body">
        <div className="card">
          <h2>{t('audit:differences')}</h2>
          <Answered query={comparison} rows={3}>
            {({ changes, names }) => (
              <>
                <ChangeTable
                  changes={isWhole ? changes : changes.slice(0, FIRST_SHOWN)}
                  names={names}
                  heads={[replay.on, and]}
                />
                {changes.length > FIRST_SHOWN && (
                  <Button size="small" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
                    {t(isWhole ? 'audit:fewer' : 'audit:all', { count: changes.length })}
                  </Button>
                )}
              </>
            )}
          </Answered>
        </div>
      </section>
      <div className="replay-columns">
        <section aria-label={replay.on}>
          <ReplayedPage replay={replay} />
        </section>
        <section aria-label={and}>
          <Answered query={other}>{(found) => <ReplayedPage replay={found} />}</Answered>
        </section>
      </div>
    </>
  )
}
