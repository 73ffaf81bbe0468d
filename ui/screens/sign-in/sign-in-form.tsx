import { Button, Input } from 'antd'
import { useState, type SubmitEvent } from 'react'
import type { DemoLoginView } from '#api/contract/session.ts'
import { asProblem } from '#ui/client/problem-error.ts'
import { useSessionAct } from '#ui/client/session.ts'
import { Labelled } from '#ui/components/labelled.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { TextField } from '#ui/components/text-field.tsx'
import { TotpInput } from '#ui/components/totp-input.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { DemoLogins } from './demo-logins.tsx'

/** The second factor is asked for only when the server asks for it; a lock-out is said plainly, with what to do. */
export function SignInForm({ demoLogins }: { readonly demoLogins: readonly DemoLoginView[] | null }) {
  const { t } = useText()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [isFactorAsked, setFactorAsked] = useState(false)
  const signIn = useSessionAct('POST /api/session')
  const send = (who: { readonly login: string; readonly password: string; readonly code?: string }) =>
    signIn.mutate(
      { body: who },
      {
        onError: (error) => {
          if (asProblem(error).code === 'factor.required') setFactorAsked(true)
          setCode('')
        },
      },
    )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send({ login, password, ...(code === '' ? {} : { code }) })
  }
  const isAskingFirst =
    isFactorAsked && signIn.error !== null && asProblem(signIn.error).code === 'factor.required'
  return (
    <>
      <form className="card" onSubmit={submit} aria-label={t('signIn:title')}>
        <TextField
          label={t('signIn:login')}
          autoComplete="username"
          required
          value={login}
          onChange={setLogin}
        />
        <Labelled label={t('signIn:password')}>
          {(id) => (
            <Input.Password
              id={id}
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Labelled>
        {isFactorAsked && <TotpInput label={t('signIn:code')} value={code} onChange={setCode} />}
        {!isAskingFirst && <ProblemNotice error={signIn.error} />}
        <Button
          type="primary"
          htmlType="submit"
          loading={signIn.isPending}
          disabled={login === '' || password === '' || (isFactorAsked && code.length < 6)}
        >
          {t('signIn:go')}
        </Button>
      </form>
      {demoLogins !== null && (
        <DemoLogins
          logins={demoLogins}
          onPick={(picked) => {
            setLogin(picked.login)
            setPassword(picked.password)
            setFactorAsked(false)
            send({ login: picked.login, password: picked.password })
          }}
        />
      )}
    </>
  )
}
