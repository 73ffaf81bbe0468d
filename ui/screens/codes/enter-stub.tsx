import { Button } from 'antd'
import { useState } from 'react'
import { LONGEST_SECRECY_YEARS } from '#domain/state/secrets.ts'
import { SECRECY_GRADES, type SecrecyGrade } from '#domain/vocabulary/secrets.ts'
import type { SecretStubsView } from '#api/contract/secret-stubs.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { DigitsField, TextField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ChoiceField } from '#ui/components/choice-field.tsx'
import { useSequenceChoices } from './sequence-choices.ts'

interface EnterStubProps {
  readonly fonds: SecretStubsView['fonds']
  readonly onClose: () => void
}

const NOTHING = {
  fondsId: '',
  classCode: '',
  formingUnitId: '',
  grade: '',
  year: '',
  years: '',
  custodyCode: '',
  number: '',
}
type Said = typeof NOTHING
const MAY_STAY_EMPTY: readonly (keyof Said)[] = ['years', 'number']

function stubOf(
  { fondsId, classCode, formingUnitId, custodyCode, year, years, number }: Said,
  grade: SecrecyGrade,
) {
  return {
    fondsId,
    classCode,
    formingUnitId,
    grade,
    year: Number(year),
    custodyCode: custodyCode.trim(),
    secrecyYears: years === '' ? null : Number(years),
    ...(number === '' ? {} : { number: Number(number) }),
  }
}

/** No field of it takes a title or a text: codes, numbers and choices alone. */
export function EnterStub({ fonds, onClose }: EnterStubProps) {
  const { t } = useText()
  const [said, setSaid] = useState<Said>({ ...NOTHING, fondsId: fonds[0]?.id ?? '' })
  const put = (name: keyof Said) => (value: string | null) =>
    setSaid((before) => ({ ...before, [name]: value ?? '' }))
  const enter = useAct('POST /api/secret-stubs', { onDone: onClose })
  const grade = SECRECY_GRADES.find((one) => one === said.grade)
  const isReady = Object.entries(said).every(
    ([name, value]) => value.trim() !== '' || MAY_STAY_EMPTY.some((one) => one === name),
  )
  const of = useSequenceChoices(fonds)
  const choices = {
    fondsId: of.fonds,
    classCode: of.classes,
    formingUnitId: of.units,
    grade: SECRECY_GRADES.map((one) => ({ value: one, label: t(`codes:stub.grades.${one}`) })),
  }
  return (
    <Dialog
      title={t('codes:stub.enterTitle')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={enter.isPending}
          disabled={!isReady || grade === undefined}
          onClick={() => {
            if (grade !== undefined) enter.mutate({ body: stubOf(said, grade) })
          }}
        >
          {t('codes:stub.enter')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('codes:stub.enterRule')}</p>
        {(['fondsId', 'classCode', 'formingUnitId', 'grade'] as const).map((name) => (
          <ChoiceField
            key={name}
            label={t(`codes:stub.field.${name}`)}
            value={said[name]}
            options={choices[name]}
            onChange={put(name)}
          />
        ))}
        <div className="row wrap">
          {(['year', 'years', 'number'] as const).map((name) => (
            <DigitsField
              key={name}
              label={t(`codes:stub.field.${name}`, {
                most: LONGEST_SECRECY_YEARS[grade ?? 'top-secret'],
              })}
              maxLength={4}
              value={said[name]}
              onChange={put(name)}
            />
          ))}
        </div>
        <TextField
          label={t('codes:stub.field.custodyCode')}
          maxLength={40}
          value={said.custodyCode}
          onChange={(value) => put('custodyCode')(value.replaceAll(/[^A-Za-z0-9./·-]/gu, ''))}
        />
        <ProblemNotice error={enter.error} />
      </div>
    </Dialog>
  )
}
