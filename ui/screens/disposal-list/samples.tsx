import { useState } from 'react'
import type { ListDetailView } from '#api/contract/disposal.ts'
import type { ListSampleView } from '#api/contract/samples.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { SampleDialog } from './sample-dialog.tsx'

/** What of each class is kept although the rest of it is destroyed; shown while one can be drawn, and for good once one is. */
export function Samples({ list }: { readonly list: ListDetailView }) {
  const { t } = useText()
  const [isOpen, setOpen] = useState(false)
  const { samples, allowedActions } = list
  if (samples.length === 0 && !allowedActions.drawSample.allowed) return null
  return (
    <section className="card" aria-label={t('list:samples.title')}>
      <div className="row spread">
        <h2>{t('list:samples.title')}</h2>
        {allowedActions.drawSample.allowed && (
          <ActionButton action={allowedActions.drawSample} onClick={() => setOpen(true)}>
            {t('list:samples.draw')}
          </ActionButton>
        )}
      </div>
      {samples.length === 0 && <p className="muted">{t('list:samples.none')}</p>}
      {samples.map((sample) => (
        <Sample key={sample.classCode} sample={sample} />
      ))}
      {isOpen && <SampleDialog list={list} onClose={() => setOpen(false)} />}
    </section>
  )
}

function Sample({ sample }: { readonly sample: ListSampleView }) {
  const { t, say } = useText()
  const { classCode, rule, period, reason, population, drawn, kept, refused, open, drawnBy } = sample
  return (
    <div className="stack tight">
      <p className="row wrap">
        <span className="code">{classCode}</span>
        <strong>{t('list:samples.count', { drawn, all: population })}</strong>
        <span>
          {rule.kind === 'chosen'
            ? t('list:samples.chosen')
            : t('list:samples.everyFrom', { n: rule.n, start: rule.start })}
        </span>
        <span>
          {period.kind === 'permanent' ? t('permanent') : t('list:terms.years', { count: period.years })}
        </span>
      </p>
      <p className="said">{reason}</p>
      <p className="muted">{t('list:samples.state', { name: say(drawnBy.name), kept, refused, open })}</p>
    </div>
  )
}
