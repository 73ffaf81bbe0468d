import { Link } from '@tanstack/react-router'
import type { RecordDetailView } from '#api/contract/records.ts'
import { CopyText, shortened } from '#ui/components/copy-text.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { IncidentCard } from '#ui/screens/incidents/incident-card.tsx'
import { RecordGrade } from './grade.tsx'
import { Holds } from './holds.tsx'
import { Now } from './now.tsx'
import { ArchivalCode } from './renumber.tsx'
import { Relations } from './relations.tsx'
import { Reopen } from './reopen.tsx'
import { Transfer } from './transfer.tsx'
import { Variants } from './variants.tsx'
import { Vital } from './vital.tsx'
import { Volumes } from './volumes.tsx'

export function Overview({ record }: { readonly record: RecordDetailView }) {
  const { t, say, lines } = useText()
  return (
    <div className="page-body split">
      <div className="stack loose">
        {record.incidents.map((incident) => (
          <IncidentCard key={incident.jobId} incident={incident} />
        ))}
        {record.missing.length > 0 && (
          <div className="notice">
            <div>
              <strong>{t('record:missing')}</strong>
              <p>{record.missing.map((thing) => say(thing.label)).join(t('listSeparator'))}</p>
            </div>
          </div>
        )}
        <Now record={record} />
        <section className="card">
          <h2>{t('record:description')}</h2>
          <Description record={record} />
        </section>
      </div>
      <div className="stack loose">
        <section className="card">
          <h2>{t('record:retention.title')}</h2>
          {lines(record.retention.explanation)
            .slice(-2)
            .map((line) => (
              <p key={line}>{line}</p>
            ))}
          {record.retention.frozenSince !== null && (
            <p className="notice">{t('record:retention.frozen', { since: record.retention.frozenSince })}</p>
          )}
          {record.retention.verdict === null && <p className="muted">{t('record:retention.notYet')}</p>}
          <Link to="/records/$recordId" params={{ recordId: record.id }} search={{ tab: 'retention' }}>
            {t('record:retention.why')}
          </Link>
        </section>
        <Volumes record={record} />
        <Relations recordId={record.id} />
        <Variants recordId={record.id} />
        <Vital recordId={record.id} />
        <Reopen record={record} />
        <Transfer record={record} />
        <Holds record={record} />
        <section className="card">
          <h2>{t('record:integrity')}</h2>
          <p>{t('record:chain', { count: record.events })}</p>
          <CopyText value={record.headHash} shown={shortened(record.headHash)} label={t('record:headHash')} />
          <WorkflowRef workflow={record.workflow} />
        </section>
      </div>
    </div>
  )
}

function Description({ record }: { readonly record: RecordDetailView }) {
  const { t, say } = useText()
  return (
    <dl className="dl">
      <dt>{t('archivalCode')}</dt>
      <dd>
        <ArchivalCode record={record} />
      </dd>
      <dt>{t('class')}</dt>
      <dd>
        <span className="code">{record.classCode}</span> {record.className}
      </dd>
      {record.schemeCodes.length > 0 && <SchemeCodes codes={record.schemeCodes} />}
      <dt>{t('unit')}</dt>
      <dd>{say(record.unitName)}</dd>
      <dt>{t('record:custody')}</dt>
      <dd>{record.custodyUnitName === null ? t('record:custodyNotYet') : say(record.custodyUnitName)}</dd>
      <dt>{t('formedOn')}</dt>
      <dd>{record.formedOn}</dd>
      <dt>{t('record:place')}</dt>
      <dd>
        {say(record.place.name)}
        {record.place.round > 0 && (
          <span className="muted"> {t('record:round', { count: record.place.round })}</span>
        )}
      </dd>
      <dt>{t('grade')}</dt>
      <dd>
        <RecordGrade record={record} />
      </dd>
      <dt>{t('record:created')}</dt>
      <dd>
        {say(record.createdBy.name)} · <When at={record.createdAt} />
      </dd>
      {record.source !== null && (
        <>
          <dt>{t('record:source')}</dt>
          <dd>
            {record.source.system} <span className="code">{record.source.reference}</span>
          </dd>
        </>
      )}
      {record.listId !== null && (
        <>
          <dt>{t('record:list')}</dt>
          <dd>
            <Link to="/disposal/$listId" params={{ listId: record.listId }}>
              {record.listNumber ?? t('record:list')}
            </Link>
          </dd>
        </>
      )}
      <dt>{t('id')}</dt>
      <dd>
        <CopyText value={record.id} label={t('id')} />
      </dd>
    </dl>
  )
}

/** What the record's class is called in classification schemes. */
function SchemeCodes({ codes }: { readonly codes: RecordDetailView['schemeCodes'] }) {
  const { t, say } = useText()
  return (
    <>
      <dt>{t('record:schemeCodes')}</dt>
      <dd>
        {codes.map(({ line, version, code, name, isOwn, isInForce }) => (
          <div key={`${line}/${version}/${code}`} className="row wrap">
            <span className="code">{code}</span>
            <span>{say(name)}</span>
            <span className="muted">
              {line} {version}
            </span>
            {isOwn && <Tag tone="info">{t('record:schemeOwn')}</Tag>}
            {isInForce && <Tag tone="ok">{t('record:schemeInForce')}</Tag>}
          </div>
        ))}
      </dd>
    </>
  )
}

export function WorkflowRef({ workflow }: { readonly workflow: RecordDetailView['workflow'] }) {
  const { t } = useText()
  return (
    <p className="row">
      <span className="muted nowrap">{t('record:workflow')}</span>
      {workflow.url === null ? (
        <CopyText value={workflow.id} shown={shortened(workflow.id, 12)} label={t('record:workflow')} />
      ) : (
        <a href={workflow.url} target="_blank" rel="noreferrer" className="code clip">
          {workflow.id}
        </a>
      )}
    </p>
  )
}
