import type { RetentionDrawingView } from '#api/contract/records.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { scaleOf } from './scale.ts'

interface TermScaleProps {
  readonly drawing: RetentionDrawingView
  readonly today: string
}

/** How much of the term is over, to scale. */
export function TermScale({ drawing, today }: TermScaleProps) {
  const { t } = useText()
  const scale = scaleOf(drawing, today)
  if (scale === undefined) return null
  const said = scale.parts.map(
    ({ kind, share }) => `${t(`record:retention.drawing.${kind}`)} ${Math.round(share * 100)} %`,
  )
  return (
    <div className="term-scale">
      <span className="visually-hidden">{`${t('record:retention.drawing.scale')}: ${said.join(', ')}`}</span>
      <div className="term-bar" aria-hidden="true">
        {scale.parts.map(({ kind, share }) => (
          <i
            key={kind}
            className={`term-${kind}`}
            style={{ width: `${share * 100}%` }}
            title={t(`record:retention.drawing.${kind}`)}
          />
        ))}
        {scale.today !== null && <b style={{ left: `${scale.today * 100}%` }} />}
      </div>
      <div className="term-ends" aria-hidden="true">
        <span>{scale.from}</span>
        {scale.today !== null && (
          <span
            className="term-today"
            style={{ left: `${Math.min(0.8, Math.max(0.2, scale.today)) * 100}%` }}
          >
            {t('record:retention.drawing.today', { on: today })}
          </span>
        )}
        <span>{scale.to}</span>
      </div>
    </div>
  )
}
