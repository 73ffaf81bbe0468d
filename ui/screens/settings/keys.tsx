import { Button, Popconfirm, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import type { KeyView } from '#api/contract/administration.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { CopyText } from '#ui/components/copy-text.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { NewKey } from './new-key.tsx'

/** Keys of business systems; a secret is shown once. */
export function Keys() {
  const text = useText()
  const { t } = text
  const keys = useRead('GET /api/keys', {})
  const [isMaking, setMaking] = useState(false)
  const [secret, setSecret] = useState<string>()
  const revoke = useAct('DELETE /api/keys/:id')
  return (
    <Answered query={keys}>
      {({ items, services }) => (
        <div className="stack">
          <div className="row spread">
            <p className="muted">{t('settings:keys.hint')}</p>
            <Button type="primary" disabled={services.length === 0} onClick={() => setMaking(true)}>
              {t('settings:keys.new')}
            </Button>
          </div>
          {secret !== undefined && (
            <div className="notice info" role="status">
              <div className="grow">
                <strong>{t('settings:keys.once')}</strong>
                <div>
                  <CopyText value={secret} label={t('settings:keys.secret')} />
                </div>
              </div>
            </div>
          )}
          <ProblemNotice error={revoke.error} />
          {items.length === 0 ? (
            <EmptyState title={t('settings:keys.emptyTitle')} hint={t('settings:keys.emptyHint')} />
          ) : (
            <Table<KeyView>
              className="panel"
              size="small"
              rowKey="id"
              pagination={false}
              dataSource={items}
              columns={columnsOf(text, (id) => revoke.mutate({ params: { id } }))}
            />
          )}
          {isMaking && (
            <NewKey
              services={services}
              onMade={(made) => {
                setSecret(made)
                setMaking(false)
              }}
              onClose={() => setMaking(false)}
            />
          )}
        </div>
      )}
    </Answered>
  )
}

function columnsOf(
  { t, say }: ReturnType<typeof useText>,
  onRevoke: (id: string) => void,
): TableColumnsType<KeyView> {
  return [
    { title: t('settings:keys.name'), dataIndex: 'name' },
    { title: t('settings:keys.service'), render: (_, key) => say(key.person.name) },
    { title: t('settings:keys.created'), render: (_, key) => <When at={key.createdAt} form="day" /> },
    { title: t('settings:keys.expires'), render: (_, key) => <When at={key.expiresAt} form="day" /> },
    {
      title: t('settings:keys.used'),
      render: (_, key) => (key.lastUsedAt === null ? '–' : <When at={key.lastUsedAt} />),
    },
    {
      title: t('settings:keys.state'),
      render: (_, key) =>
        key.revokedAt === null ? (
          <Popconfirm
            title={t('settings:keys.revokeAsk', { name: key.name })}
            okText={t('settings:keys.revoke')}
            onConfirm={() => onRevoke(key.id)}
          >
            <Button size="small">{t('settings:keys.revoke')}</Button>
          </Popconfirm>
        ) : (
          <Tag>{t('settings:keys.revoked')}</Tag>
        ),
    },
  ]
}
