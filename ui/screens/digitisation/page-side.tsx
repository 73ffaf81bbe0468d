import type { PagesView } from '#api/contract/paper.ts'
import { QUALITY_FAULTS, type QualityFault } from '#domain/scan.ts'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import type { PageImage } from '#ui/screens/paper/page-words.tsx'
import { keyOf } from './marks.ts'

interface PageSideProps {
  readonly view: PagesView
  readonly image: PageImage | undefined
  readonly page: number
  readonly marks: readonly QualityFault[]
  readonly isLocked: boolean
  readonly onMark: (fault: QualityFault) => void
}

/** What the machine found beside what the checker says of the page in view. */
export function PageSide({ view, image, page, marks, isLocked, onMark }: PageSideProps) {
  const { t } = useText()
  const before = view.passes
    .flatMap((pass) => pass.faults)
    .filter((fault) => fault.page === page)
    .map(({ code }) => t(`vocabulary:finding.${code}`))
  return (
    <aside className="station-side" aria-label={t('paper:page.number', { page })}>
      <section className="stack tight">
        <h2>{t('digitisation:station.faults')}</h2>
        <ul className="fault-keys">
          {QUALITY_FAULTS.map((fault) => (
            <li key={fault}>
              <button
                type="button"
                aria-pressed={marks.includes(fault)}
                // Locked, yet reached by keyboard: what scrolls must hold something that is.
                aria-disabled={isLocked}
                onClick={() => onMark(fault)}
              >
                <kbd className="kbd">{keyOf(fault)}</kbd> {t(`vocabulary:finding.${fault}`)}
              </button>
            </li>
          ))}
        </ul>
        <p className="faint small">{t('digitisation:station.faultsHint')}</p>
      </section>
      <section className="stack tight">
        <h2>{t('paper:page.machine')}</h2>
        <MachineSaid image={image} limits={view.limits} />
      </section>
      {before.length > 0 && (
        <p className="small muted">
          {t('digitisation:station.earlier', { faults: [...new Set(before)].join(t('listSeparator')) })}
        </p>
      )}
      <p className="faint small">{t('digitisation:station.keys')}</p>
    </aside>
  )
}

interface MachineSaidProps {
  readonly image: PageImage | undefined
  readonly limits: PagesView['limits']
}

function MachineSaid({ image, limits }: MachineSaidProps) {
  const { t } = useText()
  if (image === undefined) return <Tag tone="soon">{t('paper:page.missing')}</Tag>
  const { machineFaults, measured, isAsOriginal, entryNo } = image
  return (
    <>
      <span className="row wrap">
        {machineFaults === null && <Tag>{t('paper:page.unchecked')}</Tag>}
        {machineFaults?.length === 0 && <Tag tone="ok">{t('paper:page.noFault')}</Tag>}
        {machineFaults?.map((code) => (
          <Tag key={code} tone="soon">
            {t(`vocabulary:finding.${code}`)}
          </Tag>
        ))}
        {isAsOriginal && <Tag tone="info">{t('paper:page.asOriginal')}</Tag>}
      </span>
      {measured !== null && (
        <dl className="dl small">
          <dt>{t('digitisation:station.dpi')}</dt>
          <dd>{measured.dpi === null ? '—' : `${measured.dpi} dpi (≥ ${limits.minDpi})`}</dd>
          <dt>{t('digitisation:station.skew')}</dt>
          <dd>
            {measured.skewDegrees === null ? '—' : `${measured.skewDegrees}° (≤ ${limits.maxSkewDegrees}°)`}
          </dd>
          <dt>{t('digitisation:station.deviation')}</dt>
          <dd>{measured.deviation}</dd>
          <dt>{t('digitisation:station.size')}</dt>
          <dd>
            {measured.widthPx} × {measured.heightPx}
          </dd>
        </dl>
      )}
      {entryNo !== null && <p className="small muted">{t('digitisation:station.entry', { no: entryNo })}</p>}
    </>
  )
}
