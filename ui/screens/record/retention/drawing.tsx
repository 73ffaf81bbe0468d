import { Fragment } from 'react'
import type { RetentionDrawingView } from '#api/contract/records.ts'
import { useText, type Text } from '#ui/i18n/use-text.ts'

type Step = RetentionDrawingView['steps'][number]

/** How the day comes about, drawn: a date in each box, and on each arrow what is done to it. */
export function Drawing({ drawing }: { readonly drawing: RetentionDrawingView }) {
  const { t } = useText()
  return (
    <ol className="arithmetic" aria-label={t('record:retention.drawing.label')}>
      {drawing.steps.map((step) => (
        <Fragment key={step.kind}>
          {step.from !== null && (
            <li className="arrow">
              <span>{operationText(t, drawing, step)}</span>
              <i aria-hidden="true" />
            </li>
          )}
          <li className={`box ${step.kind}`}>
            <span className="box-name">{t(`record:retention.drawing.step.${step.kind}`)}</span>
            <strong>{step.to}</strong>
            <span className="box-note">{noteText(t, drawing, step)}</span>
          </li>
        </Fragment>
      ))}
    </ol>
  )
}

function operationText(t: Text['t'], { cutOff }: RetentionDrawingView, { kind, years }: Step): string {
  return t(`record:retention.drawing.op.${kind}`, { cutOff: t(`schedules:cutOff.${cutOff}`), years })
}

/** Of what the date is one, where the name of the box does not say it. */
function noteText(t: Text['t'], drawing: RetentionDrawingView, { kind }: Step): string {
  if (kind === 'trigger')
    return [
      t(`schedules:trigger.${drawing.trigger}`),
      ...(drawing.triggerOf === null ? [] : [drawing.triggerOf]),
    ].join(' ')
  if (kind !== 'term') return ''
  const { term, scheduledTerm, isMinimumTerm } = drawing
  if (term !== scheduledTerm) return t('record:retention.drawing.extended', { from: scheduledTerm, to: term })
  return isMinimumTerm ? t('record:retention.drawing.minimum') : ''
}
