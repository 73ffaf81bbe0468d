import { Link } from '@tanstack/react-router'
import type { RecordDetailView } from '#api/contract/records.ts'
import { evidenceAddress } from '#ui/client/addresses.ts'
import { useSession } from '#ui/client/session-context.ts'
import { Icon } from '#ui/components/icon.tsx'
import { VerifyCard } from '#ui/screens/disposal-list/verify-card.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { HashText } from '#ui/components/hash-text.tsx'
import { WorkflowRef } from './overview.tsx'

/** The chain read and computed again in front of whoever asks. */
export function Proof({ record }: { readonly record: RecordDetailView }) {
  const { t } = useText()
  const { allowed } = useSession()
  return (
    <div className="page-body split">
      <VerifyCard subject="record" id={record.id} />
      <section className="card">
        <h2>{t('record:headHash')}</h2>
        <HashText value={record.headHash} />
        <p className="muted">{t('record:chain', { count: record.events })}</p>
        <WorkflowRef workflow={record.workflow} />
        <div className="row wrap">
          <Link to="/records/$recordId/replay" params={{ recordId: record.id }}>
            {t('audit:anyDay')}
          </Link>
          {allowed['audit.read'] && (
            <a href={evidenceAddress(record.id)} download className="row tight">
              <Icon name="download" /> {t('audit:evidence')}
            </a>
          )}
        </div>
      </section>
    </div>
  )
}
