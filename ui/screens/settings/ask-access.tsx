import { Button, Input, InputNumber } from 'antd'
import { useId, useState } from 'react'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

const USUAL_DAYS = 7
const MOST_DAYS = 90

/** Asks to look at one record by its archival code. */
export function AskAccess({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText()
  const [code, setCode] = useState('')
  const [purpose, setPurpose] = useState('')
  const [days, setDays] = useState<number>(USUAL_DAYS)
  const ask = useAct('POST /api/access-requests', { onDone: onClose })
  const ids = { code: useId(), purpose: useId(), days: useId() }
  return (
    <Dialog
      title={t('settings:access.new')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={ask.isPending}
          disabled={code.trim() === '' || purpose.trim().length < 2}
          onClick={() => ask.mutate({ body: { code: code.trim(), days, purpose: purpose.trim() } })}
        >
          {t('settings:access.verb')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('settings:access.askHint')}</p>
        <div className="field">
          <label htmlFor={ids.code}>{t('settings:access.code')}</label>
          <Input id={ids.code} value={code} onChange={(event) => setCode(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor={ids.purpose}>{t('settings:access.purpose')}</label>
          <Input id={ids.purpose} value={purpose} onChange={(event) => setPurpose(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor={ids.days}>{t('settings:access.daysLong')}</label>
          <InputNumber
            id={ids.days}
            min={1}
            max={MOST_DAYS}
            value={days}
            onChange={(value) => setDays(value ?? USUAL_DAYS)}
          />
        </div>
        <ProblemNotice error={ask.error} />
      </div>
    </Dialog>
  )
}
