import { IMPORT_VERDICTS } from '#domain/vocabulary/import.ts'
import { doneOf, paceOf, type FollowedImport } from '#ui/client/imports.ts'
import { numberText } from '#ui/components/figures.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** How far it is, how fast, and what became of the rows so far. */
export function ImportProgress({ followed: { view, looks } }: { readonly followed: FollowedImport }) {
  const { t } = useText()
  const { state, goodRows, counts } = view
  const isUnderWay = state === 'checking' || state === 'running' || state === 'withdrawing'
  const done = doneOf(view)
  const all = state === 'withdrawing' ? done + (counts['imported'] ?? 0) : (goodRows ?? 0)
  const verdicts = IMPORT_VERDICTS.filter((verdict) => (counts[verdict] ?? 0) > 0)
  if (!isUnderWay && (verdicts.length === 0 || view.approved === null)) return null
  const pace = paceOf(looks)
  return (
    <section className="card" aria-labelledby="import-progress">
      <h2 id="import-progress">{t('imports:progress')}</h2>
      {state !== 'checking' && state !== 'withdrawn' && (
        <progress
          className="bar"
          max={Math.max(1, all)}
          value={done}
          aria-label={t(`imports:state.${state}`)}
        />
      )}
      <output className="muted">
        {state === 'checking'
          ? t('imports:read', { rows: numberText(done) })
          : t('imports:soFar', { done: numberText(done), all: numberText(all) })}
        {isUnderWay && pace !== undefined && pace > 0 && (
          <> · {t('imports:pace', { pace: numberText(Math.round(pace)) })}</>
        )}
      </output>
      {verdicts.length > 0 && (
        <dl className="import-figures">
          {verdicts.map((verdict) => (
            <div key={verdict}>
              <dt>{t(`imports:verdict.${verdict}`)}</dt>
              <dd>{numberText(counts[verdict] ?? 0)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
