import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { PageHead } from '#ui/components/page-head.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { FILING_TABS } from '#ui/search.ts'
import { CalendarTab } from './calendar-tab.tsx'
import { CasesTab } from './cases-tab.tsx'
import './filing.css'
import { LateTab } from './late-tab.tsx'
import { WorkdaysTab } from './workdays-tab.tsx'

/** The filing calendar of the units, what was not filed in time, and the cases that followed. */
export function FilingPage() {
  const { t } = useText()
  const { tab = 'calendar' } = useSearch({ from: '/shell/filing' })
  const navigate = useNavigate({ from: '/filing' })
  return (
    <div className="page">
      <PageHead title={t('filing:title')} form="with-tabs">
        <Tabs
          activeKey={tab}
          onChange={(key) =>
            void navigate({ search: { tab: FILING_TABS.find((name) => name === key) ?? 'calendar' } })
          }
          tabBarStyle={{ margin: 0 }}
          items={FILING_TABS.map((name) => ({ key: name, label: t(`filing:tab.${name}`) }))}
        />
      </PageHead>
      <div className="page-body">
        {tab === 'calendar' && <CalendarTab />}
        {tab === 'late' && <LateTab />}
        {tab === 'cases' && <CasesTab />}
        {tab === 'workdays' && <WorkdaysTab />}
      </div>
    </div>
  )
}
