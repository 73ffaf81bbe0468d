import { Button } from 'antd'
import type { BatchDetailView } from '#api/contract/transfer.ts'
import { contentAddress } from '#ui/client/addresses.ts'
import { MOST_BYTES_HELD, useDownload } from '#ui/client/download.ts'
import { sizeText } from '#ui/components/figures.ts'
import { Icon } from '#ui/components/icon.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface DownloadPackageProps {
  readonly objectId: string
  readonly made: NonNullable<BatchDetailView['package']>
}

/** With progress, and with the digest compared on this side; very large packages are left to the browser. */
export function DownloadPackage({ objectId, made }: DownloadPackageProps) {
  const { t } = useText()
  const { state, start, stop } = useDownload(objectId, made.name)
  const words = t('batch:package.download', { size: sizeText(made.sizeBytes) })
  if (made.sizeBytes > MOST_BYTES_HELD)
    return (
      <a href={contentAddress(objectId, 'attachment')} download className="row tight">
        <Icon name="download" /> {words}
      </a>
    )
  return (
    <div className="stack tight" aria-live="polite">
      {state.kind === 'running' ? (
        <>
          <div className="row spread">
            <span className="muted">
              {sizeText(state.bytes)} / {sizeText(made.sizeBytes)}
            </span>
            <Button size="small" onClick={stop}>
              {t('cancel')}
            </Button>
          </div>
          <progress
            className="bar"
            aria-label={words}
            max={Math.max(1, made.sizeBytes)}
            value={state.bytes}
          />
        </>
      ) : (
        <div>
          <Button icon={<Icon name="download" />} onClick={start}>
            {words}
          </Button>
        </div>
      )}
      {state.kind === 'done' && <Outcome digest={state.digest} expected={made.sha256} />}
      {state.kind === 'failed' && <ProblemNotice error={state.error} />}
    </div>
  )
}

function Outcome({ digest, expected }: { readonly digest: string | null; readonly expected: string }) {
  const { t } = useText()
  if (digest === null) return <p className="muted">{t('batch:package.unchecked')}</p>
  const isWhole = digest === expected
  return (
    <p>
      <Tag tone={isWhole ? 'ok' : 'soon'}>{t(`batch:package.${isWhole ? 'whole' : 'broken'}`)}</Tag>
    </p>
  )
}
