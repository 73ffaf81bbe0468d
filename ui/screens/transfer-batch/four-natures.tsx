import type { BatchDetailView } from '#api/contract/transfer.ts'
import { NATURES, type CheckVerdict } from '#domain/vocabulary.ts'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { evidenceText } from './evidence-text.ts'

type Check = BatchDetailView['checks'][number]

const TONES: Readonly<Record<CheckVerdict, TagTone>> = {
  PASS: 'ok',
  FAIL: 'soon',
  MANUAL_REVIEW: 'info',
  NOT_APPLICABLE: 'plain',
}
/** The standard by whose numbers the checks go. */
const STANDARD = 'DA/T 70-2018'

/** The sender's checks by nature; what a machine cannot know is left to a person and is never a pass. */
export function FourNatures({ batch }: { readonly batch: BatchDetailView }) {
  const { t } = useText()
  const { checks, checkedAt } = batch
  if (checks.length === 0) return null
  const countOf = (verdict: CheckVerdict) => checks.filter((check) => check.verdict === verdict).length
  return (
    <section className="card" aria-labelledby="natures">
      <div className="row spread">
        <h2 id="natures">{t('batch:natures.title')}</h2>
        <span className="row wrap">
          {(['PASS', 'FAIL', 'MANUAL_REVIEW'] as const).map((verdict) => (
            <Tag key={verdict} tone={countOf(verdict) === 0 ? 'plain' : TONES[verdict]}>
              {t(`vocabulary:checkVerdict.${verdict}`)} {countOf(verdict)}
            </Tag>
          ))}
          {checkedAt !== null && (
            <span className="faint">
              <When at={checkedAt} />
            </span>
          )}
        </span>
      </div>
      {NATURES.map((nature) => (
        <Nature key={nature} name={nature} checks={checks.filter((check) => check.nature === nature)} />
      ))}
      <p className="faint">{t('batch:natures.note', { standard: STANDARD })}</p>
    </section>
  )
}

function Nature({ name, checks }: { readonly name: Check['nature']; readonly checks: readonly Check[] }) {
  const { t, say } = useText()
  const isBad = checks.some(({ verdict }) => verdict === 'FAIL')
  const passed = checks.filter(({ verdict }) => verdict === 'PASS').length
  return (
    <details className="nature" open={isBad}>
      <summary>
        <strong>{t(`vocabulary:nature.${name}`)}</strong>{' '}
        <span className="muted">{t('batch:natures.passed', { passed, all: checks.length })}</span>
      </summary>
      <ul className="nature-checks">
        {checks.map((check) => (
          <li key={check.checkId}>
            <Tag tone={TONES[check.verdict]}>{t(`vocabulary:checkVerdict.${check.verdict}`)}</Tag>
            <div>
              <div>
                {say(check.name)}{' '}
                <span className="code nowrap" title={`${STANDARD} ${check.checkId}`}>
                  {check.checkId}
                </span>
              </div>
              <div className="muted evidence">{evidenceText(check.evidence, t)}</div>
            </div>
          </li>
        ))}
      </ul>
    </details>
  )
}
