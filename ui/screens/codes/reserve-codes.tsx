import { Button, Input } from 'antd'
import { useState } from 'react'
import type { CodesView } from '#api/contract/codes.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { Choice } from '#ui/components/choice.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { Labelled } from '#ui/components/labelled.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface ReserveCodesProps {
  readonly view: CodesView
  readonly onClose: () => void
}

const NOTHING = { fondsId: '', classCode: '', year: '', first: '', last: '', holderUnitId: '', purpose: '' }
type Said = typeof NOTHING

/** Keeps numbers of a class and year back for a unit; issuing passes over them. */
export function ReserveCodes({ view, onClose }: ReserveCodesProps) {
  const { t, say } = useText()
  const classes = useRead('GET /api/classes', {}).data?.items ?? []
  const units = useRead('GET /api/units', {}).data?.items ?? []
  const [said, setSaid] = useState<Said>({ ...NOTHING, fondsId: view.fonds[0]?.id ?? '' })
  const put = (name: keyof Said) => (value: string | null) =>
    setSaid((before) => ({ ...before, [name]: value ?? '' }))
  const reserve = useAct('POST /api/codes/reservations', { onDone: onClose })
  const [year, firstNumber, lastNumber] = [said.year, said.first, said.last].map(Number)
  const isReady = Object.values(said).every((value) => value.trim() !== '')
  const choices = {
    fondsId: view.fonds.map(({ id, code, name }) => ({ value: id, label: `${code} ${say(name)}` })),
    classCode: classes
      .filter(({ isActive }) => isActive)
      .map(({ code, title }) => ({ value: code, label: `${code} ${title}` })),
    holderUnitId: units.map(({ id, name }) => ({ value: id, label: say(name) })),
  }
  const { fondsId, classCode, holderUnitId, purpose } = said
  return (
    <Dialog
      title={t('codes:reserveTitle')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={reserve.isPending}
          disabled={!isReady}
          onClick={() =>
            reserve.mutate({
              body: {
                fondsId,
                classCode,
                year: year ?? 0,
                firstNumber: firstNumber ?? 0,
                lastNumber: lastNumber ?? 0,
                purpose: purpose.trim(),
                holderUnitId,
              },
            })
          }
        >
          {t('codes:reserve')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('codes:reserveRule')}</p>
        {(['fondsId', 'classCode', 'holderUnitId'] as const).map((name) => (
          <Labelled key={name} label={t(`codes:field.${name}`)}>
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
          {(['year', 'first', 'last'] as const).map((name) => (
            <Labelled key={name} label={t(`codes:field.${name}`)}>
              {(id) => (
                <Input
                  id={id}
                  inputMode="numeric"
                  maxLength={4}
                  style={{ width: 110 }}
                  value={said[name]}
                  onChange={(event) => put(name)(event.target.value.replaceAll(/\D/g, ''))}
                />
              )}
            </Labelled>
          ))}
        </div>
        <Labelled label={t('codes:field.purpose')}>
          {(id) => (
            <Input
              id={id}
              maxLength={300}
              value={said.purpose}
              onChange={(event) => put('purpose')(event.target.value)}
            />
          )}
        </Labelled>
        <ProblemNotice error={reserve.error} />
      </div>
    </Dialog>
  )
}
