import type { RecordSummaryView } from '#api/contract/records.ts'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

export function RecordBadges({ record }: { readonly record: RecordSummaryView }) {
  const { t, say } = useText()
  return (
    <>
      {record.place.step === 'destroyed' && <Tag tone="over">{say(record.place.name)}</Tag>}
      {record.isHeld && <Tag tone="over">{t('held')}</Tag>}
      {record.isOverdue && !record.isHeld && <Tag tone="over">{t('overdue')}</Tag>}
      <Tag>{t(`vocabulary:carrier.${record.carrier}`)}</Tag>
      <Tag>{t(`vocabulary:choice.${record.grade}`)}</Tag>
    </>
  )
}
