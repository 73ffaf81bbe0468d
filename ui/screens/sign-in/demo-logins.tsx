import type { DemoLoginView } from '#api/contract/session.ts'
import { useText } from '#ui/i18n/use-text.ts'

interface DemoLoginsProps {
  readonly logins: readonly DemoLoginView[]
  readonly onPick: (login: DemoLoginView) => void
}

/** The invented persons of a demo site; a production site sends none. */
export function DemoLogins({ logins, onPick }: DemoLoginsProps) {
  const { t, say } = useText()
  return (
    <section className="panel demo-logins" aria-labelledby="demo-logins">
      <h2 id="demo-logins">{t('signIn:demo')}</h2>
      <ul>
        {logins.map((login) => (
          <li key={login.login}>
            <button type="button" onClick={() => onPick(login)}>
              <strong>{say(login.name)}</strong>
              <span className="clip muted">{say(login.post)}</span>
              <span className="code">{login.login}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
