import { useSession } from '#ui/client/session-context.ts'
import { useText } from '#ui/i18n/use-text.ts'

export function Myself() {
  const { t, say } = useText()
  const { person, posts } = useSession()
  return (
    <section className="card">
      <h2>{t('settings:myself')}</h2>
      <dl className="dl">
        <dt>{t('settings:name')}</dt>
        <dd>{say(person.name)}</dd>
        <dt>{t('signIn:login')}</dt>
        <dd className="code">{person.login}</dd>
        <dt>{t('settings:clearance')}</dt>
        <dd>{t(`vocabulary:choice.${person.clearance}`)}</dd>
        <dt>{t('settings:posts')}</dt>
        <dd>
          <ul>
            {posts.map((post) => (
              <li key={post.id}>
                {t('shell:post', { unit: say(post.unitName), role: t(`vocabulary:role.${post.role}`) })}
                {post.appraiserKind !== null && (
                  <span className="muted"> · {t(`vocabulary:appraiser.${post.appraiserKind}`)}</span>
                )}
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      <p>
        <a href="/docs/">{t('settings:reference')}</a>
      </p>
    </section>
  )
}
