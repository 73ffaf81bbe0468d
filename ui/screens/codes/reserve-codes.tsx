import { Button } from 'antd'
import { useState } from 'react'
import type { CodesView } from '#api/contract/codes.ts'
import { useAct } from '#ui/client/hooks.ts'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { DigitsField, TextField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ChoiceField } from '#ui/components/choice-field.tsx'
import { useSequenceChoices } from './sequence-choices.ts'

interface ReserveCodesProps {
  readonly view: CodesView
  readonly onClose: () => void
}

const NOTHING = { fondsId: '', classCode: '', year: '', first: '', last: '', holderUnitId: '', purpose: '' }
type Said = typeof NOTHING

function reservationOf({ fondsId, classCode, holderUnitId, year, first, last, purpose }: Said) {
  return {
    fondsId,
    classCode,
    holderUnitId,
    year: Number(year),
    firstNumber: Number(first),
    lastNumber: Number(last),
    purpose: purpose.trim(),
  }
}

/** Keeps numbers of a class and year back for a unit; issuing passes over them. */
export function ReserveCodes({ view, onClose }: ReserveCodesProps) {
  const { t } = useText()
  const [said, setSaid] = useState<Said>({ ...NOTHING, fondsId: view.fonds[0]?.id ?? '' })
  const put = (name: keyof Said) => (value: string | null) =>
    setSaid((before) => ({ ...before, [name]: value ?? '' }))
  const reserve = useAct('POST /api/codes/reservations', { onDone: onClose })
  const isReady = Object.values(said).every((value) => value.trim() !== '')
  const of = useSequenceChoices(view.fonds)
  const choices = { fondsId: of.fonds, classCode: of.classes, holderUnitId: of.units }
  return (
    <Dialog
      title={t('codes:reserveTitle')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={reserve.isPending}
          disabled={!isReady}
          onClick={() => reserve.mutate({ body: reservationOf(said) })}
        >
          {t('codes:reserve')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('codes:reserveRule')}</p>
        {(['fondsId', 'classCode', 'holderUnitId'] as const).map((name) => (
          <ChoiceField
            key={name}
            label={t(`codes:field.${name}`)}
            value={said[name]}
            options={choices[name]}
            onChange={put(name)}
          />
        ))}
        <div className="row wrap">
          {(['year', 'first', 'last'] as const).map((name) => (
            <DigitsField
              key={name}
              label={t(`codes:field.${name}`)}
              maxLength={4}
              style={{ width: 110 }}
              value={said[name]}
              onChange={put(name)}
            />
          ))}
        </div>
        <TextField
          label={t('codes:field.purpose')}
          maxLength={300}
          value={said.purpose}
          onChange={put('purpose')}
        />
        <ProblemNotice error={reserve.error} />
      </div>
    </Dialog>
  )
}
