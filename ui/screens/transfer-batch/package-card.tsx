import type { BatchDetailView } from '#api/contract/transfer.ts'
import { contentAddress } from '#ui/client/addresses.ts'
import { CopyText, shortened } from '#ui/components/copy-text.tsx'
import { numberText, sizeText } from '#ui/components/figures.ts'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { DownloadPackage } from './download-package.tsx'

/** The bag: counts, bytes, digests, the form of the hand-over and the way to fetch it. */
export function PackageCard({ batch }: { readonly batch: BatchDetailView }) {
  const { t } = useText()
  const made = batch.package
  if (made === null) return null
  return (
    <section className="card" aria-labelledby="package">
      <div className="row spread">
        <h2 id="package">{t('batch:package.title')}</h2>
        {made.isStale && batch.endedOn === null && <Tag tone="soon">{t('batch:package.stale')}</Tag>}
      </div>
      <dl className="dl">
        <dt>{t('batch:package.name')}</dt>
        <dd className="code">{made.name}</dd>
        <dt>{t('batch:package.files')}</dt>
        <dd>
          {numberText(made.payloadFiles)}
          <span className="muted" title={numberText(made.payloadBytes)}>
            {' · '}
            {sizeText(made.payloadBytes)}
          </span>
        </dd>
        <dt>{t('batch:package.size')}</dt>
        <dd title={numberText(made.sizeBytes)}>{sizeText(made.sizeBytes)}</dd>
        <dt>SHA-256</dt>
        <dd>
          <CopyText value={made.sha256} shown={shortened(made.sha256)} label="SHA-256" />
        </dd>
        <dt>{t('batch:package.made')}</dt>
        <dd>
          <When at={made.packagedAt} />
        </dd>
        {batch.papers.map((paper) => (
          <Paper key={paper.objectId} paper={paper} />
        ))}
      </dl>
      {made.objectId === null ? (
        <p className="muted">{t('batch:package.gone')}</p>
      ) : (
        <DownloadPackage objectId={made.objectId} made={made} />
      )}
    </section>
  )
}

function Paper({ paper }: { readonly paper: BatchDetailView['papers'][number] }) {
  const { t } = useText()
  return (
    <>
      <dt>{t(`batch:paper.${paper.role}`)}</dt>
      <dd className="row wrap">
        <a href={contentAddress(paper.objectId, 'attachment')} download>
          {t(`batch:paper.open.${paper.role}`)}
        </a>
        <CopyText value={paper.sha256} shown={shortened(paper.sha256)} label="SHA-256" />
      </dd>
    </>
  )
}
