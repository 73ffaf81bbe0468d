import { Link } from '@tanstack/react-router'
import { useText } from '#ui/i18n/use-text.ts'
import type { SETTINGS_TABS } from '#ui/search.ts'

export type SettingsTab = (typeof SETTINGS_TABS)[number]

/** What belongs together; each page stands in one group. */
const GROUPS = {
  self: ['account', 'sessions'],
  posts: ['organisation', 'deputies', 'hand-overs'],
  archive: ['access', 'structure', 'codes', 'formats', 'stubs', 'marks'],
  site: ['rights', 'accounts', 'keys', 'clock'],
} as const satisfies Readonly<Record<string, readonly SettingsTab[]>>

interface SettingsMenuProps {
  /** Pages that the reader's posts open. */
  readonly tabs: readonly SettingsTab[]
  readonly shown: SettingsTab
}

/** All pages of the settings under each other, by what they are about: whatever a post opens stands in sight. */
export function SettingsMenu({ tabs, shown }: SettingsMenuProps) {
  const { t } = useText()
  return (
    <nav className="settings-menu" aria-label={t('settings:title')}>
      {Object.entries(GROUPS).map(([group, members]) => {
        const open = members.filter((name) => tabs.includes(name))
        return (
          open.length > 0 && (
            <section key={group} aria-labelledby={`settings-${group}`}>
              <h2 id={`settings-${group}`}>{t(`settings:group.${group}`)}</h2>
              <ul>
                {open.map((name) => (
                  <li key={name}>
                    <Link
                      to="/settings"
                      search={{ tab: name }}
                      className={name === shown ? 'active' : ''}
                      {...(name === shown ? { 'aria-current': 'page' as const } : {})}
                    >
                      {t(`settings:tab.${name}`)}
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          )
        )
      })}
    </nav>
  )
}
