import type { LinkProps } from '@tanstack/react-router'
import { useSession } from '#ui/client/session-context.ts'
import type { IconName } from '#ui/components/icon.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { DIGITISATION_ROLES, STORE_ROLES, WINDOW_ROLES } from '#ui/search.ts'

export interface Entry {
  readonly to: NonNullable<LinkProps['to']>
  readonly icon: IconName
  readonly text: string
  readonly isLast?: boolean
}

/** The pages that the reader's posts open, by what people do and not by table. */
export function useEntries(): readonly Entry[] {
  const { t } = useText()
  const { roles, allowed } = useSession()
  const isAdministrator = roles.length > 0 && roles.every((role) => role.endsWith('-admin'))
  return [
    { to: '/worklist', icon: 'inbox', text: t('shell:rail.worklist') },
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
    ...(WINDOW_ROLES.some((role) => roles.includes(role))
      ? ([{ to: '/window', icon: 'person', text: t('shell:rail.window') }] as const)
      : []),
    ...(isAdministrator
      ? []
      : ([
          { to: '/schedules', icon: 'schedule', text: t('shell:rail.schedules') },
          { to: '/filing', icon: 'calendar', text: t('shell:rail.filing') },
        ] as const)),
    ...(allowed['audit.read']
      ? ([{ to: '/audit', icon: 'audit', text: t('shell:rail.audit') }] as const)
      : []),
    { to: '/incidents', icon: 'alert', text: t('shell:rail.incidents') },
    { to: '/health', icon: 'pulse', text: t('shell:rail.health') },
    { to: '/settings', icon: 'gear', text: t('shell:rail.settings'), isLast: true },
  ]
}
