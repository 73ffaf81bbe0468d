import { Outlet, useLocation } from '@tanstack/react-router'
import { useChanges } from '#ui/client/changes.ts'
import { SessionContext } from '#ui/client/session-context.ts'
import { useSessionQuery } from '#ui/client/session.ts'
import { ErrorState, Loading } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { GoTo } from './go-to.tsx'
import { KeyHelp } from './key-help.tsx'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar.tsx'

/** The frame of every screen behind sign-in; without a session it leads to the door and back again. */
export function Shell() {
  const session = useSessionQuery()
  const location = useLocation()
  if (session.data === undefined) {
    return session.isPending ? (
      <Loading rows={10} />
    ) : (
      <ErrorState error={session.error} onRetry={() => void session.refetch()} />
    )
  }
  if (session.data === null || session.data.person.pending !== null) {
    return (
      <GoTo
        href={location.href === '/' ? '/sign-in' : `/sign-in?from=${encodeURIComponent(location.href)}`}
      />
    )
  }
  return (
    <SessionContext value={session.data}>
      <Frame />
    </SessionContext>
  )
}

function Frame() {
  const { t } = useText()
  useChanges()
  return (
    <div className="app">
      <a className="skip-link" href="#main">
        {t('shell:skip')}
      </a>
      <TopBar />
      <Rail />
      <main className="main" id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <KeyHelp />
    </div>
  )
}
