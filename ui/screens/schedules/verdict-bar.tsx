import type { RedatingView } from '#api/contract/schedules.ts'
import { REDATING_VERDICTS, type RedatingVerdict } from '#domain/vocabulary.ts'
import type { Tone } from '#ui/components/charts/legend.tsx'
import { ProportionBar } from '#ui/components/charts/proportion-bar.tsx'
import { numberText } from '#ui/components/figures.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { useNarrowing } from './use-narrowing.ts'

const TONES: Readonly<Record<RedatingVerdict, Tone>> = {
  same: 'same',
  later: 'later',
  earlier: 'earlier',
  conflict: 'conflict',
  cannot_evaluate: 'unknown',
  'on-list': 'two',
  ended: 'rest',
  'same-version': 'rest',
  'by-hand-kept': 'five',
  'by-hand-overtaken': 'four',
  failed: 'six',
}

/** What became of the records of a re-dating, each part leading to its records. */
export function VerdictBar({ job }: { readonly job: RedatingView }) {
  const { t } = useText()
  const { search, put } = useNarrowing()
  const parts = REDATING_VERDICTS.map((verdict) => ({
    key: verdict,
    name: t(`schedules:verdict.${verdict}`),
    tone: TONES[verdict],
    value: job.counts[verdict] ?? 0,
  })).filter(({ value }) => value > 0)
  if (parts.length === 0) return null
  return (
    <>
      <ProportionBar title={t('schedules:redating.verdicts')} parts={parts} />
      <div className="movements">
        {parts.map(({ key, name, tone, value }) => {
          const isChosen = search.verdict === key && search.job === job.id
          return (
            <button
              key={key}
              type="button"
              className="movement"
              aria-pressed={isChosen}
              onClick={() =>
                put(isChosen ? { job: undefined, verdict: undefined } : { job: job.id, verdict: key })
              }
            >
              <i className={`tone-${tone}`} aria-hidden="true" />
              <span>{name}</span>
              <strong>{numberText(value)}</strong>
            </button>
          )
        })}
      </div>
    </>
  )
}
