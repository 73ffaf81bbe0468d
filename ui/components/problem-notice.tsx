import type { ReactNode } from 'react'
import { asProblem } from '#ui/client/problem-error.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** A refused act beside its button: what happened, what to do, and the server's detail where there is one. */
export function ProblemNotice({
  error,
  children,
}: {
  readonly error: unknown
  readonly children?: ReactNode
}) {
  const { t, problem } = useText()
  if (error === null || error === undefined) return null
  const known = asProblem(error)
  const { title, fix } = known.isOffline
    ? { title: t('offline.title'), fix: t('offline.fix') }
    : problem(known.code)
  const detail = detailText(known.detail)
  return (
    <div className="notice" role="alert">
      <div className="grow stack tight">
        <div>
          <strong>{title}</strong>
          <p>{fix}</p>
          {detail !== '' && <p className="muted">{detail}</p>}
        </div>
        {children}
        {known.traceId !== undefined && <span className="trace">{known.traceId}</span>}
      </div>
    </div>
  )
}

function detailText(detail: unknown): string {
  if (typeof detail === 'string') return detail
  if (typeof detail !== 'object' || detail === null) return ''
  return Object.entries(detail)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('; ')
}
