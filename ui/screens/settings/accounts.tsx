import { Button, Input } from 'antd'
import { useState } from 'react'
import type { AccountView } from '#api/contract/accounts.ts'
import { useRead } from '#ui/client/hooks.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { Answered, EmptyState } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { AccountActs } from './account-acts.tsx'

/** Accounts of people, for the security administrator: who is locked, who has which factor, and what can be done about it. */
export function Accounts() {
  const { t, say } = useText()
  const accounts = useRead('GET /api/accounts', {})
  const [sought, setSought] = useState('')
  const [chosen, setChosen] = useState<string>()
  return (
    <Answered query={accounts}>
      {({ items, issuer }) => {
        const shown = items.filter(({ login, name }) =>
          [login, name.zh, name.en].some((word) => word.toLowerCase().includes(sought.trim().toLowerCase())),
        )
        const account = items.find(({ id }) => id === chosen)
        return (
          <div className="stack">
            <div className="row spread">
              <p className="muted">{t('settings:account.hint')}</p>
              <Input
                allowClear
                style={{ width: 240 }}
                aria-label={t('settings:account.seek')}
                placeholder={t('settings:account.seek')}
                onChange={(event) => setSought(event.target.value)}
              />
            </div>
            {shown.length === 0 ? (
              <EmptyState title={t('settings:account.none')} hint={t('settings:account.noneHint')} />
            ) : (
              <DataTable
                name="accounts"
                caption={t('settings:tab.accounts')}
                items={shown}
                keyOf={(one) => one.id}
                columns={columnsOf({ t, say }, setChosen)}
              />
            )}
            {account !== undefined && (
              <AccountActs account={account} issuer={issuer} onClose={() => setChosen(undefined)} />
            )}
          </div>
        )
      }}
    </Answered>
  )
}

function columnsOf(
  { t, say }: Pick<ReturnType<typeof useText>, 't' | 'say'>,
  onChoose: (id: string) => void,
): readonly Column<AccountView>[] {
  return [
    { title: t('settings:name'), width: 120, render: (one) => say(one.name) },
    {
      key: 'login',
      title: t('signIn:login'),
      width: 136,
      render: (one) => <span className="code">{one.login}</span>,
    },
    {
      key: 'posts',
      title: t('settings:posts'),
      render: ({ roles }) => roles.map((role) => t(`vocabulary:role.${role}`)).join(t('listSeparator')),
    },
    {
      key: 'state',
      title: t('settings:account.state'),
      width: 110,
      render: (one) => <StateTag account={one} />,
    },
    {
      key: 'factors',
      title: t('settings:account.factors'),
      width: 150,
      render: ({ hasTotp, securityKeys }) =>
        [
          ...(hasTotp ? [t('settings:session.factor.totp')] : []),
          ...(securityKeys > 0 ? [t('settings:account.keys', { count: securityKeys })] : []),
        ].join(t('listSeparator')) || '–',
    },
    {
      key: 'seen',
      title: t('settings:account.seen'),
      width: 140,
      render: (one) => (one.lastSeenAt === null ? '–' : <When at={one.lastSeenAt} />),
    },
    {
      title: t('settings:account.act'),
      width: 100,
      render: (one) =>
        one.isOwn || one.state === 'passive' ? (
          '–'
        ) : (
          <Button
            size="small"
            onClick={() => onChoose(one.id)}
            aria-label={t('settings:account.openOne', { name: say(one.name) })}
          >
            {t('settings:account.open')}
          </Button>
        ),
    },
  ]
}

function StateTag({ account }: { readonly account: AccountView }) {
  const { t } = useText()
  if (account.state === 'passive') return <Tag>{t('settings:account.passive')}</Tag>
  if (account.lockedUntil !== null) return <Tag tone="over">{t('settings:account.locked')}</Tag>
  if (account.mustChangePassword) return <Tag tone="soon">{t('settings:account.first')}</Tag>
  return <Tag tone="ok">{t('settings:account.active')}</Tag>
}
