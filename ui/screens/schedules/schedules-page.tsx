import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { ScheduleVersionView } from '#api/contract/schedules.ts'
import { useRead } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { PageHead } from '#ui/components/page-head.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { DraftDialog } from './draft-dialog.tsx'
import { StateTag } from './state-tag.tsx'
import './schedules.css'

/** Every schedule of the site with its versions, the one in force first. */
export function SchedulesPage() {
  const text = useText()
  const { t } = text
  const versions = useRead('GET /api/schedules', {})
  const [base, setBase] = useState<ScheduleVersionView>()
  return (
    <div className="page">
      <PageHead title={t('schedules:title')}>
        <p className="muted">{t('schedules:hint')}</p>
      </PageHead>
      <div className="page-body">
        <Answered query={versions}>
          {({ items, draft }) =>
            items.length === 0 ? (
              <EmptyState title={t('schedules:none.title')} hint={t('schedules:none.hint')} />
            ) : (
              <>
                {groupsOf(items).map(([schedule, ofIt]) => {
                  const active = ofIt.find(({ state }) => state === 'active')
                  return (
                    <section key={schedule} className="stack tight" aria-labelledby={`of-${schedule}`}>
                      <div className="row spread">
                        <h2 id={`of-${schedule}`}>
                          {t(`schedules:name.${schedule}`, { defaultValue: schedule })}
                        </h2>
                        {active !== undefined && (
                          <ActionButton action={draft} onClick={() => setBase(active)}>
                            {t('schedules:draft.open')}
                          </ActionButton>
                        )}
                      </div>
                      <DataTable
                        name={`schedules.${schedule}`}
                        caption={t(`schedules:name.${schedule}`, { defaultValue: schedule })}
                        items={ofIt}
                        keyOf={({ id }) => id}
                        columns={columnsOf(text)}
                      />
                    </section>
                  )
                })}
              </>
            )
          }
        </Answered>
      </div>
      {base !== undefined && <DraftDialog base={base} onClose={() => setBase(undefined)} />}
    </div>
  )
}

function groupsOf(items: readonly ScheduleVersionView[]) {
  const groups = new Map<string, ScheduleVersionView[]>()
  for (const item of items) groups.set(item.schedule, [...(groups.get(item.schedule) ?? []), item])
  return [...groups].toSorted(([a], [b]) =>
    a === 'social-insurance' ? -1 : b === 'social-insurance' ? 1 : 0,
  )
}

function columnsOf(text: Text): readonly Column<ScheduleVersionView>[] {
  const { t } = text
  return [
    {
      title: t('schedules:version'),
      render: ({ id, version }) => (
        <Link to="/schedules/$versionId" params={{ versionId: id }} className="code">
          {version}
        </Link>
      ),
    },
    { title: t('schedules:state.label'), width: 110, render: ({ state }) => <StateTag state={state} /> },
    {
      key: 'effective',
      title: t('schedules:effectiveOn'),
      width: 110,
      render: ({ effectiveOn }) => effectiveOn,
    },
    {
      key: 'superseded',
      title: t('schedules:supersededOn'),
      width: 110,
      render: ({ supersededOn }) => supersededOn ?? <span className="faint">–</span>,
    },
    {
      key: 'rows',
      title: t('schedules:rows'),
      width: 150,
      render: ({ rows, locked }) => (
        <span className="row">
          {rows}
          {locked > 0 && <Tag tone="soon">{t('schedules:locked', { count: locked })}</Tag>}
        </span>
      ),
    },
    ...signatureColumns(text),
    {
      key: 'what-if',
      title: t('schedules:whatIf.short'),
      width: 96,
      render: ({ id, state }) =>
        state === 'superseded' ? (
          <span className="faint">–</span>
        ) : (
          <Link to="/schedules/$versionId" params={{ versionId: id }} search={{ tab: 'what-if' }}>
            <Button size="small" tabIndex={-1}>
              {t('schedules:whatIf.look')}
            </Button>
          </Link>
        ),
    },
  ]
}

/** Who drafted, reviewed and approved it. */
function signatureColumns({ t, say }: Text): readonly Column<ScheduleVersionView>[] {
  const signed = (signature: ScheduleVersionView['reviewed']) =>
    signature === null ? <span className="faint">–</span> : <Clipped text={say(signature.by.name)} />
  return [
    {
      key: 'drafted',
      title: t('schedules:step.drafted'),
      width: 120,
      render: ({ editors }) =>
        editors.length === 0 ? (
          <Clipped className="faint" text={t('schedules:shipped')} />
        ) : (
          <Clipped text={editors.map(({ name }) => say(name)).join(t('listSeparator'))} />
        ),
    },
    {
      key: 'reviewed',
      title: t('schedules:step.reviewed'),
      width: 120,
      render: ({ reviewed }) => signed(reviewed),
    },
    {
      key: 'approved',
      title: t('schedules:step.approved'),
      width: 120,
      render: ({ approved }) => signed(approved),
    },
  ]
}
