import { Button } from 'antd'
import type { ObjectView } from '#api/contract/objects.ts'
import { useAct } from '#ui/client/hooks.ts'
import { CopyText, shortened } from '#ui/components/copy-text.tsx'
import { sizeText } from '#ui/components/figures.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** Format, digest, what the inspection found, and where each copy lies. */
export function ObjectFacts({ item, recordId }: { readonly item: ObjectView; readonly recordId: string }) {
  const { t } = useText()
  const withdraw = useAct('DELETE /api/records/:id/objects/:objectId')
  return (
    <aside className="object-facts" aria-label={t('record:facts')}>
      <dl className="dl">
        <dt>{t('record:format')}</dt>
        <dd>
          {item.formatName ?? item.mediaType}
          {item.puid !== null && <div className="code">{item.puid}</div>}
        </dd>
        <dt>{t('record:bytes')}</dt>
        <dd title={String(item.sizeBytes)}>{sizeText(item.sizeBytes)}</dd>
        <dt>{t('pages')}</dt>
        <dd>{item.pages ?? '–'}</dd>
        <dt>SHA-256</dt>
        <dd>
          <CopyText value={item.sha256} shown={shortened(item.sha256)} label="SHA-256" />
        </dd>
      </dl>
      <h2>{t('record:inspection')}</h2>
      {item.findings === null && <p className="muted">{t('record:notInspected')}</p>}
      {item.findings?.length === 0 && <Tag tone="ok">{t('record:noFindings')}</Tag>}
      <ul className="stack tight">
        {item.findings?.map((finding) => (
          <li key={finding}>
            <Tag tone="soon">{t(`vocabulary:finding.${finding}`, { defaultValue: finding })}</Tag>
          </li>
        ))}
      </ul>
      <h2>{t('record:copies')}</h2>
      <ul className="stack tight">
        {item.copies.map((copy, index) => (
          <li key={index} className="stack tight">
            <span className="row">
              <Tag tone={item.isDestroyed ? 'over' : 'plain'}>{t(`vocabulary:bucket.${copy.bucket}`)}</Tag>
              {t(`vocabulary:copy.${copy.state}`)}
            </span>
            {copy.lockedUntil !== null && (
              <span className="faint">
                {t('record:lockedUntil')} <When at={copy.lockedUntil} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {item.canWithdraw && (
        <Button
          size="small"
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ params: { id: recordId, objectId: item.id } })}
        >
          {t('record:withdraw')}
        </Button>
      )}
      <ProblemNotice error={withdraw.error} />
    </aside>
  )
}
