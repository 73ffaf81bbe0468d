import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { BilingualText } from '#domain/lifecycle.ts'
import type { FieldChange } from '#domain/replay.ts'
import { fingerprintOf } from '#db/signing.ts'
import type { AccessRow, AuditEventRow } from '#db/queries/audit.ts'
import type { CheckpointRow } from '#db/queries/checkpoints.ts'
import type { VerificationRunRow } from '#db/queries/verification-runs.ts'
import {
  VerificationResultView,
  type AccessEntryView,
  type AuditEventView,
  type CheckpointView,
  type FieldChangeView,
  type VerificationRunView,
} from '#api/contract/audit.ts'
import type { CodeWords } from './code-words.ts'
import { eventView } from './events.ts'
import { iso, isoOrNull } from './words.ts'

/**
 * An entry of the whole archive's audit, where no record was opened: without identity numbers. `wordsOf` knows what a step is called in
 * histories of a kind: different kinds have steps of the same id.
 */
export function auditEventView(row: AuditEventRow, wordsOf: (kind: string) => CodeWords): AuditEventView {
  const { position, streamKind, streamId, code, title } = row
  const { data, summary, ...event } = eventView(row, wordsOf(streamKind))
  return {
    ...event,
    data: Object.fromEntries(
      Object.entries(data).map(([name, said]) => [
        name,
        typeof said === 'string' ? maskIdentityNumbers(said) : said,
      ]),
    ),
    summary: { zh: maskIdentityNumbers(summary.zh), en: maskIdentityNumbers(summary.en) },
    position,
    subject: { kind: streamKind, id: streamId, code, title: masked(title) },
  }
}

export function accessEntryView(row: AccessRow): AccessEntryView {
  const { id, on, personId, action, result, subjectKind, subjectId, code, title, detail, purpose, traceId } =
    row
  return {
    id,
    at: iso(row.at),
    on,
    person:
      personId === null ? null : { id: personId, name: { zh: row.personZh ?? '—', en: row.personEn ?? '—' } },
    action,
    result,
    subject:
      subjectId === null ? null : { kind: subjectKind ?? '', id: subjectId, code, title: masked(title) },
    detail: masked(detail),
    purpose: masked(purpose),
    traceId,
  }
}

function masked(text: string | null): string | null {
  return text === null ? null : maskIdentityNumbers(text)
}

export function checkpointView(row: CheckpointRow): CheckpointView {
  const { number, on, treeSize, throughPosition, note } = row
  return {
    number,
    on,
    madeAt: iso(row.madeAt),
    treeSize,
    root: row.root.toString('hex'),
    throughPosition,
    note,
    keyFingerprint: fingerprintOf(row.publicKey),
  }
}

export function verificationRunView(row: VerificationRunRow): VerificationRunView {
  const { id, state, checked, total, result } = row
  return {
    id,
    askedBy: { id: row.askedBy, name: { zh: row.askedZh, en: row.askedEn } },
    askedAt: iso(row.askedAt),
    state,
    checked,
    total,
    finishedAt: isoOrNull(row.finishedAt),
    // Written by another process of the product, perhaps of another version.
    result: VerificationResultView.safeParse(result).data ?? null,
  }
}

export function changeView({ table, rowId, field, before, after }: FieldChange): FieldChangeView {
  return { table, rowId, field, before, after }
}

/** Names of the definitions, steps and outcomes that stand in changes, by their ids. */
export function stepNamesIn(
  changes: readonly FieldChange[],
  words: CodeWords,
): Readonly<Record<string, BilingualText>> {
  const said = (fields: readonly string[], word: (code: unknown) => BilingualText) =>
    changes
      .filter(({ field }) => fields.includes(field))
      .flatMap(({ before, after }) => [before, after])
      .flatMap((code) => (typeof code === 'string' ? [[code, word(code)] as const] : []))
  return Object.fromEntries([
    ...said(['definitionId'], words.definition),
    ...said(['outcome'], words.outcome),
    ...said(['placeStep', 'step'], words.step),
  ])
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Every id that stands in changed values: some of them are of persons and units, and those have names. */
export function idsIn(changes: readonly FieldChange[]): readonly string[] {
  return JSON.stringify(changes.map(({ before, after }) => [before, after])).match(ID) ?? []
}
