import { Link } from '@tanstack/react-router'
import { Button, Input, InputNumber } from 'antd'
import { useId, useState } from 'react'
import type { AccessRequestView } from '#api/contract/access.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Labelled } from '#ui/components/labelled.tsx'
import { LookScope } from '#ui/components/look-scope.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { WorkFrame } from './work-frame.tsx'

interface LookWorkPaneProps {
  readonly item: AccessRequestView
  readonly onDone: () => void
}

/** Who asks to look at what for, and the decision with its reason. */
export function LookWorkPane({ item, onDone }: LookWorkPaneProps) {
  const { t, say } = useText()
  const { code, recordId, title } = item
  return (
    <WorkFrame
      title={t('worklist:look.title', { person: say(item.person.name) })}
      item={item}
      about={
        <>
          <span className="code">{code}</span>
          {recordId !== null && (
            <Link to="/records/$recordId" params={{ recordId }}>
              {title}
            </Link>
          )}
          <Link to="/settings" search={{ tab: 'access' }}>
            {t('worklist:look.page')}
          </Link>
        </>
      }
    >
      <dl className="dl">
        <dt>{t('settings:access.purpose')}</dt>
        <dd>{item.purpose}</dd>
        <dt>{t('settings:access.days')}</dt>
        <dd>{item.days}</dd>
        <dt>{t('settings:access.asked')}</dt>
        <dd>
          <When at={item.askedAt} />
        </dd>
        <dt>{t(item.ofClass === null ? 'settings:access.title' : 'settings:access.scope')}</dt>
        <dd>
          {item.ofClass === null ? (
            (title ?? <span className="faint">{t('settings:access.masked')}</span>)
          ) : (
            <LookScope ofClass={item.ofClass} />
          )}
        </dd>
      </dl>
      <DecisionForm item={item} onDone={onDone} />
    </WorkFrame>
  )
}

function DecisionForm({ item, onDone }: LookWorkPaneProps) {
  const { t, say } = useText()
  const id = useId()
  const [reason, setReason] = useState('')
  const [days, setDays] = useState(item.days)
  const decide = useAct('POST /api/access-requests/:id/decision', { onDone })
  const isReady = reason.trim() !== ''
  const send = (decision: 'grant' | 'refuse') => {
    const forDays = decision === 'grant' ? { days } : {}
    if (isReady)
      decide.mutate({ params: { id: item.id }, body: { decision, reason: reason.trim(), ...forDays } })
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        send('grant')
      }}
    >
      <p className="muted">
        {t(item.ofClass === null ? 'settings:access.grantRule' : 'settings:access.grantClassRule', {
          person: say(item.person.name),
          days,
        })}
      </p>
      <Labelled label={t('settings:access.grantDays')}>
        {(daysId) => (
          <InputNumber
            id={daysId}
            min={1}
            max={item.days}
            value={days}
            onChange={(value) => setDays(value ?? item.days)}
          />
        )}
      </Labelled>
      <div className="field">
        <label htmlFor={id}>{t('worklist:look.reason')}</label>
        <Input.TextArea
          id={id}
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <ProblemNotice error={decide.error} />
      <div className="row">
        <Button type="primary" htmlType="submit" loading={decide.isPending} disabled={!isReady}>
          {t('settings:access.grant')}
        </Button>
        <Button disabled={!isReady || decide.isPending} onClick={() => send('refuse')}>
          {t('settings:access.refuse')}
        </Button>
      </div>
    </form>
  )
}
