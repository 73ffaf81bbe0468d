import type { RecordSummaryView } from '#api/contract/records.ts'
import { Tag } from '#ui/components/tag.tsx'
import { useText } from '#ui/i18n/use-text.ts'

export function RecordBadges({ record }: { readonly record: RecordSummaryView }) {
  const { t } = useText()
  return (
    <>
      {record.isHeld && <Tag tone="over">{t('held')}</Tag>}
      {record.isOverdue && <Tag tone="over">{t('overdue')}</Tag>}
      <Tag>{t(`vocabulary:carrier.${record.carrier}`)}</Tag>
      <Tag>{t(`vocabulary:choice.${record.grade}`)}</Tag>
    </>
  )
}
