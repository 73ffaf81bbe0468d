import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { WorkingDaysView } from '#api/contract/working-days.ts'
import { useRead } from '#ui/client/hooks.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { Answered } from '#ui/components/states.tsx'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { SetWorkdays } from './set-workdays.tsx'
import { YearPicture } from './year-picture.tsx'

/** The year that deadlines are counted in, month by month, with the order on which it rests; without one, that is said first. */
export function WorkdaysTab() {
  const { t } = useText()
  const { year } = useSearch({ from: '/shell/filing' })
  const days = useRead('GET /api/working-days', { query: year === undefined ? {} : { year } })
  const [isOpen, setOpen] = useState(false)
  return (
    <Answered query={days}>
      {(view) => (
        <div className="stack">
          <div className="row wrap spread">
            <YearBar year={view.year} />
            <ActionButton action={view.allowed.set} onClick={() => setOpen(true)}>
              {t('filing:workdays.set')}
            </ActionButton>
          </div>
          <Order view={view} />
          <p className="row wrap">
            {(['holiday', 'workday', 'statutory', 'rest'] as const).map((kind) => (
              <span key={kind} className={`workday-key ${kind}`}>
                {t(`filing:workdays.kind.${kind}`)}
              </span>
            ))}
          </p>
          <YearPicture view={view} />
          {isOpen && <SetWorkdays year={view.year} onClose={() => setOpen(false)} />}
        </div>
      )}
    </Answered>
  )
}

function YearBar({ year }: { readonly year: number }) {
  const { t } = useText()
  const navigate = useNavigate({ from: '/filing' })
  const go = (to: number) => void navigate({ search: { tab: 'workdays', year: to } })
  return (
    <nav className="row" aria-label={t('filing:calendar.year')}>
      <Button onClick={() => go(year - 1)} aria-label={t('filing:calendar.before', { year: year - 1 })}>
        ‹
      </Button>
      <h2>{t('filing:workdays.title', { year })}</h2>
      <Button onClick={() => go(year + 1)} aria-label={t('filing:calendar.after', { year: year + 1 })}>
        ›
      </Button>
    </nav>
  )
}

function Order({ view: { year, order } }: { readonly view: WorkingDaysView }) {
  const { t, say } = useText()
  if (order === null)
    return (
      <div className="notice">
        <div className="stack tight">
          <strong>{t('filing:workdays.none', { year })}</strong>
          <p>{t('filing:workdays.noneHint')}</p>
        </div>
      </div>
    )
  return (
    <p className="row wrap">
      <span className="muted">{t('filing:workdays.order')}</span>
      <span>{order.source}</span>
      <Tag tone={order.entered === null ? 'ok' : 'info'}>
        {order.entered === null
          ? t('filing:workdays.compared')
          : t('filing:workdays.entered', { name: say(order.entered.by.name), on: order.entered.on })}
      </Tag>
    </p>
  )
}
