import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import type { ScheduleDetailView } from '#api/contract/schedules.ts'
import { useFreshAround, useRead } from '#ui/client/hooks.ts'
import { PageHead } from '#ui/components/page-head.tsx'
import { Answered } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { SCHEDULE_TABS } from '#ui/search.ts'
import { ChangesTab } from './changes-tab.tsx'
import { RedatingTab } from './redating-tab.tsx'
import { RowsTab } from './rows-tab.tsx'
import { StateTag } from './state-tag.tsx'
import { VersionActions } from './version-actions.tsx'
import { VersionStages } from './version-stages.tsx'
import { WhatIfTab } from './what-if-tab.tsx'
import './schedules.css'

type Tab = (typeof SCHEDULE_TABS)[number]

/** While records are being moved the page asks again this often. */
const REDATING_REFETCH_MS = 1500

export function SchedulePage() {
  const { versionId } = useParams({ from: '/shell/schedules/$versionId' })
  const asked = { params: { id: versionId } }
  const schedule = useRead('GET /api/schedules/:id', asked)
  const isMoving = schedule.data?.redatings.some(({ state }) => state === 'running') === true
  useRead('GET /api/schedules/:id', asked, { refetchMs: isMoving ? REDATING_REFETCH_MS : undefined })
  useFreshAround('GET /api/schedules/:id/what-if', isMoving ? 'running' : 'still')
  return (
    <Answered query={schedule} heading="h1">
      {(detail) => <ScheduleView schedule={detail} />}
    </Answered>
  )
}

function ScheduleView({ schedule }: { readonly schedule: ScheduleDetailView }) {
  const { t } = useText()
  const { version, changes } = schedule
  const { tab = 'rows' } = useSearch({ from: '/shell/schedules/$versionId' })
  const navigate = useNavigate({ from: '/schedules/$versionId' })
  const counts: Partial<Record<Tab, number>> = {
    rows: version.rows,
    ...(version.basedOnId === null ? {} : { changes: changes.length }),
  }
  return (
    <div className="page">
      <PageHead
        form="with-tabs"
        title={t('schedules:versionTitle', {
          name: t(`schedules:name.${version.schedule}`, { defaultValue: version.schedule }),
          version: version.version,
        })}
        badges={
          <>
            <StateTag state={version.state} />
            {version.locked > 0 && <Tag tone="soon">{t('schedules:locked', { count: version.locked })}</Tag>}
          </>
        }
        actions={<VersionActions schedule={schedule} />}
      >
        <VersionStages version={version} />
        <Tabs
          activeKey={tab}
          onChange={(key) =>
            void navigate({
              search: key === 'rows' ? {} : { tab: SCHEDULE_TABS.find((name) => name === key) ?? 'rows' },
              replace: true,
            })
          }
          tabBarStyle={{ margin: 0 }}
          items={SCHEDULE_TABS.map((name) => ({
            key: name,
            label:
              counts[name] === undefined
                ? t(`schedules:tab.${name}`)
                : `${t(`schedules:tab.${name}`)} ${counts[name]}`,
          }))}
        />
      </PageHead>
      <div className="page-body">
        <TabBody tab={tab} schedule={schedule} />
      </div>
    </div>
  )
}

function TabBody({ tab, schedule }: { readonly tab: Tab; readonly schedule: ScheduleDetailView }) {
  switch (tab) {
    case 'rows':
      return <RowsTab schedule={schedule} />
    case 'changes':
      return <ChangesTab schedule={schedule} />
    case 'what-if':
      return <WhatIfTab version={schedule.version} />
    case 'redating':
      return <RedatingTab schedule={schedule} />
  }
}
