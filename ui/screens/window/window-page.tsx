import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { useSession } from '#ui/client/session-context.ts'
import { PageHead } from '#ui/components/page-head.tsx'
import { EmptyState } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { WINDOW_TABS } from '#ui/search.ts'
import { DeskTab } from './desk-tab.tsx'
import { RegisterTab } from './register-tab.tsx'

/** Own data at the window: who proved who they are is served at the desk, and everything stands in the register. */
export function WindowPage() {
  const { t } = useText()
  const { allowed } = useSession()
  const mayServe = allowed['giving.ask']
  const { tab = mayServe ? 'desk' : 'register' } = useSearch({ from: '/shell/window' })
  const navigate = useNavigate({ from: '/window' })
  return (
    <div className="page">
      <PageHead title={t('window:title')} form="with-tabs">
        <Tabs
          activeKey={tab}
          onChange={(key) =>
            void navigate({ search: { tab: WINDOW_TABS.find((name) => name === key) ?? 'desk' } })
          }
          tabBarStyle={{ margin: 0 }}
          items={WINDOW_TABS.filter((name) => mayServe || name === 'register').map((name) => ({
            key: name,
            label: t(`window:tab.${name}`),
          }))}
        />
      </PageHead>
      <div className="page-body">
        {tab === 'register' && <RegisterTab />}
        {tab === 'desk' && mayServe && <DeskTab />}
        {tab === 'desk' && !mayServe && (
          <EmptyState title={t('window:notYours.title')} hint={t('window:notYours.hint')} />
        )}
      </div>
    </div>
  )
}
