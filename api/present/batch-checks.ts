import type { ActFacts } from '#domain/acts/act.ts'
import { batchItemsOn, type BatchSubject } from '#domain/acts/leave-batch.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { TRANSFER_CHECKS } from '#domain/four-nature-table.ts'
import type { TransferCheckRow } from '#domain/state/transfer.ts'
import type { CheckVerdict } from '#domain/vocabulary.ts'
import type { TaskDetailView } from '#api/contract/tasks.ts'

type Check = TaskDetailView['checks'][number]

const RESULTS = {
  PASS: 'passed',
  FAIL: 'failed',
  MANUAL_REVIEW: 'manual',
  NOT_APPLICABLE: 'manual',
} as const satisfies Readonly<Record<CheckVerdict, Check['result']>>

/** What was found of the package that lies there now, in the order of the standard; of an older one nothing counts. */
export function checksOfPackage({ row, rows }: BatchSubject): readonly TransferCheckRow[] {
  const order: readonly string[] = TRANSFER_CHECKS.map(({ id }) => id)
  return rows
    .all('transferCheck')
    .filter((check) => row.checkedAt !== null && check.packageSha256 === row.packageSha256)
    .toSorted((a, b) => order.indexOf(a.checkId) - order.indexOf(b.checkId))
}

/** What a person looks at before a batch is sealed or sent. */
export function batchChecks(facts: ActFacts, subject: BatchSubject): Check[] {
  const held = batchItemsOn(subject.rows).filter((item) => {
    const record = subjectOf(facts, item.recordId)
    return record?.kind === 'record' && record.row.activeHolds > 0
  })
  const codes = held.map((item) => item.archivalCode).join(', ')
  return [
    {
      code: 'hold',
      label: { zh: '各件均无冻结', en: 'No record is under hold' },
      result: held.length === 0 ? 'passed' : 'failed',
      detail: held.length === 0 ? null : { zh: codes, en: codes },
    },
    ...checksOfPackage(subject).map((check): Check => ({
      code: check.checkId,
      label: nameOfCheck(check.checkId),
      result: RESULTS[check.verdict],
      detail: { zh: check.evidence, en: check.evidence },
    })),
  ]
}

export function nameOfCheck(id: string): { readonly zh: string; readonly en: string } {
  const known = TRANSFER_CHECKS.find((check) => check.id === id)
  return known === undefined ? { zh: id, en: id } : { zh: known.zh, en: known.en }
}
