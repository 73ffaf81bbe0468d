import { Button } from 'antd'
import { useId, useState } from 'react'
import type { FilingAlertView } from '#api/contract/filings.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

/** Periods that were not filed in time and are not filed yet; from each a case can be opened. */
export function LateTab() {
  const text = useText()
  const { t } = text
  const alerts = useRead('GET /api/filing-alerts', {})
  const [chosen, setChosen] = useState<FilingAlertView>()
  return (
    <Answered query={alerts}>
      {({ items, openCase }) => (
        <div className="stack">
          <p className="muted">{t('filing:late.hint')}</p>
          {items.length === 0 ? (
            <EmptyState title={t('filing:late.emptyTitle')} hint={t('filing:late.emptyHint')} />
          ) : (
            <DataTable
              name="late-filing"
              caption={t('filing:tab.late')}
              items={items}
              keyOf={({ id }) => id}
              columns={columnsOf(text, openCase.allowed ? setChosen : undefined)}
            />
          )}
          {chosen !== undefined && <OpenCase alert={chosen} onClose={() => setChosen(undefined)} />}
        </div>
      )}
    </Answered>
  )
}

function columnsOf(
  { t, say }: Text,
  onOpen: ((alert: FilingAlertView) => void) | undefined,
): readonly Column<FilingAlertView>[] {
  return [
    { key: 'unit', title: t('unit'), width: 176, render: (row) => say(row.unitName) },
    {
      title: t('class'),
      render: (row) => (
        <>
          <span className="code">{row.classCode}</span> {say(row.className)}
        </>
      ),
    },
    {
      key: 'period',
      title: t('filing:late.period'),
      width: 210,
      render: ({ fromOn, toOn }) => t('filing:late.span', { from: fromOn, to: toOn }),
    },
    {
      key: 'due',
      title: t('filing:period.due'),
      width: 110,
      render: ({ dueOn }) => <Tag tone="over">{dueOn}</Tag>,
    },
    {
      key: 'case',
      title: t('filing:late.case'),
      width: 150,
      render: (row) =>
        row.caseNumber !== null ? (
          <span className="code">{row.caseNumber}</span>
        ) : onOpen === undefined ? (
          '—'
        ) : (
          <Button size="small" onClick={() => onOpen(row)}>
            {t('filing:late.open')}
          </Button>
        ),
    },
  ]
}

interface OpenCaseProps {
  readonly alert: FilingAlertView
  readonly onClose: () => void
}

function OpenCase({ alert, onClose }: OpenCaseProps) {
  const { t, say } = useText()
  const people = (as: 'head' | 'direct') =>
    alert.respondents
      .filter((one) => one.as === as)
      .map(({ person }) => ({ value: person.id, label: say(person.name) }))
  const [headId, setHead] = useState(people('head')[0]?.value ?? null)
  const [directId, setDirect] = useState(people('direct')[0]?.value ?? null)
  const ids = { head: useId(), direct: useId() }
  const open = useAct('POST /api/accountability-cases', { onDone: onClose })
  const isReady = headId !== null && directId !== null
  return (
    <Dialog
      title={t('filing:late.openTitle', { unit: say(alert.unitName) })}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={open.isPending}
          disabled={!isReady}
          onClick={() => {
            if (isReady) open.mutate({ body: { alertId: alert.id, headId, directId } })
          }}
        >
          {t('filing:late.openVerb')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('filing:late.openRule')}</p>
        <div className="field">
          <label htmlFor={ids.head}>{t('filing:case.head')}</label>
          <Choice
            id={ids.head}
            value={headId}
            placeholder={t('filing:late.choose')}
            options={people('head')}
            onChange={setHead}
          />
        </div>
        <div className="field">
          <label htmlFor={ids.direct}>{t('filing:case.direct')}</label>
          <Choice
            id={ids.direct}
            value={directId}
            placeholder={t('filing:late.choose')}
            options={people('direct')}
            onChange={setDirect}
          />
        </div>
        <ProblemNotice error={open.error} />
      </div>
    </Dialog>
  )
}
