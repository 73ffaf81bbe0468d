import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { AccountView } from '#api/contract/accounts.ts'
import { useAct } from '#ui/client/hooks.ts'
import { CopyText } from '#ui/components/copy-text.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface AccountActsProps {
  readonly account: AccountView
  /** Null: no identity provider is set up. */
  readonly issuer: string | null
  readonly onClose: () => void
}

/** What the security administrator may do about one account. Each act but a first password has a reason, which stands in the history. */
export function AccountActs({ account, issuer, onClose }: AccountActsProps) {
  const { t, say } = useText()
  const [reason, setReason] = useState('')
  const id = useId()
  const unlock = useAct('POST /api/accounts/:id/unlock', { onDone: onClose })
  const end = useAct('POST /api/accounts/:id/sessions-end', { onDone: onClose })
  const reset = useAct('POST /api/accounts/:id/factor-reset', { onDone: onClose })
  const asked = { params: { id: account.id }, body: { reason: reason.trim() } }
  const isReady = reason.trim() !== ''
  const hasFactor = account.hasTotp || account.securityKeys > 0
  return (
    <Dialog title={t('settings:account.of', { name: say(account.name) })} onClose={onClose}>
      <div className="stack">
        {account.lockedUntil !== null && (
          <p>
            {t('settings:account.lockedUntil')} <When at={account.lockedUntil} />
          </p>
        )}
        <div className="field">
          <label htmlFor={id}>{t('settings:account.reason')}</label>
          <Input id={id} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        <div className="row wrap">
          <Button
            loading={unlock.isPending}
            disabled={!isReady || account.lockedUntil === null}
            onClick={() => unlock.mutate(asked)}
          >
            {t('settings:account.unlock')}
          </Button>
          <Button
            loading={end.isPending}
            disabled={!isReady || account.sessions === 0}
            onClick={() => end.mutate(asked)}
          >
            {t('settings:account.endSessions', { count: account.sessions })}
          </Button>
          <Button
            danger
            loading={reset.isPending}
            disabled={!isReady || !hasFactor}
            onClick={() => reset.mutate(asked)}
          >
            {t('settings:account.resetFactors')}
          </Button>
        </div>
        <ProblemNotice error={unlock.error ?? end.error ?? reset.error} />
        <NewFirstPassword accountId={account.id} />
        {issuer !== null && <Identities account={account} issuer={issuer} reason={reason.trim()} />}
      </div>
    </Dialog>
  )
}

function NewFirstPassword({ accountId }: { readonly accountId: string }) {
  const { t } = useText()
  const make = useAct('POST /api/accounts/:id/first-password')
  return (
    <section className="stack tight">
      <h3>{t('settings:account.password')}</h3>
      <p className="muted">{t('settings:account.passwordHint')}</p>
      {make.data !== undefined && (
        <output className="notice info">
          <CopyText value={make.data.password} label={t('settings:account.password')} />
        </output>
      )}
      <ProblemNotice error={make.error} />
      <div>
        <Button loading={make.isPending} onClick={() => make.mutate({ params: { id: accountId } })}>
          {t('settings:account.makePassword')}
        </Button>
      </div>
    </section>
  )
}

interface IdentitiesProps {
  readonly account: AccountView
  readonly issuer: string
  readonly reason: string
}

function Identities({ account, issuer, reason }: IdentitiesProps) {
  const { t } = useText()
  const [subject, setSubject] = useState('')
  const id = useId()
  const link = useAct('POST /api/accounts/:id/identities', { onDone: () => setSubject('') })
  const unlink = useAct('POST /api/accounts/:id/identities/:identityId/end')
  return (
    <section className="stack tight">
      <h3>{t('settings:account.identities')}</h3>
      <p className="muted">{t('settings:account.identitiesHint', { issuer })}</p>
      <ul>
        {account.identities.map((one) => (
          <li key={one.id} className="row spread">
            <span className="code">{one.subject}</span>
            <Button
              size="small"
              disabled={reason === ''}
              onClick={() =>
                unlink.mutate({ params: { id: account.id, identityId: one.id }, body: { reason } })
              }
            >
              {t('settings:account.unlink')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="field">
        <label htmlFor={id}>{t('settings:account.subject')}</label>
        <Input id={id} maxLength={255} value={subject} onChange={(event) => setSubject(event.target.value)} />
      </div>
      <ProblemNotice error={link.error ?? unlink.error} />
      <div>
        <Button
          loading={link.isPending}
          disabled={subject.trim() === ''}
          onClick={() => link.mutate({ params: { id: account.id }, body: { subject: subject.trim() } })}
        >
          {t('settings:account.link')}
        </Button>
      </div>
    </section>
  )
}
