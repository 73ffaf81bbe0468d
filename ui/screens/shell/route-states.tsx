import { Link } from '@tanstack/react-router'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'

export function RoutePending() {
  return <Loading rows={10} />
}

export function RouteMissing() {
  const { t } = useText()
  return (
    <main className="page">
      <h1 className="visually-hidden">{t('missing.title')}</h1>
      <EmptyState title={t('missing.title')} hint={t('missing.hint')}>
        <Link to="/worklist">{t('missing.back')}</Link>
      </EmptyState>
    </main>
  )
}

/** A screen that could not be drawn or loaded: a new build may have taken its place. */
export function RouteFailure({ error }: { readonly error: unknown }) {
  return <ErrorState heading="h1" error={error} onRetry={() => location.reload()} />
}
