import { useSearch } from '@tanstack/react-router'
import { useSession } from '#ui/client/session-context.ts'
import { PageHead } from '#ui/components/page-head.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { RightsTab } from '#ui/screens/audit/rights-tab.tsx'
import { CodesTab } from '#ui/screens/codes/codes-tab.tsx'
import { MarksTab } from '#ui/screens/codes/marks-tab.tsx'
import { StubsTab } from '#ui/screens/codes/stubs-tab.tsx'
import { FirstPassword } from '#ui/screens/sign-in/first-password.tsx'
import { StructureTab } from '#ui/screens/structure/structure-tab.tsx'
import { AccessRequests } from './access-requests.tsx'
import { Accounts } from './accounts.tsx'
import { Deputies } from './deputies.tsx'
import { FormatsTab } from './formats-tab.tsx'
import { HandOvers } from './hand-overs.tsx'
import { Keys } from './keys.tsx'
import { Myself } from './myself.tsx'
import { Organisation } from './organisation.tsx'
import { SecondFactor } from './second-factor.tsx'
import { SecurityKeys } from './security-keys.tsx'
import { Sessions } from './sessions.tsx'
import { SettingsMenu, type SettingsTab } from './settings-menu.tsx'
import { SiteClock } from './site-clock.tsx'
import './settings.css'

/** Who may know of classified files; what each of them does, the server decides. */
const KNOW_OF_STUBS = ['archives-head', 'unit-head', 'auditor', 'security-admin'] as const

/** One's own account, and what an administrator's post adds. */
export function SettingsPage() {
  const { t } = useText()
  const { tab = 'account' } = useSearch({ from: '/shell/settings' })
  const { roles, allowed, site } = useSession()
  const tabs: readonly SettingsTab[] = [
    'account',
    'sessions',
    ...(allowed['person.find'] ? (['organisation'] as const) : []),
    'deputies',
    'hand-overs',
    'access',
    'structure',
    ...(allowed['code.manage'] ? (['codes'] as const) : []),
    'formats',
    ...(KNOW_OF_STUBS.some((role) => roles.includes(role)) ? (['stubs'] as const) : []),
    ...(roles.includes('security-admin') ? (['marks', 'rights', 'accounts', 'keys'] as const) : []),
    ...(allowed['clock.move'] && site.mode !== 'production' ? (['clock'] as const) : []),
  ]
  const shown = tabs.includes(tab) ? tab : 'account'
  return (
    <div className="page">
      <PageHead title={t('settings:title')} />
      <div className="settings">
        <SettingsMenu tabs={tabs} shown={shown} />
        {shown === 'rights' ? (
          <RightsTab />
        ) : (
          <div className="page-body">
            {shown === 'account' && (
              <div className="page-body split" style={{ padding: 0 }}>
                <div className="stack loose">
                  <Myself />
                  <SecondFactor />
                  <SecurityKeys />
                </div>
                <FirstPassword title={t('settings:password')} />
              </div>
            )}
            {shown === 'organisation' && <Organisation />}
            {shown === 'sessions' && <Sessions />}
            {shown === 'accounts' && <Accounts />}
            {shown === 'deputies' && <Deputies />}
            {shown === 'hand-overs' && <HandOvers />}
            {shown === 'access' && <AccessRequests />}
            {shown === 'structure' && <StructureTab />}
            {shown === 'codes' && <CodesTab />}
            {shown === 'formats' && <FormatsTab />}
            {shown === 'stubs' && <StubsTab />}
            {shown === 'marks' && <MarksTab />}
            {shown === 'keys' && <Keys />}
            {shown === 'clock' && <SiteClock />}
          </div>
        )}
      </div>
    </div>
  )
}
