import { useState } from 'react'
import type { ScheduleDetailView } from '#api/contract/schedules.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { HashText } from '#ui/components/hash-text.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { TypedName } from '#ui/components/typed-name.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { WhatIfLine } from './what-if-line.tsx'

export type SignStep = 'review' | 'approve' | 'activate'
const ROUTES = {
  review: 'POST /api/schedules/:id/review',
  approve: 'POST /api/schedules/:id/approval',
  activate: 'POST /api/schedules/:id/activation',
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
  const sign = useAct(ROUTES[step], { onDone: onClose })
  const whatIf = useRead('GET /api/schedules/:id/what-if', { params: { id: version.id } })
  return (
    <ReasonDialog
      title={t(`schedules:sign.${step}.title`, { version: version.version })}
      rule={t(`schedules:sign.${step}.rule`, { on: version.effectiveOn })}
      verb={t(`schedules:sign.${step}.verb`, { version: version.version })}
      tone={step === 'activate' ? 'grave' : 'plain'}
      isBusy={sign.isPending}
      error={sign.error}
      isReady={typed.trim() === version.version}
      onConfirm={(note) =>
        sign.mutate({ params: { id: version.id }, body: { sha256: version.sha256, note } })
      }
      onClose={onClose}
    >
      <div className="panel sign-what">
        <p>{t('schedules:sign.changes', { count: changes.length })}</p>
        <WhatIfLine total={whatIf.data?.total} />
        <HashText value={version.sha256} />
      </div>
      <TypedName
        label={t('schedules:sign.type', { version: version.version })}
        typed={typed}
        onChange={setTyped}
      />
    </ReasonDialog>
  )
}
