import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { PageHead } from '#ui/components/page-head.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { SavedFilters } from '#ui/screens/saved/saved-filters.tsx'
import { TRANSFER_TABS } from '#ui/search.ts'
import { BatchesTab } from './batches-tab.tsx'
import { DueTab } from './due-tab.tsx'

/** What is due for the city archive, and the batches on their way there. */
export function TransferPage() {
  const { t } = useText()
  const search = useSearch({ from: '/shell/transfer' })
  const { tab = 'due' } = search
  const navigate = useNavigate({ from: '/transfer' })
  return (
    <div className="page">
      <PageHead title={t('transfer:title')} form="with-tabs">
        <Tabs
          activeKey={tab}
          onChange={(key) =>
            void navigate({ search: { tab: TRANSFER_TABS.find((name) => name === key) ?? 'due' } })
          }
          tabBarStyle={{ margin: 0 }}
          items={TRANSFER_TABS.map((name) => ({ key: name, label: t(`transfer:tab.${name}`) }))}
        />
      </PageHead>
      <div className="page-body">
        <SavedFilters screen="transfer" search={search} />
        {tab === 'due' ? <DueTab /> : <BatchesTab />}
      </div>
    </div>
  )
}
