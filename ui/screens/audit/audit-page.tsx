import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { PageHead } from '#ui/components/page-head.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { AUDIT_TABS } from '#ui/search.ts'
import { AccessTab } from './access-tab.tsx'
import { CheckpointsTab } from './checkpoints-tab.tsx'
import { EventsTab } from './events-tab.tsx'
import { RightsTab } from './rights-tab.tsx'
import { VerificationTab } from './verification-tab.tsx'
import './audit.css'

type Tab = (typeof AUDIT_TABS)[number]

/** What happened, who looked, and the proof that neither was changed. */
export function AuditPage() {
  const { t } = useText()
  const { tab = 'events' } = useSearch({ from: '/shell/audit' })
  const navigate = useNavigate({ from: '/audit' })
  return (
    <div className="page">
      <PageHead title={t('audit:title')} form="with-tabs">
        <Tabs
          activeKey={tab}
          onChange={(key) =>
            void navigate({ search: { tab: AUDIT_TABS.find((name) => name === key) ?? 'events' } })
          }
          tabBarStyle={{ margin: 0 }}
          items={AUDIT_TABS.map((name) => ({ key: name, label: t(`audit:tab.${name}`) }))}
        />
      </PageHead>
      <TabBody tab={tab} />
    </div>
  )
}

function TabBody({ tab }: { readonly tab: Tab }) {
  switch (tab) {
    case 'events':
      return <EventsTab />
    case 'access':
      return <AccessTab />
    case 'rights':
      return <RightsTab />
    case 'verification':
      return <VerificationTab />
    case 'checkpoints':
      return <CheckpointsTab />
  }
}
