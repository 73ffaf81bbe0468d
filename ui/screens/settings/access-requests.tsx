import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import type { AccessRequestView } from '#api/contract/access.ts'
import { useAct, usePages, useRead } from '#ui/client/hooks.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { LookScope } from '#ui/components/look-scope.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { AskAccess } from './ask-access.tsx'
import { AskClass } from './ask-class.tsx'

type View = 'mine' | 'to-decide' | 'given'

/** Looks at records of others: what waits for one's decision, and what one asked for. */
export function AccessRequests() {
  const { t } = useText()
  const [asking, setAsking] = useState<'record' | 'class'>()
  const limits = useRead('GET /api/access-requests', { query: { view: 'mine', limit: 1 } }).data?.limits
  const onClose = () => setAsking(undefined)
  return (
    <div className="stack loose">
      <div className="row spread">
        <p className="muted">{t('settings:access.hint')}</p>
        <span className="row">
          <Button disabled={limits === undefined} onClick={() => setAsking('class')}>
            {t('settings:access.newClass')}
          </Button>
          <Button type="primary" onClick={() => setAsking('record')}>
            {t('settings:access.new')}
          </Button>
        </span>
      </div>
      <Requests view="to-decide" />
      <Requests view="given" />
      <Requests view="mine" />
      {asking === 'record' && <AskAccess onClose={onClose} />}
      {asking === 'class' && limits !== undefined && <AskClass limits={limits} onClose={onClose} />}
    </div>
  )
}

interface Deciding {
  readonly request: AccessRequestView
  readonly decision: 'grant' | 'refuse'
  readonly days: number
}

function Requests({ view }: { readonly view: View }) {
  const text = useText()
  const { t, say } = text
  const requests = usePages('GET /api/access-requests', { query: { view } })
  const [deciding, setDeciding] = useState<Deciding>()
  const decide = useAct('POST /api/access-requests/:id/decision', { onDone: () => setDeciding(undefined) })
  const end = useAct('POST /api/access-requests/:id/end')
  const items = requests.data?.pages.flatMap((page) => page.items) ?? []
  const acts = {
    decide: (request: AccessRequestView, decision: Deciding['decision']) =>
      setDeciding({ request, decision, days: request.days }),
    end: ({ id }: AccessRequestView) => end.mutate({ params: { id } }),
  }
  return (
    <section className="card">
      <h2>{t(`settings:access.view.${view}`)}</h2>
      <ProblemNotice error={end.error} />
      {requests.isPending && <Loading rows={3} />}
      {requests.error !== null && (
        <ErrorState error={requests.error} onRetry={() => void requests.refetch()} />
      )}
      {requests.data !== undefined && items.length === 0 && (
        <EmptyState title={t(`settings:access.none.${view}`)} hint={t('settings:access.noneHint')} />
      )}
      {items.length > 0 && (
        <DataTable
          caption={t(`settings:access.view.${view}`)}
          items={items}
          keyOf={(request) => request.id}
          columns={columnsOf(text, view, acts)}
        />
      )}
      {deciding !== undefined && (
        <ReasonDialog
          title={t(`settings:access.${deciding.decision}Title`, { code: deciding.request.code })}
          rule={t(ruleOf(deciding), { person: say(deciding.request.person.name), days: deciding.days })}
          verb={t(`settings:access.${deciding.decision}`)}
          isBusy={decide.isPending}
          error={decide.error}
          onClose={() => setDeciding(undefined)}
          onConfirm={(reason) =>
            decide.mutate({
              params: { id: deciding.request.id },
              body: {
                decision: deciding.decision,
                reason,
                ...(deciding.decision === 'grant' ? { days: deciding.days } : {}),
              },
            })
          }
        >
          {deciding.request.ofClass !== null && <LookScope ofClass={deciding.request.ofClass} />}
          {deciding.decision === 'grant' && (
            <Labelled label={t('settings:access.grantDays')}>
              {(id) => (
                <InputNumber
                  id={id}
                  min={1}
                  max={deciding.request.days}
                  value={deciding.days}
                  onChange={(days) => setDeciding({ ...deciding, days: days ?? deciding.days })}
                />
              )}
            </Labelled>
          )}
        </ReasonDialog>
      )}
    </section>
  )
}

function ruleOf({ decision, request }: Deciding) {
  if (decision === 'refuse') return 'settings:access.refuseRule' as const
  return request.ofClass === null ? 'settings:access.grantRule' : 'settings:access.grantClassRule'
}

interface Acts {
  readonly decide: (request: AccessRequestView, decision: Deciding['decision']) => void
  readonly end: (request: AccessRequestView) => void
}

const TONES = {
  asked: 'info',
  granted: 'ok',
  refused: 'soon',
  ended: 'plain',
  over: 'plain',
} as const

function columnsOf({ t, say }: Text, view: View, acts: Acts): readonly Column<AccessRequestView>[] {
  return [
    {
      title: t('settings:access.coded'),
      render: ({ code, ofClass, title }) => (
        <>
          <div className="code">{code}</div>
          {ofClass === null ? (
            (title ?? <span className="faint">{t('settings:access.masked')}</span>)
          ) : (
            <LookScope ofClass={ofClass} />
          )}
        </>
      ),
    },
    ...(view === 'mine'
      ? []
      : [
          {
            title: t('settings:access.person'),
            width: 90,
            render: (row: AccessRequestView) => say(row.person.name),
          },
        ]),
    { title: t('settings:access.purpose'), width: 150, render: (row) => row.purpose },
    { title: t('settings:access.days'), width: 60, align: 'right', render: (row) => row.days },
    { title: t('settings:access.asked'), width: 120, render: (row) => <When at={row.askedAt} /> },
    {
      title: t('settings:access.state'),
      width: 130,
      render: (row) => (
        <Tag tone={TONES[row.state]}>
          {row.toOn === null
            ? t(`settings:access.states.${row.state}`)
            : `${t(`settings:access.states.${row.state}`)} · ${row.toOn}`}
        </Tag>
      ),
    },
    {
      title: t('settings:access.act'),
      width: 150,
      render: (row) => <ActsOf row={row} view={view} acts={acts} t={t} />,
    },
  ]
}

function ActsOf({
  row,
  view,
  acts,
  t,
}: {
  readonly row: AccessRequestView
  readonly view: View
  readonly acts: Acts
  readonly t: Text['t']
}) {
  if (view === 'to-decide')
    return (
      <span className="row">
        <Button size="small" type="primary" onClick={() => acts.decide(row, 'grant')}>
          {t('settings:access.grant')}
        </Button>
        <Button size="small" onClick={() => acts.decide(row, 'refuse')}>
          {t('settings:access.refuse')}
        </Button>
      </span>
    )
  if (row.state !== 'granted') return <span className="faint">{row.reason ?? '–'}</span>
  return (
    <span className="row">
      {row.recordId !== null && <a href={`/records/${row.recordId}`}>{t('settings:access.open')}</a>}
      <Button size="small" onClick={() => acts.end(row)}>
        {t('settings:access.end')}
      </Button>
    </span>
  )
}
