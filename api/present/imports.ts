import type { ActFacts } from '#domain/acts/act.ts'
import { approveImport, discardImport, orderWithdrawal, steerImport } from '#domain/acts/imports.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { ImportSeen, TouchedRecord } from '#db/queries/imports.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { ImportDetailView, ImportView } from '#api/contract/imports.ts'
import { allowed } from './allowed.ts'
import { iso, isoOrNull, personOrNull, personView } from './words.ts'

/** Everybody and everything that an import names. */
export function namedByImport({ broughtBy, approvedBy, withdrawnBy, formingUnitId }: ImportSeen) {
  return [broughtBy, approvedBy, withdrawnBy, formingUnitId]
}

/** An import in a list; `counts` are those of its rows so far. */
export function importView(
  batch: ImportSeen,
  names: Names,
  counts: Readonly<Record<string, number>>,
): ImportView {
  const { id, name, state, format, fileName, sizeBytes, operator, rowCount, goodRows } = batch
  return {
    id,
    name,
    state,
    format,
    fileName,
    sizeBytes,
    unitName: names.get(batch.formingUnitId) ?? { zh: '', en: '' },
    broughtBy: personView(names, batch.broughtBy),
    broughtAt: iso(batch.broughtAt),
    operator,
    rows: rowCount,
    goodRows,
    counts: { ...(batch.counts ?? counts) },
  }
}

export interface ImportFound {
  readonly batch: ImportSeen
  readonly names: Names
  readonly counts: Readonly<Record<string, number>>
  readonly staged: number
  readonly faults: Readonly<Record<string, number>>
  readonly touched: { readonly count: number; readonly records: readonly TouchedRecord[] }
}

export function importDetailView(facts: ActFacts, found: ImportFound): ImportDetailView {
  const { batch, names, counts, staged, faults, touched } = found
  const { approvedBy, approvedAt } = batch
  return {
    ...importView(batch, names, counts),
    fileSha256: batch.fileSha256,
    headers: [...batch.headers],
    mapping: batch.mapping,
    formingUnitId: batch.formingUnitId,
    grade: batch.grade,
    classCode: batch.classCode,
    carrier: batch.carrier,
    dormancy: batch.dormancy,
    staged,
    checkDigest: batch.checkDigest,
    fileFault: batch.fileFault,
    faults: { ...faults },
    approved:
      approvedBy === null || approvedAt === null
        ? null
        : { by: personView(names, approvedBy), at: iso(approvedAt) },
    finishedAt: isoOrNull(batch.finishedAt),
    withdrawnBy: personOrNull(names, batch.withdrawnBy),
    withdrawReason: batch.withdrawReason,
    endedAt: isoOrNull(batch.endedAt),
    touched: {
      count: touched.count,
      records: touched.records.map((record) => ({ ...record, title: maskIdentityNumbers(record.title) })),
    },
    allowed: importAllowed(facts, found),
  }
}

/** What the acts themselves would answer to somebody who types the name right. */
function importAllowed(
  facts: ActFacts,
  { batch, touched }: Pick<ImportFound, 'batch' | 'touched'>,
): ImportDetailView['allowed'] {
  const { id, name: confirm, checkDigest } = batch
  const signed = { id, confirm, operator: null }
  return {
    approve: allowed(approveImport(facts, { ...signed, checkDigest: checkDigest ?? '' })),
    discard: allowed(discardImport(facts, { id, reason: '' })),
    pause: allowed(steerImport(facts, { id, to: 'paused' })),
    resume: allowed(steerImport(facts, { id, to: 'running' })),
    withdraw: allowed(orderWithdrawal(facts, { ...signed, reason: '', touched })),
  }
}
