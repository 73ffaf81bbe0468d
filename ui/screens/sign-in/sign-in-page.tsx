import { useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import type { SessionView } from '#api/contract/session.ts'
import { problemOf, type ProblemCode } from '#domain/problems.ts'
import { providerAddress } from '#ui/client/addresses.ts'
import { ProblemError } from '#ui/client/problem-error.ts'
import { useRead } from '#ui/client/hooks.ts'
import { useSessionQuery, useSignOut } from '#ui/client/session.ts'
import { SessionContext } from '#ui/client/session-context.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { SecondFactor } from '#ui/screens/settings/second-factor.tsx'
import { NewKey } from '#ui/screens/settings/security-keys.tsx'
import { GoTo } from '#ui/screens/shell/go-to.tsx'
import { LanguageMenu, ThemeMenu } from '#ui/screens/shell/look-menus.tsx'
import { FirstPassword } from './first-password.tsx'
import { ProveFactor } from './prove-factor.tsx'
import { SignInForm } from './sign-in-form.tsx'
import './sign-in.css'

export function SignInPage() {
  const { from, problem } = useSearch({ from: '/sign-in' })
  const session = useSessionQuery()
  const site = useRead('GET /api/site', {})
  const { t, say } = useText()
  if (session.data?.person.pending === null) return <GoTo href={from ?? '/worklist'} />
  return (
    <div className="sign-in">
      <div className="sign-in-corner">
        <LanguageMenu />
        <ThemeMenu />
      </div>
      <main className="sign-in-main">
        <Answered query={site} heading="h1">
          {(view) => (
            <>
              <header>
                <h1>{say(view.name)}</h1>
                <p className="muted row">
                  {t('signIn:product')}
                  {view.mode !== 'production' && <Tag tone="info">{t(`vocabulary:mode.${view.mode}`)}</Tag>}
                </p>
              </header>
              {session.data === undefined || session.data === null ? (
                <>
                  {problem !== undefined && <Refused code={problem} />}
                  <SignInForm demoLogins={view.demoLogins} />
                  {view.signInProvider !== null && (
                    <Button block href={providerAddress(from)}>
                      {t('signIn:provider', { name: say(view.signInProvider) })}
                    </Button>
                  )}
                </>
              ) : (
                <Missing session={session.data} />
              )}
              <p className="faint">{t('signIn:version', { version: view.version })}</p>
            </>
          )}
        </Answered>
      </main>
    </div>
  )
}

/** What is still missing of a sign-in: nothing else opens before it. */
function Missing({ session }: { readonly session: SessionView }) {
  const { t } = useText()
  const signOut = useSignOut()
  const { pending, hasSecondFactor, securityKeys } = session.person
  return (
    <SessionContext value={session}>
      {pending === 'change-password' && <FirstPassword />}
      {pending === 'prove-factor' && <ProveFactor hasTotp={hasSecondFactor} hasKeys={securityKeys > 0} />}
      {pending === 'enrol-factor' && (
        <>
          <p>{t('signIn:enrol')}</p>
          <SecondFactor />
          <section className="card">
            <h2>{t('settings:key.title')}</h2>
            <NewKey />
          </section>
        </>
      )}
      <Button type="link" loading={signOut.isPending} onClick={() => signOut.mutate({})}>
        {t('shell:signOut')}
      </Button>
    </SessionContext>
  )
}

function Refused({ code }: { readonly code: ProblemCode }) {
  return <ProblemNotice error={new ProblemError({ code, ...problemOf(code) })} />
}
