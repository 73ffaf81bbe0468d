import { Input } from 'antd'
import { useId } from 'react'
import { CARRIERS, GRADES, type Carrier, type Grade } from '#domain/vocabulary.ts'
import { DORMANCIES, type Dormancy } from '#domain/vocabulary/import.ts'
import { useRead } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

/** What holds for every row that says nothing else. */
export interface ImportValues {
  readonly name: string
  readonly formingUnitId: string | null
  readonly classCode: string | null
  readonly grade: Grade
  readonly carrier: Carrier
  readonly dormancy: Dormancy
}

interface ValuesFormProps {
  readonly values: ImportValues
  readonly onChange: (values: ImportValues) => void
}

export function ValuesForm({ values, onChange }: ValuesFormProps) {
  const { t, say } = useText()
  const id = useId()
  const units = useRead('GET /api/units', {}).data?.items ?? []
  const classes = useRead('GET /api/classes', {}).data?.items ?? []
  const put = (part: Partial<ImportValues>) => onChange({ ...values, ...part })
  return (
    <div className="form">
      <div className="field wide">
        <label htmlFor={`${id}-name`}>{t('imports:name')}</label>
        <Input
          id={`${id}-name`}
          maxLength={100}
          value={values.name}
          aria-describedby={`${id}-hint`}
          onChange={(event) => put({ name: event.target.value })}
        />
        <span id={`${id}-hint`} className="hint">
          {t('imports:nameHint')}
        </span>
      </div>
      <div className="field">
        <label htmlFor={`${id}-unit`}>{t('imports:value.unit')}</label>
        <Choice
          id={`${id}-unit`}
          value={values.formingUnitId}
          placeholder={t('imports:value.choose')}
          options={units.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
          onChange={(formingUnitId) => put({ formingUnitId })}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-class`}>{t('imports:value.class')}</label>
        <Choice
          id={`${id}-class`}
          value={values.classCode}
          placeholder={t('imports:value.ofRows')}
          options={classes
            .filter((entry) => entry.isActive)
            .map((entry) => ({ value: entry.code, label: `${entry.code} ${entry.title}` }))}
          onChange={(classCode) => put({ classCode })}
        />
      </div>
      <Chosen
        id={`${id}-grade`}
        label={t('grade')}
        value={values.grade}
        options={GRADES.map((grade) => ({ value: grade, label: t(`vocabulary:choice.${grade}`) }))}
        onChange={(value) => put({ grade: GRADES.find((one) => one === value) ?? values.grade })}
      />
      <Chosen
        id={`${id}-carrier`}
        label={t('imports:value.carrier')}
        value={values.carrier}
        options={CARRIERS.map((carrier) => ({ value: carrier, label: t(`vocabulary:carrier.${carrier}`) }))}
        onChange={(value) => put({ carrier: CARRIERS.find((one) => one === value) ?? values.carrier })}
      />
      <Chosen
        id={`${id}-dormancy`}
        label={t('imports:value.dormancy')}
        value={values.dormancy}
        options={DORMANCIES.map((one) => ({ value: one, label: t(`imports:dormancy.${one}`) }))}
        onChange={(value) => put({ dormancy: DORMANCIES.find((one) => one === value) ?? values.dormancy })}
      />
    </div>
  )
}

interface ChosenProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (value: string) => void
}

/** One of a few that always has a value. */
function Chosen({ id, label, value, options, onChange }: ChosenProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="choice" value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
