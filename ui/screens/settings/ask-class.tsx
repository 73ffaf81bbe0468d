import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { PERSONAL_FAMILIES } from '#domain/personal-files.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

const USUAL_DAYS = 7

interface AskClassProps {
  readonly limits: { readonly classDays: number; readonly classYears: number }
  readonly onClose: () => void
}

/** Asks to look at all records of a class that one unit formed. */
export function AskClass({ limits, onClose }: AskClassProps) {
  const { t, say } = useText()
  const units = useRead('GET /api/units', {}).data?.items ?? []
  const classes = (useRead('GET /api/classes', {}).data?.items ?? []).filter(
    ({ family }) => !PERSONAL_FAMILIES.includes(family),
  )
  const [unitId, setUnitId] = useState<string | null>(null)
  const [classCode, setClassCode] = useState<string | null>(null)
  const [from, setFrom] = useState<number | null>(null)
  const [to, setTo] = useState<number | null>(null)
  const [days, setDays] = useState(Math.min(USUAL_DAYS, limits.classDays))
  const [purpose, setPurpose] = useState('')
  const ask = useAct('POST /api/access-requests/class', { onDone: onClose })
  const years = from === null || to === null ? null : { from, to }
  const isReady = purpose.trim().length > 1 && (from === null) === (to === null)
  return (
    <Dialog
      title={t('settings:access.newClass')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={ask.isPending}
          disabled={unitId === null || classCode === null || !isReady}
          onClick={() => {
            if (unitId !== null && classCode !== null)
              ask.mutate({ body: { unitId, classCode, years, days, purpose: purpose.trim() } })
          }}
        >
          {t('settings:access.verb')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('settings:access.classHint')}</p>
        <Labelled label={t('unit')}>
          {(id) => (
            <Choice
              id={id}
              value={unitId}
              placeholder={t('settings:access.chooseUnit')}
              options={units.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
              onChange={setUnitId}
            />
          )}
        </Labelled>
        <Labelled label={t('class')}>
          {(id) => (
            <Choice
              id={id}
              value={classCode}
              placeholder={t('settings:access.chooseClass')}
              options={classes.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
              onChange={setClassCode}
            />
          )}
        </Labelled>
        <div className="row">
          <Labelled label={t('settings:access.fromYear')}>
            {(id) => <InputNumber id={id} min={1900} max={2299} value={from} onChange={setFrom} />}
          </Labelled>
          <Labelled label={t('settings:access.toYear')}>
            {(id) => <InputNumber id={id} min={from ?? 1900} max={2299} value={to} onChange={setTo} />}
          </Labelled>
          <Labelled label={t('settings:access.daysMost', { count: limits.classDays })}>
            {(id) => (
              <InputNumber
                id={id}
                min={1}
                max={limits.classDays}
                value={days}
                onChange={(value) => setDays(value ?? 1)}
              />
            )}
          </Labelled>
        </div>
        <Labelled label={t('settings:access.purpose')}>
          {(id) => (
            <Input
              id={id}
              maxLength={300}
              value={purpose}
              onChange={(event) => setPurpose(event.target.value)}
            />
          )}
        </Labelled>
        <ProblemNotice error={ask.error} />
      </div>
    </Dialog>
  )
}
