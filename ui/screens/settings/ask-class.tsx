import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { FIRST_YEAR, LAST_YEAR } from '#domain/dates.ts'
import { PERSONAL_FAMILIES } from '#domain/personal-files.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { ChoiceField } from '#ui/components/choice-field.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { TextField } from '#ui/components/text-field.tsx'
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
        <ChoiceField
          label={t('unit')}
          value={unitId}
          placeholder={t('settings:access.chooseUnit')}
          options={units.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
          onChange={setUnitId}
        />
        <ChoiceField
          label={t('class')}
          value={classCode}
          placeholder={t('settings:access.chooseClass')}
          options={classes.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
          onChange={setClassCode}
        />
        <div className="row">
          <YearsFormed from={from} to={to} onFrom={setFrom} onTo={setTo} />
          <Days most={limits.classDays} days={days} onChange={setDays} />
        </div>
        <TextField
          label={t('settings:access.purpose')}
          maxLength={300}
          value={purpose}
          onChange={setPurpose}
        />
        <ProblemNotice error={ask.error} />
      </div>
    </Dialog>
  )
}

interface YearsFormedProps {
  readonly from: number | null
  readonly to: number | null
  readonly onFrom: (year: number | null) => void
  readonly onTo: (year: number | null) => void
}

/** The first and the last year in which the records were formed; empty, all of them. */
function YearsFormed({ from, to, onFrom, onTo }: YearsFormedProps) {
  const { t } = useText()
  return (
    <>
      <Labelled label={t('settings:access.fromYear')}>
        {(id) => <InputNumber id={id} min={FIRST_YEAR} max={LAST_YEAR} value={from} onChange={onFrom} />}
      </Labelled>
      <Labelled label={t('settings:access.toYear')}>
        {(id) => <InputNumber id={id} min={from ?? FIRST_YEAR} max={LAST_YEAR} value={to} onChange={onTo} />}
      </Labelled>
    </>
  )
}

interface DaysProps {
  readonly most: number
  readonly days: number
  readonly onChange: (days: number) => void
}

/** For how many days one may look, once it is granted. */
function Days({ most, days, onChange }: DaysProps) {
  const { t } = useText()
  return (
    <Labelled label={t('settings:access.daysMost', { count: most })}>
      {(id) => (
        <InputNumber id={id} min={1} max={most} value={days} onChange={(value) => onChange(value ?? 1)} />
      )}
    </Labelled>
  )
}
