import { Button } from 'antd'
import { useState, type SubmitEvent } from 'react'
import { useKeySignIn } from '#ui/client/security-keys.ts'
import { useSessionAct } from '#ui/client/session.ts'
import { KeyButton } from '#ui/components/key-button.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { TotpInput } from '#ui/components/totp-input.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface ProveFactorProps {
  readonly hasTotp: boolean
  readonly hasKeys: boolean
  readonly onDone?: () => void
}

/** The second half of signing in: six digits, or a security key. Also asked for before one's factors change. */
export function ProveFactor({ hasTotp, hasKeys, onDone }: ProveFactorProps) {
  const { t } = useText()
  const [code, setCode] = useState('')
  const prove = useSessionAct('POST /api/session/factor', onDone)
  const key = useKeySignIn(onDone)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    prove.mutate({ body: { code } }, { onSettled: () => setCode('') })
  }
  return (
    <form className="card" onSubmit={submit} aria-label={t('signIn:factor.title')}>
      <h2>{t('signIn:factor.title')}</h2>
      <p className="muted">{t('signIn:factor.why')}</p>
      {hasTotp && <TotpInput label={t('signIn:code')} value={code} onChange={setCode} />}
      <ProblemNotice error={prove.error ?? key.error} />
      <div className="row wrap">
        {hasTotp && (
          <Button type="primary" htmlType="submit" loading={prove.isPending} disabled={code.length < 6}>
            {t('signIn:factor.go')}
          </Button>
        )}
        {hasKeys && <KeyButton isPending={key.isPending} onAsk={key.ask} />}
      </div>
    </form>
  )
}
