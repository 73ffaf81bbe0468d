import { Button, InputNumber } from 'antd'
import dayjs from 'dayjs'
import { useId, useState } from 'react'
import { MOST_OVERLAP_DAYS } from '#domain/api-keys.ts'
import type { KeyView } from '#api/contract/administration.ts'
import { useAct } from '#ui/client/hooks.ts'
import { DateInput } from '#ui/components/date-input.tsx'
import { Dialog } from '#ui/components/dialog.tsx'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface RenewKeyProps {
  readonly renewed: KeyView
  readonly onMade: (secret: string) => void
  readonly onClose: () => void
}

/** A week is enough to carry a secret into a system and to see it work. */
const USUAL_OVERLAP_DAYS = 7

/** A new secret in the place of a key, with days in which both open. */
export function RenewKey({ renewed, onMade, onClose }: RenewKeyProps) {
  const { t } = useText()
  const [expiresOn, setExpiresOn] = useState(() => dayjs().add(1, 'year').format('YYYY-MM-DD'))
  const [overlapDays, setOverlapDays] = useState<number | null>(USUAL_OVERLAP_DAYS)
  const [expiryId, overlapId] = [useId(), useId()]
  const renew = useAct('POST /api/keys/:id/rotation', { onDone: (answer) => onMade(answer.secret) })
  return (
    <Dialog
      title={t('settings:keys.renewTitle', { name: renewed.name })}
      onClose={onClose}
      act={
        <Button
          type="primary"
          loading={renew.isPending}
          disabled={expiresOn === '' || overlapDays === null}
          onClick={() =>
            renew.mutate({ params: { id: renewed.id }, body: { expiresOn, overlapDays: overlapDays ?? 0 } })
          }
        >
          {t('settings:keys.renew')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{t('settings:keys.renewHint')}</p>
        <div className="field">
          <label htmlFor={expiryId}>{t('settings:keys.expires')}</label>
          <DateInput
            id={expiryId}
            min={dayjs().format('YYYY-MM-DD')}
            value={expiresOn}
            onChange={setExpiresOn}
          />
        </div>
        <div className="field">
          <label htmlFor={overlapId}>{t('settings:keys.overlap')}</label>
          <InputNumber
            id={overlapId}
            min={0}
            max={MOST_OVERLAP_DAYS}
            precision={0}
            value={overlapDays}
            onChange={setOverlapDays}
          />
        </div>
        <ProblemNotice error={renew.error} />
      </div>
    </Dialog>
  )
}
