import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import type { SchemeClassView } from '#api/contract/schemes.ts'
import { CADENCES } from '#domain/vocabulary/structure.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { DateInput } from '#ui/components/date-input.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface SetCadenceProps {
  readonly of: SchemeClassView
  readonly onClose: () => void
}

/** Another cadence of a class from a day on; the one before ends the day before. */
export function SetCadence({ of, onClose }: SetCadenceProps) {
  const { t, say } = useText()
  const [cadence, setCadence] = useState<string | null>(null)
  const [fromOn, setFromOn] = useState('')
  const [authority, setAuthority] = useState('')
  const ids = { cadence: useId(), from: useId(), authority: useId() }
  const set = useAct('POST /api/scheme-classes/:id/cadence', { onDone: onClose })
  const chosen = CADENCES.find((one) => one === cadence)
  const isReady = chosen !== undefined && fromOn !== '' && authority.trim().length > 1
  return (
    <Dialog
      title={t('structure:cadence.title', { name: say(of.name) })}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={set.isPending}
          disabled={!isReady}
          onClick={() => {
            if (chosen !== undefined)
              set.mutate({
                params: { id: of.id },
                body: { cadence: chosen, fromOn, authority: authority.trim() },
              })
          }}
        >
          {t('structure:cadence.verb')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('structure:cadence.rule')}</p>
        <div className="field">
          <label htmlFor={ids.cadence}>{t('structure:scheme.cadence')}</label>
          <Choice
            id={ids.cadence}
            value={cadence}
            placeholder={t('structure:choose')}
            options={CADENCES.map((one) => ({ value: one, label: t(`filing:cadence.${one}`) }))}
            onChange={setCadence}
          />
        </div>
        <div className="field">
          <label htmlFor={ids.from}>{t('structure:from')}</label>
          <DateInput id={ids.from} value={fromOn} onChange={setFromOn} />
        </div>
        <div className="field">
          <label htmlFor={ids.authority}>{t('structure:authority')}</label>
          <Input
            id={ids.authority}
            maxLength={300}
            value={authority}
            onChange={(event) => setAuthority(event.target.value)}
          />
        </div>
        <ProblemNotice error={set.error} />
      </div>
    </Dialog>
  )
}
