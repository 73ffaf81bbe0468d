import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ActView } from '#api/contract/audit.ts'
import { dayBefore, plainDate } from '#domain/dates.ts'
import { evidenceAddress } from '#ui/client/addresses.ts'
import { useRead } from '#ui/client/hooks.ts'
import { ChangeTable } from '#ui/components/change-table.tsx'
import { EventList } from '#ui/components/event-list.tsx'
import { HashText } from '#ui/components/hash-text.tsx'
import { Icon } from '#ui/components/icon.tsx'
import { Answered } from '#ui/components/states.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { SubjectText } from './subject-text.tsx'

interface EventDetailProps {
  /** Id of the history and place in it, parted by a full stop. */
  readonly event: string
  readonly onClose: () => void
}

/** One act: everything that it did to this thing, what stood there before, and what stood there after. */
export function EventDetail({ event, onClose }: EventDetailProps) {
  const { t } = useText()
  const [id = '', seq = ''] = event.split('.')
  const act = useRead('GET /api/audit/acts/:id/:seq', { params: { id, seq } })
  return (
    <aside className="card audit-detail" aria-label={t('audit:act.title')} aria-live="polite">
      <div className="row spread">
        <h2>{t('audit:act.title')}</h2>
        <Button size="small" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
      <Answered query={act}>{(found) => <Act act={found} seq={Number(seq)} />}</Answered>
    </aside>
  )
}

function Act({ act, seq }: { readonly act: ActView; readonly seq: number }) {
  const { t, say } = useText()
  const chosen = act.events.find((event) => event.seq === seq)
  return (
    <div className="stack loose">
      <dl className="dl">
        <dt>{t('audit:subject')}</dt>
        <dd>
          <SubjectText subject={act.subject} />
        </dd>
        {chosen !== undefined && (
          <>
            <dt>{t('audit:person')}</dt>
            <dd>{say(chosen.actor.name)}</dd>
            <dt>{t('audit:at')}</dt>
            <dd>
              <When at={chosen.at} /> <span className="faint">{t('audit:onDay', { on: chosen.on })}</span>
            </dd>
          </>
        )}
      </dl>
      {act.subject.kind !== 'record' && chosen !== undefined && (
        <Link
          to="/audit/history/$streamId"
          params={{ streamId: act.subject.id }}
          search={{ on: dayBefore(plainDate(chosen.on)) }}
        >
          {t('audit:compareDays')}
        </Link>
      )}
      {act.subject.kind === 'record' && chosen !== undefined && (
        <div className="row wrap">
          <Link
            to="/records/$recordId/replay"
            params={{ recordId: act.subject.id }}
            search={{ on: chosen.on }}
          >
            {t('audit:replay', { on: chosen.on })}
          </Link>
          <a href={evidenceAddress(act.subject.id)} download className="row tight">
            <Icon name="download" /> {t('audit:evidence')}
          </a>
        </div>
      )}
      <section className="stack tight">
        <h3>{t('audit:act.events', { count: act.events.length })}</h3>
        <EventList events={act.events} />
      </section>
      <section className="stack tight">
        <h3>{t('audit:act.changes')}</h3>
        <ChangeTable changes={act.changes} names={act.names} />
      </section>
      {chosen !== undefined && (
        <section className="stack tight">
          <h3>{t('audit:hash')}</h3>
          <HashText value={chosen.hash} />
        </section>
      )}
    </div>
  )
}
