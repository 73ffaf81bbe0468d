import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, Tabs } from 'antd'
import { lazy, Suspense } from 'react'
import type { RecordDetailView } from '#api/contract/records.ts'
import { useRead } from '#ui/client/hooks.ts'
import { LifecyclePath } from '#ui/components/lifecycle-path.tsx'
import { PageHead } from '#ui/components/page-head.tsx'
import { Answered, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { RECORD_TABS } from '#ui/search.ts'
import { Comments } from '#ui/screens/comments/comments.tsx'
import { Contents } from './contents.tsx'
import { Metadata } from './metadata.tsx'
import { Overview } from './overview.tsx'
import { Proof } from './proof.tsx'
import { RecordBadges } from './record-badges.tsx'
import { Retention } from './retention/retention.tsx'
import { Timeline } from './timeline.tsx'
import './record.css'

/** The library of diagrams is large, and most who open a record look for something else. */
const Course = lazy(async () => ({ default: (await import('./course/course.tsx')).Course }))

/** Page images, shelf and forms belong to paper files alone. */
const PaperContents = lazy(async () => ({
  default: (await import('./paper/paper-contents.tsx')).PaperContents,
}))

type Tab = (typeof RECORD_TABS)[number]

export function RecordPage() {
  const { recordId } = useParams({ from: '/shell/records/$recordId' })
  const record = useRead('GET /api/records/:id', { params: { id: recordId } })
  return (
    <Answered query={record} heading="h1">
      {(detail) => <RecordView record={detail} />}
    </Answered>
  )
}

function RecordView({ record }: { readonly record: RecordDetailView }) {
  const { t, say } = useText()
  const { tab = 'overview' } = useSearch({ from: '/shell/records/$recordId' })
  const navigate = useNavigate({ from: '/records/$recordId' })
  const show = (next: Tab) =>
    void navigate({ search: next === 'overview' ? {} : { tab: next }, replace: true })
  const counts: Partial<Record<Tab, number>> = { contents: record.objects, timeline: record.events }
  return (
    <div className="page">
      <PageHead
        form="with-tabs"
        title={record.title}
        badges={<RecordBadges record={record} />}
        actions={
          <Button type="primary" onClick={() => show('proof')}>
            {t('record:verify')}
          </Button>
        }
      >
        <p className="row wrap muted">
          <span className="code">{record.archivalCode ?? t('record:uncoded')}</span>
          <span>{say(record.unitName)}</span>
          <span>{t('record:formed', { on: record.formedOn })}</span>
          <span>
            {[
              t('filesCount', { count: record.objects }),
              ...(record.pages === null ? [] : [t('pagesCount', { count: record.pages })]),
            ].join(' · ')}
          </span>
        </p>
        {record.quarantine !== null && (
          <p>
            <Tag tone="over">
              {t(record.quarantine === 'found' ? 'codes:mark.banner' : 'codes:mark.bannerDeclared')}
            </Tag>
          </p>
        )}
        <LifecyclePath path={record.path} />
        <Tabs
          activeKey={tab}
          onChange={(key) => show(RECORD_TABS.find((name) => name === key) ?? 'overview')}
          tabBarStyle={{ margin: 0 }}
          items={RECORD_TABS.map((name) => ({
            key: name,
            label:
              counts[name] === undefined
                ? t(`record:tab.${name}`)
                : `${t(`record:tab.${name}`)} ${counts[name]}`,
          }))}
        />
      </PageHead>
      <TabBody tab={tab} record={record} />
    </div>
  )
}

function TabBody({ tab, record }: { readonly tab: Tab; readonly record: RecordDetailView }) {
  switch (tab) {
    case 'overview':
      return <Overview record={record} />
    case 'contents':
      return record.carrier === 'electronic' ? (
        <Contents record={record} />
      ) : (
        <Suspense fallback={<Loading rows={10} />}>
          <PaperContents record={record} files={<Contents record={record} />} />
        </Suspense>
      )
    case 'metadata':
      return <Metadata recordId={record.id} />
    case 'course':
      return (
        <Suspense fallback={<Loading rows={10} />}>
          <Course recordId={record.id} />
        </Suspense>
      )
    case 'comments':
      return (
        <div className="page-body">
          <Comments subjectId={record.id} taskId={null} mode={record.endedOn === null ? 'open' : 'closed'} />
        </div>
      )
    case 'timeline':
      return <Timeline record={record} />
    case 'retention':
      return <Retention record={record} />
    case 'proof':
      return <Proof record={record} />
  }
}
