import { useQueryClient } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { asProblem, type ProblemError } from '#ui/client/problem-error.ts'
import { useText } from '#ui/i18n/use-text.ts'
import { CopyText } from './copy-text.tsx'

/** Few open a person's file unasked, and its fields are large. */
const AskPurpose = lazy(async () => ({ default: (await import('./ask-purpose.tsx')).AskPurpose }))

export function Loading({ rows = 6 }: { readonly rows?: number }) {
  const { t } = useText()
  return (
    <output aria-label={t('loading')} style={{ padding: 16 }}>
      <Skeleton active title={false} paragraph={{ rows, width: '100%' }} />
    </output>
  )
}

export function EmptyState({
  title,
  hint,
  children,
}: {
  readonly title: string
  readonly hint: string
  readonly children?: ReactNode
}) {
  return (
    <div className="state">
      <h2>{title}</h2>
      <p>{hint}</p>
      {children}
    </div>
  )
}

/** What went wrong, what to do, the trace id for those who look it up, and a way out. */
interface ErrorStateProps {
  readonly error: unknown
  readonly onRetry?: () => void
  /** `h1` where the failure takes the place of a whole page. */
  readonly heading?: 'h1' | 'h2'
}

export function ErrorState({ error, onRetry, heading: Heading = 'h2' }: ErrorStateProps) {
  const { t, problem } = useText()
  const client = useQueryClient()
  const known = asProblem(error)
  const personal = personalFileOf(known)
  if (personal !== undefined)
    return (
      <Suspense fallback={<Loading />}>
        <AskPurpose recordId={personal} heading={Heading} onSaid={() => void client.invalidateQueries()} />
      </Suspense>
    )
  const { title, fix } = known.isOffline
    ? { title: t('offline.title'), fix: t('offline.fix') }
    : problem(known.code)
  return (
    <div className="state" role="alert">
      <Heading>{title}</Heading>
      <p>{fix}</p>
      {onRetry !== undefined && <Button onClick={onRetry}>{t('retry')}</Button>}
      {known.traceId !== undefined && <CopyText value={known.traceId} label={t('traceId')} />}
    </div>
  )
}

/** Of a refusal that asks what a person's file is opened for: which file. */
function personalFileOf({ code, detail }: ProblemError): string | undefined {
  if (code !== 'access.purpose-required') return undefined
  if (typeof detail !== 'object' || detail === null || !('recordId' in detail)) return undefined
  return typeof detail.recordId === 'string' ? detail.recordId : undefined
}

interface Answer<T> {
  readonly data: T | undefined
  readonly error: unknown
  readonly isPending: boolean
  /** Failures of this very question; none yet for another one. */
  readonly errorUpdateCount: number
  readonly refetch: () => unknown
}

/** The four states of a screen: skeleton, error with a way out, empty (the caller's), data. */
export function Answered<T>({
  query,
  rows = 6,
  heading = 'h2',
  children,
}: {
  readonly query: Answer<T>
  readonly rows?: number
  readonly heading?: 'h1' | 'h2'
  readonly children: (data: T) => ReactNode
}) {
  // What failed is asked again whenever something changed: until that is answered the page says what it said, and does not flicker.
  const [failed, setFailed] = useState(query.error)
  if (query.error !== null && query.error !== failed) setFailed(query.error)
  if (query.data !== undefined) return children(query.data)
  if (query.isPending && query.errorUpdateCount === 0) return <Loading rows={rows} />
  return <ErrorState heading={heading} error={query.error ?? failed} onRetry={() => void query.refetch()} />
}
