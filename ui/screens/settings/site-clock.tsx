import { Button } from 'antd'
import dayjs from 'dayjs'
import { useId, useState } from 'react'
import type { ClockView } from '#api/contract/administration.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { DateInput } from '#ui/components/date-input.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { Answered } from '#ui/components/states.tsx'
import { When } from '#ui/components/when.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** The clock of the law on a demo or test site: forwards only. */
export function SiteClock() {
  const clock = useRead('GET /api/clock', {})
  return <Answered query={clock}>{(view) => <Clock clock={view} />}</Answered>
}

function Clock({ clock }: { readonly clock: ClockView }) {
  const { t } = useText()
  const [to, setTo] = useState<string>()
  const id = useId()
  const [isAsking, setAsking] = useState(false)
  const move = useAct('POST /api/clock', { onDone: () => setAsking(false) })
  return (
    <section className="card" style={{ maxWidth: 560 }}>
      <h2>{t('settings:clock.title')}</h2>
      <dl className="dl">
        <dt>{t('settings:clock.today')}</dt>
        <dd>
          <strong>{clock.today}</strong>
        </dd>
        <dt>{t('settings:clock.real')}</dt>
        <dd>
          <When at={clock.realNow} />
        </dd>
      </dl>
      <p className="muted">{t('settings:clock.rule')}</p>
      <div className="row">
        <label htmlFor={id} className="nowrap">
          {t('settings:clock.to')}
        </label>
        <DateInput
          id={id}
          min={dayjs(clock.today).add(1, 'day').format('YYYY-MM-DD')}
          isLocked={!clock.isMovable}
          value={to ?? ''}
          onChange={(date) => setTo(date === '' ? undefined : date)}
        />
        <Button disabled={to === undefined || !clock.isMovable} onClick={() => setAsking(true)}>
          {t('settings:clock.move')}
        </Button>
      </div>
      {isAsking && to !== undefined && (
        <ReasonDialog
          title={t('settings:clock.moveTitle', { to })}
          rule={t('settings:clock.moveRule')}
          verb={t('settings:clock.moveVerb', { to })}
          isBusy={move.isPending}
          error={move.error}
          onConfirm={(reason) => move.mutate({ body: { to, reason } })}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}
