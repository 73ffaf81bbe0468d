import { useId, useState } from 'react'
import type { ScheduleDetailView } from '#api/contract/schedules.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { DateInput } from '#ui/components/date-input.tsx'
import { HashText } from '#ui/components/hash-text.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { TextField } from '#ui/components/text-field.tsx'
import { TypedName } from '#ui/components/typed-name.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { WhatIfLine } from './what-if-line.tsx'

export type SignStep = 'review' | 'approve' | 'activate'
const ROUTES = {
  review: 'POST /api/schedules/:id/review',
  approve: 'POST /api/schedules/:id/approval',
} as const

interface SignDialogProps {
  readonly step: SignStep
  readonly schedule: ScheduleDetailView
  readonly onClose: () => void
}

/** What is signed, what it would move, a note, and the name of the version typed out: nobody signs by a slip of the hand. */
export function SignDialog({ step, schedule, onClose }: SignDialogProps) {
  const { t } = useText()
  const { version, changes } = schedule
  const [typed, setTyped] = useState('')
  const [consent, setConsent] = useState({ authority: '', number: '', on: '' })
  const onId = useId()
  const sign = useAct(step === 'approve' ? ROUTES.approve : ROUTES.review, { onDone: onClose })
  const activate = useAct('POST /api/schedules/:id/activation', { onDone: onClose })
  const isActivation = step === 'activate'
  const act = isActivation ? activate : sign
  const isConsented = Object.values(consent).every((part) => part.trim() !== '')
  const whatIf = useRead('GET /api/schedules/:id/what-if', { params: { id: version.id } })
  return (
    <ReasonDialog
      title={t(`schedules:sign.${step}.title`, { version: version.version })}
      rule={t(`schedules:sign.${step}.rule`, { on: version.effectiveOn })}
      verb={t(`schedules:sign.${step}.verb`, { version: version.version })}
      tone={step === 'activate' ? 'grave' : 'plain'}
      isBusy={act.isPending}
      error={act.error}
      isReady={typed.trim() === version.version && (!isActivation || isConsented)}
      onConfirm={(note) => {
        const signed = { sha256: version.sha256, note }
        const params = { id: version.id }
        if (isActivation) activate.mutate({ params, body: { ...signed, consent } })
        else sign.mutate({ params, body: signed })
      }}
      onClose={onClose}
    >
      <div className="panel sign-what">
        <p>{t('schedules:sign.changes', { count: changes.length })}</p>
        <WhatIfLine total={whatIf.data?.total} />
        <HashText value={version.sha256} />
      </div>
      {isActivation && (
        <fieldset className="panel">
          <legend>{t('schedules:consent.title')}</legend>
          <TextField
            label={t('schedules:consent.authority')}
            value={consent.authority}
            onChange={(authority) => setConsent({ ...consent, authority })}
          />
          <TextField
            label={t('schedules:consent.number')}
            value={consent.number}
            onChange={(number) => setConsent({ ...consent, number })}
          />
          <div className="field">
            <label htmlFor={onId}>{t('schedules:consent.on')}</label>
            <DateInput id={onId} value={consent.on} onChange={(on) => setConsent({ ...consent, on })} />
          </div>
        </fieldset>
      )}
      <TypedName
        label={t('schedules:sign.type', { version: version.version })}
        typed={typed}
        onChange={setTyped}
      />
    </ReasonDialog>
  )
}
