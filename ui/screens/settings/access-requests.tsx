import { Button, Input, InputNumber } from 'antd'
import { useId, useState } from 'react'
import type { AccessRequestView } from '#api/contract/access.ts'
import { useAct, usePages } from '#ui/client/hooks.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'

type View = 'mine' | 'to-decide'

/** Looks at records of others: what waits for one's decision, and what one asked for. */
export function AccessRequests() {
  const { t } = useText()
  const [isAsking, setAsking] = useState(false)
  return (
    <div className="stack loose">
      <div className="row spread">
        <p className="muted">{t('settings:access.hint')}</p>
        <Button type="primary" onClick={() => setAsking(true)}>
          {t('settings:access.new')}
        </Button>
      </div>
      <Requests view="to-decide" />
      <Requests view="mine" />
      {isAsking && <AskAccess onClose={() => setAsking(false)} />}
    </div>
  )
}

interface Deciding {
  readonly request: AccessRequestView
  readonly decision: 'grant' | 'refuse'
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
      setDeciding({ request, decision }),
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
          rule={t(`settings:access.${deciding.decision}Rule`, {
            person: say(deciding.request.person.name),
            days: deciding.request.days,
          })}
          verb={t(`settings:access.${deciding.decision}`)}
          isBusy={decide.isPending}
          error={decide.error}
          onClose={() => setDeciding(undefined)}
          onConfirm={(reason) =>
            decide.mutate({
              params: { id: deciding.request.id },
              body: { decision: deciding.decision, reason },
            })
          }
        />
      )}
    </section>
  )
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
    { title: t('settings:access.code'), width: 190, render: (row) => row.code },
    {
      title: t('settings:access.title'),
      render: (row) => row.title ?? <span className="faint">{t('settings:access.masked')}</span>,
    },
    ...(view === 'mine'
      ? []
      : [
          {
            title: t('settings:access.person'),
            width: 110,
            render: (row: AccessRequestView) => say(row.person.name),
          },
        ]),
    { title: t('settings:access.purpose'), width: 180, render: (row) => row.purpose },
    { title: t('settings:access.days'), width: 70, align: 'right', render: (row) => row.days },
    { title: t('settings:access.asked'), width: 130, render: (row) => <When at={row.askedAt} /> },
    {
      title: t('settings:access.state'),
      width: 180,
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
      width: 170,
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

const USUAL_DAYS = 7
const MOST_DAYS = 90

function AskAccess({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText()
  const [code, setCode] = useState('')
  const [purpose, setPurpose] = useState('')
  const [days, setDays] = useState<number>(USUAL_DAYS)
  const ask = useAct('POST /api/access-requests', { onDone: onClose })
  const ids = { code: useId(), purpose: useId(), days: useId() }
  return (
    <Dialog
      title={t('settings:access.new')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={ask.isPending}
          disabled={code.trim() === '' || purpose.trim().length < 2}
          onClick={() => ask.mutate({ body: { code: code.trim(), days, purpose: purpose.trim() } })}
        >
          {t('settings:access.verb')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('settings:access.askHint')}</p>
        <div className="field">
          <label htmlFor={ids.code}>{t('settings:access.code')}</label>
          <Input id={ids.code} value={code} onChange={(event) => setCode(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor={ids.purpose}>{t('settings:access.purpose')}</label>
          <Input id={ids.purpose} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor={ids.days}>{t('settings:access.daysLong')}</label>
          <InputNumber
            id={ids.days}
            min={1}
            max={MOST_DAYS}
            value={days}
            onChange={(value) => setDays(value ?? USUAL_DAYS)}
          />
        </div>
        <ProblemNotice error={ask.error} />
      </div>
    </Dialog>
  )
}
