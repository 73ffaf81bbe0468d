import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { GivingView } from '#api/contract/givings.ts'
import { GIVING_STATES, type GivingState } from '#domain/vocabulary/givings.ts'
import { exportAddress } from '#ui/client/addresses.ts'
import { usePages } from '#ui/client/hooks.ts'
import { Clipped } from '#ui/components/clipped.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { ExportMenu } from '#ui/components/export-menu.tsx'
import { FilterSelect } from '#ui/components/filter-select.tsx'
import { MoreButton } from '#ui/components/more-button.tsx'
import { EmptyState, ErrorState, Loading } from '#ui/components/states.tsx'
import { Tag, type TagTone } from '#ui/components/tag.tsx'
import { useText, type Text } from '#ui/i18n/use-text.ts'
import { GivingActs } from './giving-acts.tsx'

/** Everything that was asked for at the window, the newest first, with what can be done now. */
export function RegisterTab() {
  const text = useText()
  const { t } = text
  const { state } = useSearch({ from: '/shell/window' })
  const navigate = useNavigate({ from: '/window' })
  const register = usePages('GET /api/givings', { query: state === undefined ? {} : { state } })
  const items = register.data?.pages.flatMap((page) => page.items) ?? []
  const total = register.data?.pages[0]?.total
  return (
    <>
      <div className="filters">
        <FilterSelect
          label={t('window:state.label')}
          width={180}
          value={state}
          options={GIVING_STATES.map((value) => ({ value, label: t(`window:state.${value}`) }))}
          onChange={(next) =>
            void navigate({
              search: { tab: 'register', ...(next === undefined ? {} : { state: next }) },
              replace: true,
            })
          }
        />
        <ExportMenu addressOf={(format, language) => exportAddress({ what: 'givings', format, language })} />
      </div>
      {register.isPending && <Loading rows={8} />}
      {register.error !== null && (
        <ErrorState error={register.error} onRetry={() => void register.refetch()} />
      )}
      {register.data !== undefined && items.length === 0 && (
        <EmptyState title={t('window:empty.title')} hint={t('window:empty.hint')} />
      )}
      {items.length > 0 && (
        <DataTable
          name="givings"
          caption={t('window:tab.register')}
          items={items}
          keyOf={(giving) => giving.id}
          columns={columnsOf(text)}
        />
      )}
      {total !== undefined && items.length > 0 && (
        <MoreButton
          shown={items.length}
          total={total}
          hasMore={register.hasNextPage}
          isBusy={register.isFetchingNextPage}
          onMore={() => void register.fetchNextPage()}
        />
      )}
    </>
  )
}

const TONES: Readonly<Record<GivingState, TagTone>> = {
  asked: 'soon',
  approved: 'info',
  refused: 'plain',
  given: 'ok',
}

function columnsOf({ t, say }: Text): readonly Column<GivingView>[] {
  return [
    {
      title: t('window:column.number'),
      width: 124,
      render: ({ number }) => <span className="code">{number}</span>,
    },
    {
      title: t('window:column.record'),
      render: ({ recordId, code, title }) => (
        <Link to="/records/$recordId" params={{ recordId }}>
          <Clipped text={code ?? title} />
        </Link>
      ),
    },
    {
      key: 'person',
      title: t('window:column.person'),
      width: 172,
      render: ({ applicant }) =>
        applicant === null ? (
          <span className="muted">{t('window:erased')}</span>
        ) : (
          <>
            <div>{applicant.name}</div>
            <div className="faint code">{applicant.number}</div>
            {applicant.agent !== null && (
              <div className="muted">{t('window:agentIs', { name: applicant.agent.name })}</div>
            )}
          </>
        ),
    },
    {
      key: 'way',
      title: t('window:column.way'),
      width: 72,
      render: ({ way }) => t(`window:way.${way}`),
    },
    {
      key: 'state',
      title: t('window:state.label'),
      width: 196,
      render: ({ state, refusal, reason }) => (
        <>
          <Tag tone={TONES[state]}>{t(`window:state.${state}`)}</Tag>
          {refusal !== null && (
            <div className="muted">
              {t(`window:grounds.${refusal.ground}`)} · {say(refusal.source)}
            </div>
          )}
          {reason !== null && <div className="faint">{reason}</div>}
        </>
      ),
    },
    {
      key: 'clerk',
      title: t('window:column.clerk'),
      width: 150,
      render: ({ askedBy, askedOn }) => t('window:by', { name: say(askedBy.name), on: askedOn }),
    },
    {
      title: t('window:column.acts'),
      width: 164,
      render: (giving) => <GivingActs giving={giving} />,
    },
  ]
}
