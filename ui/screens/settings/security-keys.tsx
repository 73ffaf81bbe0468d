import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { AuthenticatorView } from '#api/contract/security-keys.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { canUseKeys, useNewKey } from '#ui/client/security-keys.ts'
import { DataTable, type Column } from '#ui/components/data-table.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Answered } from '#ui/components/states.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { asksForProof, ProofOrProblem } from './proof-or-problem.tsx'

/** One's own security keys: added with a name, listed, taken away. */
export function SecurityKeys() {
  const { t } = useText()
  const keys = useRead('GET /api/authenticators', {})
  const remove = useAct('DELETE /api/authenticators/:id')
  return (
    <section className="card">
      <h2>{t('settings:key.title')}</h2>
      <p className="muted">{t('settings:key.hint')}</p>
      <Answered query={keys} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('settings:key.none')}</p>
          ) : (
            <DataTable
              caption={t('settings:key.title')}
              items={items}
              keyOf={(key) => key.id}
              columns={columnsOf(t, (id) => remove.mutate({ params: { id } }))}
            />
          )
        }
      </Answered>
      <ProofOrProblem error={remove.error} onProved={() => remove.reset()} />
      <NewKey />
    </section>
  )
}

/** The form that adds a key. */
export function NewKey() {
  const { t } = useText()
  const [name, setName] = useState('')
  const id = useId()
  const add = useNewKey(() => setName(''))
  if (!canUseKeys()) return <p className="muted">{t('settings:key.unable')}</p>
  if (asksForProof(add.error)) return <ProofOrProblem error={add.error} onProved={() => add.reset()} />
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate(name.trim())
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t('settings:key.name')}</label>
        <Input id={id} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
      </div>
      <ProblemNotice error={add.error} />
      <div>
        <Button htmlType="submit" loading={add.isPending} disabled={name.trim() === ''}>
          {t('settings:key.add')}
        </Button>
      </div>
    </form>
  )
}

function columnsOf(
  t: ReturnType<typeof useText>['t'],
  onRemove: (id: string) => void,
): readonly Column<AuthenticatorView>[] {
  return [
    { title: t('settings:key.called'), render: (key) => key.name },
    { title: t('settings:key.added'), width: 110, render: (key) => <When at={key.addedAt} form="day" /> },
    {
      title: t('settings:key.used'),
      width: 140,
      render: (key) => (key.lastUsedAt === null ? '–' : <When at={key.lastUsedAt} />),
    },
    {
      title: t('settings:key.act'),
      width: 90,
      render: (key) => (
        <Button
          size="small"
          onClick={() => onRemove(key.id)}
          aria-label={t('settings:key.removeOne', { name: key.name })}
        >
          {t('settings:key.remove')}
        </Button>
      ),
    },
  ]
}
