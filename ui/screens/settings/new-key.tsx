import { Button, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useId, useState } from 'react'
import type { PersonRefView } from '#api/contract/common.ts'
import { useAct } from '#ui/client/hooks.ts'
import { DateInput } from '#ui/components/date-input.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface NewKeyProps {
  readonly services: readonly PersonRefView[]
  readonly onMade: (secret: string) => void
  readonly onClose: () => void
}

export function NewKey({ services, onMade, onClose }: NewKeyProps) {
  const { t, say } = useText()
  const [name, setName] = useState('')
  const [personId, setPersonId] = useState(services[0]?.id)
  const [expiresOn, setExpiresOn] = useState(() => dayjs().add(1, 'year').format('YYYY-MM-DD'))
  const [nameId, serviceId, expiryId] = [useId(), useId(), useId()]
  const make = useAct('POST /api/keys', { onDone: (answer) => onMade(answer.secret) })
  return (
    <Dialog
      title={t('settings:keys.new')}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={make.isPending}
          disabled={name.trim() === '' || personId === undefined || expiresOn === ''}
          onClick={() => make.mutate({ body: { name: name.trim(), personId: personId ?? '', expiresOn } })}
        >
          {t('settings:keys.make')}
        </Button>
      }
    >
      <div className="stack">
        <div className="field">
          <label htmlFor={nameId}>{t('settings:keys.name')}</label>
          <Input id={nameId} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor={serviceId}>{t('settings:keys.service')}</label>
          <Select
            id={serviceId}
            value={personId ?? null}
            options={services.map((service) => ({ value: service.id, label: say(service.name) }))}
            onChange={(id: string | null) => setPersonId(id ?? undefined)}
          />
        </div>
        <div className="field">
          <label htmlFor={expiryId}>{t('settings:keys.expires')}</label>
          <DateInput
            id={expiryId}
            min={dayjs().format('YYYY-MM-DD')}
            value={expiresOn}
            onChange={setExpiresOn}
          />
        </div>
        <ProblemNotice error={make.error} />
      </div>
    </Dialog>
  )
}
