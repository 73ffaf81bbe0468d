import { Button, Input } from 'antd'
import { useState } from 'react'
import { LONGEST_SECRECY_YEARS } from '#domain/state-secrets.ts'
import { SECRECY_GRADES, type SecrecyGrade } from '#domain/vocabulary-secrets.ts'
import type { SecretStubsView } from '#api/contract/secret-stubs.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

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

/** No field of it takes a title or a text: codes, numbers and choices alone. */
export function EnterStub({ fonds, onClose }: EnterStubProps) {
  const { t, say } = useText()
  const classes = useRead('GET /api/classes', {}).data?.items ?? []
  const units = useRead('GET /api/units', {}).data?.items ?? []
  const [said, setSaid] = useState<Said>({ ...NOTHING, fondsId: fonds[0]?.id ?? '' })
  const put = (name: keyof Said) => (value: string | null) =>
    setSaid((before) => ({ ...before, [name]: value ?? '' }))
  const enter = useAct('POST /api/secret-stubs', { onDone: onClose })
  const grade = SECRECY_GRADES.find((one) => one === said.grade)
  const isReady = Object.entries(said).every(
    ([name, value]) => value.trim() !== '' || MAY_STAY_EMPTY.some((one) => one === name),
  )
  const choices = {
    fondsId: fonds.map(({ id, code, name }) => ({ value: id, label: `${code} ${say(name)}` })),
    classCode: classes
      .filter(({ isActive }) => isActive)
      .map(({ code, title }) => ({ value: code, label: `${code} ${title}` })),
    formingUnitId: units.map(({ id, name }) => ({ value: id, label: say(name) })),
    grade: SECRECY_GRADES.map((one) => ({ value: one, label: t(`codes:stub.grades.${one}`) })),
  }
  const send = (of: SecrecyGrade) => {
    const { fondsId, classCode, formingUnitId, custodyCode, year, years, number } = said
    const body = { fondsId, classCode, formingUnitId, grade: of, year: Number(year) }
    enter.mutate({
      body: {
        ...body,
        custodyCode: custodyCode.trim(),
        secrecyYears: years === '' ? null : Number(years),
        ...(number === '' ? {} : { number: Number(number) }),
      },
    })
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
            if (grade !== undefined) send(grade)
          }}
        >
          {t('codes:stub.enter')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('codes:stub.enterRule')}</p>
        {(['fondsId', 'classCode', 'formingUnitId', 'grade'] as const).map((name) => (
          <Labelled key={name} label={t(`codes:stub.field.${name}`)}>
            {(id) => (
              <Choice
                id={id}
                value={said[name] === '' ? null : said[name]}
                placeholder={t('codes:choose')}
                options={choices[name]}
                onChange={put(name)}
              />
            )}
          </Labelled>
        ))}
        <div className="row wrap">
          {(['year', 'years', 'number'] as const).map((name) => (
            <Labelled
              key={name}
              label={t(`codes:stub.field.${name}`, {
                most: LONGEST_SECRECY_YEARS[grade ?? 'top-secret'],
              })}
            >
              {(id) => (
                <Input
                  id={id}
                  inputMode="numeric"
                  maxLength={4}
                  value={said[name]}
                  onChange={(event) => put(name)(event.target.value.replaceAll(/\D/g, ''))}
                />
              )}
            </Labelled>
          ))}
        </div>
        <Labelled label={t('codes:stub.field.custodyCode')}>
          {(id) => (
            <Input
              id={id}
              maxLength={40}
              value={said.custodyCode}
              onChange={(event) =>
                put('custodyCode')(event.target.value.replaceAll(/[^A-Za-z0-9./·-]/gu, ''))
              }
            />
          )}
        </Labelled>
        <ProblemNotice error={enter.error} />
      </div>
    </Dialog>
  )
}
