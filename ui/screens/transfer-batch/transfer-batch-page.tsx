import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import type { BatchDetailView } from '#api/contract/transfer.ts'
import { useRead } from '#ui/client/hooks.ts'
import { PageHead } from '#ui/components/page-head.tsx'
import { Answered } from '#ui/components/states.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { VerifyCard } from '#ui/screens/disposal-list/verify-card.tsx'
import { Stages } from '#ui/screens/disposal-list/stages.tsx'
import { IncidentCard } from '#ui/screens/incidents/incident-card.tsx'
import { batchEnd } from '#ui/screens/transfer/batch-end.ts'
import { BatchFigures } from './batch-figures.tsx'
import { BatchItems } from './batch-items.tsx'
import { BatchWork } from './batch-work.tsx'
import { Copies } from './copies.tsx'
import { Delivery } from './delivery.tsx'
import { FourNatures } from './four-natures.tsx'
import { PackageCard } from './package-card.tsx'
import { PackageTree } from './package-tree.tsx'
import { Seal } from './seal.tsx'
import { stagesOf } from './stages-of.ts'
import '#ui/screens/disposal-list/disposal-list.css'
import './transfer-batch.css'

/** Steps at which a machine works: the page asks again this often, beside the changes that it is told. */
const MACHINE_STEPS: ReadonlySet<string> = new Set(['package', 'check', 'deliver', 'conclude'])
const MACHINE_REFETCH_MS = 2000

export function TransferBatchPage() {
  const { batchId } = useParams({ from: '/shell/transfer/$batchId' })
  const params = { id: batchId }
  const batch = useRead('GET /api/transfer-batches/:id', { params })
  const isAtWork = batch.data?.endedOn === null && MACHINE_STEPS.has(batch.data.place.step)
  useRead(
    'GET /api/transfer-batches/:id',
    { params },
    { refetchMs: isAtWork ? MACHINE_REFETCH_MS : undefined },
  )
  return (
    <Answered query={batch} heading="h1">
      {(detail) => <BatchPage batch={detail} />}
    </Answered>
  )
}

/** Everything that is sealed, sent or received on one page: items, package, checks, receipt, and what is left with us. */
function BatchPage({ batch }: { readonly batch: BatchDetailView }) {
  const { t } = useText()
  const events = useRead('GET /api/transfer-batches/:id/events', {
    params: { id: batch.id },
    query: { limit: 200 },
  }).data
  return (
    <div className="page">
      <PageHead
        title={t('batch:title', { number: batch.number, title: batch.title })}
        badges={<PlaceTag batch={batch} />}
        actions={<Button onClick={() => print()}>{t('print')}</Button>}
      >
        <Stages stages={stagesOf(batch, events?.items ?? [], t(`transfer:end.${batchEnd(batch)}`))} />
      </PageHead>
      <div className="page-body split list-body">
        <div className="stack loose">
          <BatchFigures batch={batch} />
          <Incidents batchId={batch.id} />
          {batch.abortReason !== null && (
            <div className="notice">
              <div>
                <strong>{t('batch:aborted')}</strong>
                <p>{batch.abortReason}</p>
              </div>
            </div>
          )}
          <BatchItems batch={batch} />
          <FourNatures batch={batch} />
          <PackageTree batch={batch} />
        </div>
        <div className="stack loose">
          {batch.myTaskId !== null && (
            <BatchWork key={batch.myTaskId} batch={batch} taskId={batch.myTaskId} />
          )}
          <Copies batch={batch} />
          <Delivery batch={batch} />
          <Seal batch={batch} />
          <PackageCard batch={batch} />
          <VerifyCard subject="transfer-batch" id={batch.id} />
        </div>
      </div>
    </div>
  )
}

function PlaceTag({ batch }: { readonly batch: BatchDetailView }) {
  const { t, say } = useText()
  if (batch.endedOn === null) return <Tag tone="info">{say(batch.place.name)}</Tag>
  const end = batchEnd(batch)
  const tone: TagTone = end === 'accepted' ? 'ok' : 'soon'
  return <Tag tone={tone}>{t(`transfer:end.${end}`)}</Tag>
}

/** Machine work of this batch that stopped: what, why, and the button that starts it again. */
function Incidents({ batchId }: { readonly batchId: string }) {
  const incidents = useRead('GET /api/incidents', { query: { limit: 200 } }).data
  return incidents?.items
    .filter(({ subjectId }) => subjectId === batchId)
    .map((incident) => <IncidentCard key={incident.jobId} incident={incident} />)
}
