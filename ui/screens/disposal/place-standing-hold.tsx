import dayjs from 'dayjs'
import { useState } from 'react'
import type { AllowedView, TotalView } from '#api/contract/common.ts'
import { useAct, useRead } from '#ui/client/hooks.ts'
import { useSession } from '#ui/client/session-context.ts'
import { ChoiceField } from '#ui/components/choice-field.tsx'
import { DateInput } from '#ui/components/date-input.tsx'
import { countText } from '#ui/components/figures.ts'
import { Labelled } from '#ui/components/labelled.tsx'
import { ReasonDialog } from '#ui/components/reason-dialog.tsx'
import { TextField } from '#ui/components/text-field.tsx'
import { useText } from '#ui/i18n/use-text.ts'

interface PlaceStandingHoldProps {
  /** Whether the reader may hold a class in every unit of the site. */
  readonly onSite: AllowedView
  readonly onClose: () => void
}

/** Which class, of which unit, who orders it, why, and when it is looked at again; how many it covers now is said before. */
export function PlaceStandingHold({ onSite, onClose }: PlaceStandingHoldProps) {
  const { t, say } = useText()
  const { site } = useSession()
  const units = useRead('GET /api/units', {}).data?.items ?? []
  const classes = useRead('GET /api/classes', {}).data?.items ?? []
  const [classCode, setClassCode] = useState<string | null>(null)
  const [unitId, setUnitId] = useState<string | null>(null)
  const [authority, setAuthority] = useState('')
  const [reviewOn, setReviewOn] = useState(() => dayjs(site.today).add(1, 'year').format('YYYY-MM-DD'))
  const place = useAct('POST /api/standing-holds', { onDone: onClose })
  const isScoped = classCode !== null && (unitId !== null || onSite.allowed)
  const preview = useRead(
    'GET /api/standing-holds/preview',
    { query: { classCode: classCode ?? '', ...(unitId === null ? {} : { unitId }) } },
    { isEnabled: isScoped, former: 'keep' },
  )
  return (
    <ReasonDialog
      title={t('disposal:standing.placeTitle')}
      rule={t('disposal:standing.rule')}
      verb={t('disposal:standing.placeVerb')}
      isBusy={place.isPending}
      error={place.error ?? preview.error}
      isReady={isScoped && authority.trim() !== '' && reviewOn !== ''}
      onConfirm={(reason) => {
        if (classCode !== null)
          place.mutate({
            body: {
              scope: { kind: 'class', classCode, unitId },
              reason,
              authority: authority.trim(),
              reviewOn,
            },
          })
      }}
      onClose={onClose}
    >
      <div className="form">
        <ChoiceField
          label={t('class')}
          value={classCode}
          placeholder={t('disposal:standing.chooseClass')}
          options={classes.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
          onChange={setClassCode}
        />
        <ChoiceField
          label={t('unit')}
          value={unitId}
          placeholder={t(onSite.allowed ? 'disposal:standing.site' : 'disposal:standing.chooseUnit')}
          options={units.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
          onChange={setUnitId}
        />
        {isScoped && preview.data !== undefined && <Covered {...preview.data} />}
        <TextField
          label={t('record:hold.authority')}
          maxLength={200}
          value={authority}
          placeholder={t('record:hold.authorityHint')}
          onChange={setAuthority}
        />
        <Labelled label={t('record:hold.reviewOn')}>
          {(id) => <DateInput id={id} min={site.today} value={reviewOn} onChange={setReviewOn} />}
        </Labelled>
      </div>
    </ReasonDialog>
  )
}

interface CoveredProps {
  readonly records: TotalView
  readonly leaving: TotalView
}

/** How many records it would hold now, and how many of them would leave a list or a batch. */
function Covered({ records, leaving }: CoveredProps) {
  const { t } = useText()
  const counts = { records: countText(records), leaving: countText(leaving) }
  return <output>{t('disposal:standing.preview', counts)}</output>
}
