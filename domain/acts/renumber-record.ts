import { refuse, type Refusal } from '#domain/refusal.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { allotCode, reservedCode, type AllottedCode } from './allot-code.ts'
import { printing } from './paper-effects.ts'
import { ruleOf } from './record-effects.ts'
import { recordFor, type RecordSubject } from './record-subject.ts'

export interface Renumbering {
  readonly recordId: string
  readonly reason: string
  /** A number kept back in the record's sequence; null: the next one that is free. */
  readonly number: number | null
}

/**
 * Gives a filed record another archival code, by its class and year as they are now. The former code stays its own for ever: it is
 * found by it, and nothing else ever bears it (DA/T 13; regulations 3.5). What was printed for it is printed anew.
 */
export function renumberRecord(facts: ActFacts, { recordId, reason, number }: Renumbering): Decision {
  const subject = recordFor(facts, recordId, 'code.renumber')
  if (subject.kind === 'refused') return subject
  const refusal = renumberingRefusal(subject)
  if (refusal !== undefined) return refusal
  const code = newCode(facts, subject, number)
  if (code.kind === 'refused') return code
  const from = subject.row.archivalCode ?? ''
  const data = {
    id: facts.newId(),
    from,
    to: code.text,
    codeBlock: code.counter.block,
    number: code.number,
    reason,
  }
  return decided(
    [
      { stream: { kind: 'record', id: recordId }, type: 'record.renumbered', data },
      ...(printing(facts, subject).after ?? []),
    ],
    { recordId, archivalCode: code.text, formerCode: from },
    { counters: [code.counter] },
  )
}

/** What is named on a sealed list, lies elsewhere or is gone keeps the code by which it is known there. */
function renumberingRefusal({ row }: RecordSubject): Refusal | undefined {
  if (row.endedOn !== null) return refuse('record.ended')
  if (row.archivalCode === null) return refuse('code.none')
  if (row.destructionBegunAt !== null) return refuse('record.being-destroyed')
  if (row.activeHolds > 0) return refuse('record.on-hold', { recordId: row.id })
  const isElsewhere =
    row.disposalListId !== null || row.transferBatchId !== null || row.transferredOn !== null
  return isElsewhere ? refuse('record.not-in-keep', { place: row.placeStep }) : undefined
}

function newCode(facts: ActFacts, { row }: RecordSubject, number: number | null): Refusal | AllottedCode {
  const rule = ruleOf(facts, row)
  if (rule.kind === 'refused') return rule
  return number === null
    ? allotCode(facts, row, rule)
    : reservedCode(facts, { record: row, rule, number, from: 'any' })
}
