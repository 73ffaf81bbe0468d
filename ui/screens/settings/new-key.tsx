import { Button, DatePicker, Input, Modal, Select } from 'antd'
import dayjs from 'dayjs'
import { useId, useState } from 'react'
import type { PersonRefView } from '#api/contract/common.ts'
import { useAct } from '#ui/client/hooks.ts'
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
    <Modal
      open
      title={t('settings:keys.new')}
      onCancel={onClose}
      footer={[
        <Button key="close" onClick={onClose}>
          {t('cancel')}
        </Button>,
        <Button
          key="make"
          type="primary"
          loading={make.isPending}
          disabled={name.trim() === '' || personId === undefined}
          onClick={() => make.mutate({ body: { name: name.trim(), personId: personId ?? '', expiresOn } })}
        >
          {t('settings:keys.make')}
        </Button>,
      ]}
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
          <DatePicker
            id={expiryId}
            allowClear={false}
            value={dayjs(expiresOn)}
            minDate={dayjs()}
            onChange={(date) => {
              if (date !== null) setExpiresOn(date.format('YYYY-MM-DD'))
            }}
          />
        </div>
        <ProblemNotice error={make.error} />
      </div>
    </Modal>
  )
}
