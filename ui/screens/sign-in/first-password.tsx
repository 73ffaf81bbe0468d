import { Button, Input } from 'antd'
import { useId, useState, type SubmitEvent } from 'react'
import { useSessionAct } from '#ui/client/session.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

const SHORTEST = 12

/** A password that somebody else has set must be changed before anything else. Also the form of the settings. */
export function FirstPassword({ title }: { readonly title?: string }) {
  const { t } = useText()
  const [old, setOld] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const ids = [useId(), useId(), useId()]
  const change = useSessionAct('POST /api/session/password', () => {
    setOld('')
    setNext('')
    setAgain('')
  })
  const differs = again !== '' && again !== next
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    change.mutate({ body: { old, new: next } })
  }
  return (
    <form className="card" onSubmit={submit} aria-label={title ?? t('signIn:change.title')}>
      <h2>{title ?? t('signIn:change.title')}</h2>
      {title === undefined && <p className="muted">{t('signIn:change.why')}</p>}
      <div className="field">
        <label htmlFor={ids[0]}>{t('signIn:change.old')}</label>
        <Input.Password
          id={ids[0] ?? ''}
          autoComplete="current-password"
          value={old}
          onChange={(event) => setOld(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={ids[1]}>{t('signIn:change.new')}</label>
        <Input.Password
          id={ids[1] ?? ''}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
        <span className="hint">{t('signIn:change.rule', { count: SHORTEST })}</span>
      </div>
      <div className="field">
        <label htmlFor={ids[2]}>{t('signIn:change.again')}</label>
        <Input.Password
          id={ids[2] ?? ''}
          autoComplete="new-password"
          value={again}
          onChange={(event) => setAgain(event.target.value)}
        />
        {differs && <span className="fault">{t('signIn:change.differs')}</span>}
      </div>
      <ProblemNotice error={change.error} />
      {change.isSuccess && <output>{t('signIn:change.done')}</output>}
      <Button
        type="primary"
        htmlType="submit"
        loading={change.isPending}
        disabled={old === '' || next.length < SHORTEST || again !== next}
      >
        {t('signIn:change.go')}
      </Button>
    </form>
  )
}
