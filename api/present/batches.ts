import type { ActFacts, Reference } from '#domain/acts/act.ts'
import { receiveReceipt } from '#domain/acts/batch-receipt.ts'
import { batchItemsOn, itemsHashOf, type BatchSubject } from '#domain/acts/leave-batch.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { BatchRow, TransferDueRow } from '#db/queries/transfer.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { BatchDetailView, BatchSummaryView, TransferDueView } from '#api/contract/transfer.ts'
import { allowed } from './allowed.ts'
import { checksOfPackage, nameOfCheck } from './batch-checks.ts'
import { pathView, personOrNull, personView, placeView } from './words.ts'

export function batchSummary(reference: Reference, row: BatchRow): BatchSummaryView {
  const { id, number, title, receiver, listed, left, transferred, pages, bytes, receiptVerdict, endedOn } =
    row
  return {
    id,
    number,
    title: maskIdentityNumbers(title),
    fonds: { id: row.fondsId, code: row.fondsCode, name: { zh: row.fondsZh, en: row.fondsEn } },
    unitName: { zh: row.unitZh, en: row.unitEn },
    receiver,
    place: placeView(reference, row),
    counts: { listed, left, transferred, pages, bytes },
    compiledBy: { id: row.compiledBy, name: { zh: row.compilerZh, en: row.compilerEn } },
    compiledAt: row.compiledAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    receiptVerdict,
    endedOn,
    hasMyTask: row.myTaskId !== null,
  }
}

export function transferDueView(reference: Reference, row: TransferDueRow): TransferDueView {
  const {
    recordId,
    archivalCode,
    title,
    classCode,
    carrier,
    formedOn,
    transferDueOn,
    decidedOn,
    receiver,
    pages,
  } = row
  return {
    recordId,
    archivalCode,
    title: maskIdentityNumbers(title),
    classCode,
    className: reference.recordClass(classCode)?.nameZh ?? classCode,
    unitName: { zh: row.unitZh, en: row.unitEn },
    carrier,
    formedOn,
    transferDueOn,
    decidedOn,
    receiver,
    isHeld: row.activeHolds > 0,
    pages,
  }
}

export interface BatchSeen {
  readonly facts: ActFacts
  readonly subject: BatchSubject
  readonly summary: BatchRow
  readonly names: Names
  readonly workflowUrl: string | null
}

/** Ids whose names a batch's page shows. */
export function namedByBatch({ row }: BatchSubject): readonly (string | null)[] {
  return [row.compiledBy, row.sentBy, row.receiptEnteredBy]
}

export function batchDetail(seen: BatchSeen): BatchDetailView {
  const { facts, subject, summary, names } = seen
  const { row, rows } = subject
  return {
    ...batchSummary(facts.reference, summary),
    version: row.version,
    stages: pathView(facts.reference.definition(row.definitionId), row.placeStep),
    items: rows
      .all('transferBatchItem')
      .toSorted((a, b) => a.position - b.position)
      .map(
        ({
          id: _id,
          subjectId: _batch,
          digests: _digests,
          formingUnitId: _unit,
          openingState: _open,
          ...item
        }) => ({ ...item, title: maskIdentityNumbers(item.title) }),
      ),
    sealedAt: row.sealedAt,
    sealedHash: row.sealedHash,
    package: packageView(seen),
    checks: checksOfPackage(subject).map(({ checkId, nature, verdict, evidence }) => ({
      checkId,
      nature,
      name: nameOfCheck(checkId),
      verdict,
      evidence,
    })),
    checkedAt: row.checkedAt,
    sent:
      row.sentAt === null || row.sentBy === null || row.sendMethod === null
        ? null
        : {
            by: personView(names, row.sentBy),
            at: row.sentAt,
            method: row.sendMethod,
            destination: row.destination,
            deliveredTo: row.deliveredTo,
          },
    receipt:
      row.receiptNumber === null || row.receiptOn === null || row.receiptVerdict === null
        ? null
        : {
            number: row.receiptNumber,
            on: row.receiptOn,
            verdict: row.receiptVerdict,
            reason: row.receiptReason,
            receivedAt: row.receivedAt,
            enteredBy: personOrNull(names, row.receiptEnteredBy),
          },
    papers: papersOf(subject),
    abortReason: row.abortReason,
    myTaskId: summary.myTaskId,
    workflow: { id: `xfer/${row.id}`, url: seen.workflowUrl },
    headHash: row.headHash,
    allowedActions: { receive: allowed(tryReceipt(seen)) },
  }
}

function packageView({ facts, subject: { row, rows } }: BatchSeen): BatchDetailView['package'] {
  const { packageSha256, packageBytes, packagedAt, payloadFiles, payloadBytes, packageObjectId } = row
  if (packageSha256 === null || packageBytes === null || packagedAt === null) return null
  const stands = rows
    .all('objectCopy')
    .some((copy) => copy.objectId === packageObjectId && copy.state === 'stored')
  return {
    objectId: stands ? packageObjectId : null,
    name: `${row.number}.tar`,
    sha256: packageSha256,
    sizeBytes: packageBytes,
    payloadFiles: payloadFiles ?? 0,
    payloadBytes: payloadBytes ?? 0,
    packagedAt,
    isStale: row.packagedHash !== itemsHashOf(facts, row, batchItemsOn(rows)),
  }
}

/** Form and manifest of the latest round. */
function papersOf({ rows }: BatchSubject): BatchDetailView['papers'] {
  const papers = rows.all('digitalObject').toSorted((a, b) => (a.addedAt < b.addedAt ? 1 : -1))
  return (['transfer-form', 'bag-manifest'] as const).flatMap((role) => {
    const paper = papers.find((object) => object.role === role)
    return paper === undefined
      ? []
      : [{ objectId: paper.id, role, name: paper.name ?? role, sha256: paper.sha256 }]
  })
}

function tryReceipt({ facts, subject: { row } }: BatchSeen) {
  return receiveReceipt(facts, {
    batchId: row.id,
    batchNumber: row.number,
    packageSha256: row.packageSha256 ?? '',
    number: '-',
    on: facts.today,
    verdict: 'accepted',
    reason: null,
    differences: [],
  })
}
