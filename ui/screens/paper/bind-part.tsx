import { InputNumber } from 'antd'
import { useId } from 'react'
import { useRead } from '#ui/client/hooks.ts'
import { Answered } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import type { PaperPartProps } from './parts.ts'

/** Contents list, images and paper side by side: it is bound only when they agree. */
export function BindPart({ task, values, onChange, faults }: PaperPartProps) {
  const { t } = useText()
  const id = useId()
  const pages = useRead('GET /api/records/:id/pages', { params: { id: task.subjectId } })
  const counted = typeof values['countedPages'] === 'number' ? values['countedPages'] : null
  const fault = faults['countedPages']
  return (
    <Answered query={pages} rows={3}>
      {({ listed, items, passes }) => {
        const scanned = passes.length === 0 && items.length === 0 ? null : items.length
        const isSame = counted === listed && (scanned === null || scanned === counted)
        const verdict =
          counted === null ? 'count' : isSame ? (scanned === null ? 'agreeTwo' : 'agree') : 'differ'
        return (
          <div className="stack tight">
            <dl className="counts">
              <div>
                <dt>{t('paper:bind.listed')}</dt>
                <dd>{listed ?? '—'}</dd>
              </div>
              <div className={scanned !== null && scanned !== listed ? 'differs' : ''}>
                <dt>{t('paper:bind.scanned')}</dt>
                <dd>{scanned ?? <span className="muted small">{t('paper:bind.notScanned')}</span>}</dd>
              </div>
              <div className={counted !== null && counted !== listed ? 'differs' : ''}>
                <dt>
                  <label htmlFor={id}>{t('paper:bind.counted')}</label>
                </dt>
                <dd>
                  <InputNumber<number>
                    id={id}
                    min={0}
                    max={100_000}
                    precision={0}
                    size="large"
                    disabled={!task.isMine}
                    value={counted}
                    aria-required
                    {...(fault === undefined ? {} : { status: 'warning' as const })}
                    onChange={(number) => {
                      const { countedPages: _, ...others } = values
                      onChange(number === null ? others : { ...others, countedPages: number })
                    }}
                  />
                </dd>
              </div>
            </dl>
            <p className={`notice${verdict === 'differ' ? '' : ' info'}`} aria-live="polite">
              {t(`paper:bind.${verdict}`)}
            </p>
            {fault !== undefined && (
              <div className="field">
                <span className="fault" role="alert">
                  {t(`vocabulary:fault.${fault}`)}
                </span>
              </div>
            )}
          </div>
        )
      }}
    </Answered>
  )
}
