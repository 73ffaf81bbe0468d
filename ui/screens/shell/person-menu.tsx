import { useNavigate } from '@tanstack/react-router'
import { Dropdown } from 'antd'
import { useSignOut } from '#ui/client/session.ts'
import { useSession } from '#ui/client/session-context.ts'
import { useText } from '#ui/i18n/use-text.ts'

/** Who one is here, and as what; the initial is the first letter of the name. */
export function PersonMenu() {
  const { t, say } = useText()
  const { person, posts } = useSession()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const name = say(person.name)
  const post = posts
    .map((held) => t('shell:post', { unit: say(held.unitName), role: t(`vocabulary:role.${held.role}`) }))
    .join(t('shell:postSeparator'))
  const items = [
    {
      key: 'settings',
      label: t('shell:rail.settings'),
      onClick: () => void navigate({ to: '/settings', search: {} }),
    },
    { key: 'out', label: t('shell:signOut'), onClick: () => signOut.mutate({}) },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <button type="button" className="who" aria-haspopup="menu" title={`${name} · ${post}`}>
        <span className="avatar" aria-hidden="true">
          {name.slice(0, 1)}
        </span>
        <span className="who-lines">
          <span className="clip">{name}</span>
          <small className="clip">{post}</small>
        </span>
      </button>
    </Dropdown>
  )
}
