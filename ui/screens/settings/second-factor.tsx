import { Button, QRCode } from 'antd'
import { useState } from 'react'
import { useAct } from '#ui/client/hooks.ts'
import { useSessionAct } from '#ui/client/session.ts'
import { useSession } from '#ui/client/session-context.ts'
import { CopyText } from '#ui/components/copy-text.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { TotpInput } from '#ui/components/totp-input.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ProofOrProblem } from './proof-or-problem.tsx'

/** An authenticator is set up by scanning or typing its secret, and proved by its first six digits. */
export function SecondFactor() {
  const { t } = useText()
  const { person } = useSession()
  const [code, setCode] = useState('')
  const enrol = useAct('POST /api/factor/enrolment')
  const confirm = useSessionAct('POST /api/factor/confirmation', () => enrol.reset())
  const begun = enrol.data
  return (
    <section className="card">
      <div className="row">
        <h2>{t('settings:factor.title')}</h2>
        <Tag tone={person.hasSecondFactor ? 'ok' : 'plain'}>
          {t(person.hasSecondFactor ? 'settings:factor.on' : 'settings:factor.off')}
        </Tag>
      </div>
      <p className="muted">{t('settings:factor.hint')}</p>
      {begun === undefined ? (
        <div>
          {person.hasSecondFactor ? (
            <p>{t('settings:factor.reset')}</p>
          ) : (
            <Button loading={enrol.isPending} onClick={() => enrol.mutate({})}>
              {t('settings:factor.begin')}
            </Button>
          )}
          <ProofOrProblem error={enrol.error} onProved={() => enrol.reset()} />
        </div>
      ) : (
        <div className="row" style={{ alignItems: 'flex-start', gap: 16 }}>
          <figure className="qr" aria-label={t('settings:factor.qr')}>
            <QRCode
              value={begun.otpauthUrl}
              type="svg"
              size={148}
              bordered={false}
              color="#000000"
              bgColor="#ffffff"
            />
          </figure>
          <div className="stack tight grow">
            <p>{t('settings:factor.scan')}</p>
            <CopyText value={begun.secret} label={t('settings:factor.secret')} />
            <TotpInput label={t('settings:factor.code')} value={code} onChange={setCode} />
            <ProblemNotice error={confirm.error} />
            <div>
              <Button
                type="primary"
                disabled={code.length < 6}
                loading={confirm.isPending}
                onClick={() => confirm.mutate({ body: { code } }, { onSettled: () => setCode('') })}
              >
                {t('settings:factor.confirm')}
              </Button>
            </div>
          </div>
        </div>
      )}
      <ProblemNotice error={enrol.error} />
    </section>
  )
}
