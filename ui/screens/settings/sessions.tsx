import { Button } from 'antd'
import type { OwnSessionView } from '#api/contract/session.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { useSignOutEverywhere } from '#ui/client/session.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { deviceOf } from './device.ts'

/** Where one is signed in: each can be ended, the others, or all. */
export function Sessions() {
  const { t } = useText()
  const sessions = useRead('GET /api/sessions', {})
  const end = useAct('DELETE /api/sessions/:id')
  const others = useAct('DELETE /api/sessions')
  const everywhere = useSignOutEverywhere()
  return (
    <Answered query={sessions}>
      {({ items, rule }) => (
        <div className="stack">
          <p className="muted">{t(`settings:session.rule.${rule.onMore}`, { ...rule })}</p>
          <DataTable
            caption={t('settings:tab.sessions')}
            items={items}
            keyOf={(session) => session.id}
            columns={columnsOf(t, (id) => end.mutate({ params: { id } }))}
          />
          <ProblemNotice error={end.error ?? others.error ?? everywhere.error} />
          <div className="row wrap">
            <Button
              loading={others.isPending}
              disabled={items.length < 2}
              onClick={() => others.mutate({ query: { of: 'others' } })}
            >
              {t('settings:session.others')}
            </Button>
            <Button
              danger
              loading={everywhere.isPending}
              onClick={() => everywhere.mutate({ query: { of: 'all' } })}
            >
              {t('settings:session.all')}
            </Button>
          </div>
        </div>
      )}
    </Answered>
  )
}

function columnsOf(
  t: ReturnType<typeof useText>['t'],
  onEnd: (id: string) => void,
): readonly Column<OwnSessionView>[] {
  return [
    {
      title: t('settings:session.device'),
      render: ({ userAgent }) => (
        <span title={userAgent ?? ''}>{userAgent === null ? '–' : deviceOf(userAgent)}</span>
      ),
    },
    {
      title: t('settings:session.how'),
      width: 200,
      render: ({ method, factor }) =>
        factor === null
          ? t(`settings:session.method.${method}`)
          : `${t(`settings:session.method.${method}`)} + ${t(`settings:session.factor.${factor}`)}`,
    },
    { title: t('settings:session.begun'), width: 150, render: (one) => <When at={one.createdAt} /> },
    { title: t('settings:session.seen'), width: 150, render: (one) => <When at={one.lastSeenAt} /> },
    {
      title: t('settings:session.act'),
      width: 110,
      render: (one) =>
        one.isCurrent ? (
          <Tag tone="ok">{t('settings:session.here')}</Tag>
        ) : (
          <Button size="small" onClick={() => onEnd(one.id)}>
            {t('settings:session.end')}
          </Button>
        ),
    },
  ]
}
