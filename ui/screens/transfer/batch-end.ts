import type { BatchSummaryView } from '#api/contract/transfer.ts'

/** What became of a batch that has ended. A receipt that only one person entered before an abortion counts for nothing. */
export function batchEnd({
  counts,
  receiptVerdict,
}: Pick<BatchSummaryView, 'counts' | 'receiptVerdict'>): 'accepted' | 'returned' | 'aborted' {
  if (counts.transferred > 0) return 'accepted'
  return receiptVerdict === 'returned' ? 'returned' : 'aborted'
}
