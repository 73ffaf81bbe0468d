import { Button } from 'antd'
import { useState } from 'react'
import type { ScheduleVersionView } from '#api/contract/schedules.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { numberText } from '#ui/components/figures.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { TypedName } from '#ui/components/typed-name.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface OrderRedatingProps {
  readonly version: ScheduleVersionView
  readonly count: number
  readonly onClose: () => void
}

/** Orders that all records move; the name of the version is typed out first. */
export function OrderRedating({ version, count, onClose }: OrderRedatingProps) {
  const { t } = useText()
  const [typed, setTyped] = useState('')
  const order = useAct('POST /api/schedules/:id/redating', { onDone: onClose })
  return (
    <Dialog
      title={t('schedules:redating.title', { version: version.version })}
      onClose={onClose}
      act={
        <Button
          type="primary"
          danger
          loading={order.isPending}
          disabled={typed.trim() !== version.version}
          onClick={() => order.mutate({ params: { id: version.id } })}
        >
          {t('schedules:redating.verb', { n: numberText(count) })}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('schedules:redating.orderRule')}</p>
        <TypedName
          label={t('schedules:sign.type', { version: version.version })}
          typed={typed}
          onChange={setTyped}
        />
        <ProblemNotice error={order.error} />
      </div>
    </Dialog>
  )
}
