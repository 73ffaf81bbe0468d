import { Link, type LinkProps } from '@tanstack/react-router'
import { useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { countText } from '#ui/components/figures.ts'
import { Icon, type IconName } from '#ui/components/icon.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { DIGITISATION_ROLES, STORE_ROLES } from '#ui/search.ts'

interface Entry {
  readonly to: NonNullable<LinkProps['to']>
  readonly icon: IconName
  readonly text: string
  readonly count?: string | undefined
  readonly isLast?: boolean
}

/** By what people do, not by table; counts say what waits. */
export function Rail() {
  const { t } = useText()
  const { roles, allowed } = useSession()
  const counts = useRead('GET /api/tasks/counts', {}).data
  const counted = (total: { readonly count: number; readonly isCapped: boolean } | undefined) =>
    total === undefined || total.count === 0 ? undefined : countText(total)
  const isAdministrator = roles.length > 0 && roles.every((role) => role.endsWith('-admin'))
  const entries: readonly Entry[] = [
    { to: '/worklist', icon: 'inbox', text: t('shell:rail.worklist'), count: counted(counts?.mine) },
    ...(isAdministrator
      ? []
      : ([
          { to: '/records', icon: 'record', text: t('shell:rail.records') },
          { to: '/disposal', icon: 'scales', text: t('shell:rail.disposal') },
        ] as const)),
    ...(allowed['batch.compile'] || allowed['list.ask-stop']
      ? ([{ to: '/transfer', icon: 'transfer', text: t('shell:rail.transfer') }] as const)
      : []),
    ...(DIGITISATION_ROLES.some((role) => roles.includes(role))
      ? ([{ to: '/digitisation', icon: 'scan', text: t('shell:rail.digitisation') }] as const)
      : []),
    ...(STORE_ROLES.some((role) => roles.includes(role))
      ? ([{ to: '/store', icon: 'shelf', text: t('shell:rail.store') }] as const)
      : []),
    ...(isAdministrator
      ? []
      : ([{ to: '/schedules', icon: 'schedule', text: t('shell:rail.schedules') }] as const)),
    ...(allowed['audit.read']
      ? ([{ to: '/audit', icon: 'audit', text: t('shell:rail.audit') }] as const)
      : []),
    { to: '/incidents', icon: 'alert', text: t('shell:rail.incidents'), count: counted(counts?.incidents) },
    { to: '/health', icon: 'pulse', text: t('shell:rail.health') },
    { to: '/settings', icon: 'gear', text: t('shell:rail.settings'), isLast: true },
  ]
  return (
    <nav className="rail" aria-label={t('shell:rail.label')}>
      <ul>
        {entries.map((entry) => (
          <li key={entry.to} className={entry.isLast === true ? 'bottom' : ''}>
            <Link to={entry.to} activeProps={{ className: 'active' }}>
              <Icon name={entry.icon} />
              <span className="clip">{entry.text}</span>
              {entry.count !== undefined && <span className="count">{entry.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
