import { codeBlockOf, codeCategory, numbered, NUMBER_WIDTH } from '#domain/archival-code.ts'
import { yearOf } from '#domain/dates.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import type { RecordState } from '#domain/state.ts'
import type { ActFacts, Counter, RecordClass } from './act.ts'
import { fondsOf } from './place.ts'

export interface AllottedCode {
  readonly kind: 'code'
  readonly text: string
  readonly counter: Counter
}

interface CodeRow {
  readonly recordClass: Pick<RecordClass, 'codeParts'>
  /** The class's own row: its period stands in the code. */
  readonly row: Pick<ScheduleRow, 'period'>
}

type Coded = Pick<RecordState, 'classCode' | 'fondsId' | 'formedOn'>

/** The block in which a record of the class is numbered, with the next number of its counter. */
export function blockOf(
  facts: Pick<ActFacts, 'fonds' | 'counters'>,
  { classCode, fondsId, formedOn }: Coded,
  { recordClass, row }: CodeRow,
): Refusal | { readonly kind: 'block'; readonly counter: Counter } {
  const [first, ...levels] = recordClass.codeParts ?? []
  const category = codeCategory(first)
  if (category === undefined) return refuse('record.class-without-code', { classCode })
  const year = yearOf(formedOn)
  const period =
    row.period.kind === 'years'
      ? { kind: 'years' as const, years: row.period.years }
      : { kind: 'permanent' as const }
  const printed = codeBlockOf({
    fonds: fondsOf(facts, fondsId).code,
    block: { kind: 'class', category, levels, year, period },
  })
  if (printed.kind === 'refused')
    return refuse('record.class-without-code', { classCode, fault: printed.code })
  const { block } = printed
  const known = facts.counters.find((c) => c.fondsId === fondsId && c.year === year && c.block === block)
  return { kind: 'block', counter: { fondsId, year, block, next: known?.next ?? 1 } }
}

/** The next code for a record of the class; the counter is guarded in the commit, so that no number is given twice. */
export function allotCode(
  facts: Pick<ActFacts, 'fonds' | 'counters'>,
  record: Coded,
  rule: CodeRow,
): Refusal | AllottedCode {
  const found = blockOf(facts, record, rule)
  if (found.kind === 'refused') return found
  const { counter } = found
  const code = numbered(counter.block, counter.next, NUMBER_WIDTH)
  if (code.kind === 'refused')
    return refuse('record.class-without-code', { classCode: record.classCode, fault: code.code })
  return { kind: 'code', text: code.text, counter }
}
