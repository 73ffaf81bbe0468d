import { Input, InputNumber, Select } from 'antd'
import type { ListItemView } from '#api/contract/disposal.ts'
import { VERDICTS, type AppraisalVerdict } from '#domain/vocabulary.ts'
import { useText } from '#ui/i18n/use-text.ts'
import type { Verdicts } from './use-verdicts.ts'

/** One verdict; anything but destroying asks for the reason, extending for the years. */
export function VerdictCell({
  item,
  verdicts,
}: {
  readonly item: ListItemView
  readonly verdicts: Verdicts
}) {
  const { t } = useText()
  const given = verdicts.given.get(item.recordId)
  return (
    <div className="stack tight">
      <div className="row">
        <Select<AppraisalVerdict>
          size="small"
          aria-label={t('list:verdict.of', { code: item.archivalCode })}
          placeholder={t('list:verdict.choose')}
          value={given?.verdict ?? null}
          style={{ flex: 1 }}
          options={VERDICTS.map((verdict) => ({ value: verdict, label: t(`vocabulary:verdict.${verdict}`) }))}
          onChange={(verdict) => verdicts.put(item.recordId, { ...given, verdict })}
        />
        {given?.verdict === 'extend' && (
          <InputNumber<number>
            size="small"
            min={3}
            max={300}
            precision={0}
            aria-label={t('list:verdict.years')}
            placeholder={t('list:verdict.years')}
            value={given.years ?? null}
            style={{ width: 76 }}
            onChange={(years) => {
              const { years: _, ...others } = given
              verdicts.put(item.recordId, years === null ? others : { ...others, years })
            }}
          />
        )}
      </div>
      {given !== undefined && given.verdict !== 'destroy' && (
        <Input
          size="small"
          maxLength={2000}
          aria-label={t('reason')}
          placeholder={t('reason')}
          value={given.reason ?? ''}
          onChange={(event) => verdicts.put(item.recordId, { ...given, reason: event.target.value })}
        />
      )}
    </div>
  )
}
