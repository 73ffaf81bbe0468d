import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { lazy, Suspense } from 'react'
import { PageHead } from '#ui/components/page-head.tsx'
import { Loading } from '#ui/components/states.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { SavedFilters } from '#ui/screens/saved/saved-filters.tsx'
import { DISPOSAL_TABS } from '#ui/search.ts'
import { DueTab } from './due-tab.tsx'
import { HoldsTab } from './holds-tab.tsx'
import { ListsTab } from './lists-tab.tsx'
import { RegisterTab } from './register-tab.tsx'
import { VitalTab } from './vital-tab.tsx'

/** Charts are for those who look ahead; most come here to do what is due. */
const ForecastTab = lazy(async () => ({ default: (await import('./forecast-tab.tsx')).ForecastTab }))

type Tab = (typeof DISPOSAL_TABS)[number]

/** What falls due, the lists on their way, what was destroyed, and what is stopped. */
export function DisposalPage() {
  const { t } = useText()
  const search = useSearch({ from: '/shell/disposal' })
  const { tab = 'due' } = search
  const navigate = useNavigate({ from: '/disposal' })
  return (
    <div className="page">
      <PageHead title={t('disposal:title')} form="with-tabs">
        <Tabs
          activeKey={tab}
          onChange={(key) =>
            void navigate({ search: { tab: DISPOSAL_TABS.find((name) => name === key) ?? 'due' } })
          }
          tabBarStyle={{ margin: 0 }}
          items={DISPOSAL_TABS.map((name) => ({ key: name, label: t(`disposal:tab.${name}`) }))}
        />
      </PageHead>
      <div className="page-body">
        <SavedFilters screen="disposal" search={search} />
        <TabBody tab={tab} />
      </div>
    </div>
  )
}

function TabBody({ tab }: { readonly tab: Tab }) {
  switch (tab) {
    case 'due':
      return <DueTab />
    case 'forecast':
      return (
        <Suspense fallback={<Loading rows={8} />}>
          <ForecastTab />
        </Suspense>
      )
    case 'lists':
      return <ListsTab />
    case 'register':
      return <RegisterTab />
    case 'holds':
      return <HoldsTab />
    case 'vital':
      return <VitalTab />
  }
}
