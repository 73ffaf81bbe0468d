import { dayAfter } from '#domain/dates.ts'
import type { BatchCopies, OurCopyRow, Transferred, TransferredRow } from '#db/queries/transfer-copies.ts'
import type { BatchCopiesView, TransferredRecordView } from '#api/contract/transfer-copies.ts'

export function transferredViews({ rows, copies }: Transferred): TransferredRecordView[] {
  const byRecord = Map.groupBy(copies, (copy) => copy.subjectId)
  return rows.map((row) => transferredView(row, byRecord.get(row.recordId) ?? []))
}

function transferredView(
  { activeHolds, ...row }: TransferredRow,
  copies: readonly OurCopyRow[],
): TransferredRecordView {
  return {
    ...row,
    releasesOn: row.copyKeptUntil === null ? null : dayAfter(row.copyKeptUntil),
    isHeld: activeHolds > 0,
    copies: copies.map(({ objectName, bucket, state, destroyedAt, proof }) => ({
      objectName,
      bucket,
      state,
      destroyedAt: destroyedAt?.toISOString() ?? null,
      proof,
    })),
  }
}

export function batchCopiesView(found: BatchCopies): BatchCopiesView {
  const { total, released, firstKeptUntil, lastKeptUntil } = found
  return {
    items: transferredViews(found),
    total,
    released,
    firstReleaseOn: firstKeptUntil === null ? null : dayAfter(firstKeptUntil),
    lastReleaseOn: lastKeptUntil === null ? null : dayAfter(lastKeptUntil),
  }
}
