import { useSearch } from '@tanstack/react-router'
import { useRead } from '#ui/client/hooks.ts'
import { useSessionQuery } from '#ui/client/session.ts'
import { Answered } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { GoTo } from '#ui/screens/shell/go-to.tsx'
import { LanguageMenu, ThemeMenu } from '#ui/screens/shell/look-menus.tsx'
import { FirstPassword } from './first-password.tsx'
import { SignInForm } from './sign-in-form.tsx'
import './sign-in.css'

export function SignInPage() {
  const { from } = useSearch({ from: '/sign-in' })
  const session = useSessionQuery()
  const site = useRead('GET /api/site', {})
  const { t, say } = useText()
  if (session.data?.person.mustChangePassword === false) return <GoTo href={from ?? '/worklist'} />
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
              {session.data?.person.mustChangePassword === true ? (
                <FirstPassword />
              ) : (
                <SignInForm demoLogins={view.demoLogins} />
              )}
              <p className="faint">{t('signIn:version', { version: view.version })}</p>
            </>
          )}
        </Answered>
      </main>
    </div>
  )
}
