import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { ScheduleDetailView } from '#api/contract/schedules.ts'
import { read } from '#ui/client/call.ts'
import { ActionButton } from '#ui/components/action-button.tsx'
import { Icon } from '#ui/components/icon.tsx'
import { useText } from '#ui/i18n/use-text.ts'
import { ReturnDialog } from './return-dialog.tsx'
import { RewriteDialog } from './rewrite-dialog.tsx'
import { SignDialog, type SignStep } from './sign-dialog.tsx'
import { saveText } from './table-file.ts'

type Open = SignStep | 'return' | 'rewrite'

/** Acts that a version in this state may meet at all; who may do them now is said by the server. */
const ACTS: Readonly<Record<ScheduleDetailView['version']['state'], readonly Open[]>> = {
  draft: ['rewrite', 'review'],
  reviewed: ['return', 'approve'],
  approved: ['return', 'activate'],
  active: [],
  superseded: [],
}

export function VersionActions({ schedule }: { readonly schedule: ScheduleDetailView }) {
  const { t } = useText()
  const navigate = useNavigate({ from: '/schedules/$versionId' })
  const [open, setOpen] = useState<Open>()
  const { version, allowed } = schedule
  const acts = ACTS[version.state]
  const close = () => setOpen(undefined)
  const save = async () => {
    const { fileName, csv } = await read('GET /api/schedules/:id/table', { params: { id: version.id } })
    saveText(fileName, csv)
  }
  return (
    <>
      <Button icon={<Icon name="download" />} onClick={() => void save()}>
        {t('schedules:export')}
      </Button>
      {acts.map((act) => (
        <ActionButton
          key={act}
          action={allowed[act]}
          type={act === 'return' || act === 'rewrite' ? 'default' : 'primary'}
          onClick={() => setOpen(act)}
        >
          {t(`schedules:act.${act}`)}…
        </ActionButton>
      ))}
      {version.state === 'active' && allowed.redate.allowed && (
        <Button type="primary" onClick={() => void navigate({ search: { tab: 'redating' }, replace: true })}>
          {t('schedules:act.redate')}…
        </Button>
      )}
      {open === 'rewrite' && <RewriteDialog version={version} onClose={close} />}
      {open === 'return' && <ReturnDialog version={version} onClose={close} />}
      {(open === 'review' || open === 'approve' || open === 'activate') && (
        <SignDialog step={open} schedule={schedule} onClose={close} />
      )}
    </>
  )
}
