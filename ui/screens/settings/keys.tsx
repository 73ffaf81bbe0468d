import { Button } from 'antd'
import { useState } from 'react'
import type { KeyView } from '#api/contract/administration.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { CopyText } from '#ui/components/copy-text.tsx'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { NewKey } from './new-key.tsx'
import { RenewKey } from './renew-key.tsx'

/** Keys of business systems; a secret is shown once. */
export function Keys() {
  const text = useText()
  const { t } = text
  const keys = useRead('GET /api/keys', {})
  const [isMaking, setMaking] = useState(false)
  const [renewing, setRenewing] = useState<KeyView>()
  const [secret, setSecret] = useState<string>()
  const revoke = useAct('DELETE /api/keys/:id')
  return (
    <Answered query={keys}>
      {({ items, services }) => (
        <div className="stack">
          <div className="row spread">
            <p className="muted">
              {t('settings:keys.hint')} <a href="/docs/">{t('settings:reference')}</a>
            </p>
            <Button type="primary" disabled={services.length === 0} onClick={() => setMaking(true)}>
              {t('settings:keys.new')}
            </Button>
          </div>
          {secret !== undefined && <NewSecret secret={secret} />}
          <ProblemNotice error={revoke.error} />
          {items.length === 0 ? (
            <EmptyState title={t('settings:keys.emptyTitle')} hint={t('settings:keys.emptyHint')} />
          ) : (
            <DataTable
              caption={t('settings:tab.keys')}
              items={items}
              keyOf={(key) => key.id}
              columns={columnsOf(text, {
                items,
                onRevoke: (id) => revoke.mutate({ params: { id } }),
                onRenew: setRenewing,
              })}
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
          {renewing !== undefined && (
            <RenewKey
              renewed={renewing}
              onMade={(made) => {
                setSecret(made)
                setRenewing(undefined)
              }}
              onClose={() => setRenewing(undefined)}
            />
          )}
        </div>
      )}
    </Answered>
  )
}

/** The secret of a key, shown once, with a call to try it. */
function NewSecret({ secret }: { readonly secret: string }) {
  const { t } = useText()
  return (
    <output className="notice info">
      <div className="grow">
        <strong>{t('settings:keys.once')}</strong>
        <div>
          <CopyText value={secret} label={t('settings:keys.secret')} />
        </div>
        <p>{t('settings:keys.firstCall')}</p>
        <div>
          <CopyText value={firstCall(secret)} label={t('settings:keys.firstCall')} />
        </div>
      </div>
    </output>
  )
}

/** A call that any key may make and that changes nothing: whoever gets the key sees at once that it opens. */
function firstCall(secret: string): string {
  return `curl -H "Authorization: Bearer ${secret}" ${location.origin}/api/classes`
}

interface Acts {
  readonly items: readonly KeyView[]
  readonly onRevoke: (id: string) => void
  readonly onRenew: (key: KeyView) => void
}

function columnsOf(
  { t, say }: ReturnType<typeof useText>,
  { items, onRevoke, onRenew }: Acts,
): readonly Column<KeyView>[] {
  return [
    {
      title: t('settings:keys.name'),
      render: (row) => {
        const former = items.find(({ id }) => id === row.replacesId)
        return former === undefined ? (
          row.name
        ) : (
          <>
            {row.name}
            <div className="faint">
              {t('settings:keys.replaces', { name: former.createdAt.slice(0, 'YYYY-MM-DD'.length) })}
            </div>
          </>
        )
      },
    },
    { title: t('settings:keys.service'), render: (key) => say(key.person.name) },
    { title: t('settings:keys.created'), render: (key) => <When at={key.createdAt} form="day" /> },
    { title: t('settings:keys.expires'), render: (key) => <When at={key.expiresAt} form="day" /> },
    {
      title: t('settings:keys.used'),
      render: (key) => (key.lastUsedAt === null ? '–' : <When at={key.lastUsedAt} />),
    },
    {
      title: t('settings:keys.state'),
      render: (key) =>
        key.revokedAt === null ? (
          <span className="row wrap">
            <Button size="small" onClick={() => onRenew(key)}>
              {t('settings:keys.renew')}…
            </Button>
            <RevokeButton name={key.name} onRevoke={() => onRevoke(key.id)} />
          </span>
        ) : (
          <Tag>{t('settings:keys.revoked')}</Tag>
        ),
    },
  ]
}

/** Asks once more in its own place: a revoked key cannot be brought back. */
function RevokeButton({ name, onRevoke }: { readonly name: string; readonly onRevoke: () => void }) {
  const { t } = useText()
  const [isAsking, setAsking] = useState(false)
  if (!isAsking) {
    return (
      <Button size="small" onClick={() => setAsking(true)}>
        {t('settings:keys.revoke')}…
      </Button>
    )
  }
  return (
    <span className="row wrap">
      {t('settings:keys.revokeAsk', { name })}
      <Button size="small" type="primary" danger onClick={onRevoke}>
        {t('settings:keys.revoke')}
      </Button>
      <Button size="small" onClick={() => setAsking(false)}>
        {t('cancel')}
      </Button>
    </span>
  )
}
