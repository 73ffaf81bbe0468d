import { codeBlockOf, codeCategory, numbered, NUMBER_WIDTH } from '#domain/archival-code.ts'
import { nextFreeNumber } from '#domain/code-sequence.ts'
import { yearOf } from '#domain/dates.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import type { RecordState } from '#domain/state.ts'
import type { CodeSequence } from '#domain/state/structure.ts'
import type { ActFacts, Counter, Fonds, KeptBack, RecordClass } from './act.ts'
import { fondsOf } from './place.ts'

export interface AllottedCode {
  readonly kind: 'code'
  readonly text: string
  readonly number: number
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
  facts: { readonly fonds: readonly Pick<Fonds, 'id' | 'code'>[] } & Pick<ActFacts, 'counters'>,
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
  return { kind: 'block', counter: known ?? { fondsId, year, block, next: 1 } }
}

/** Ranges of a sequence, kept back or released. */
export function reservedIn(
  { reserved = [] }: Pick<ActFacts, 'reserved'>,
  { fondsId, year, block }: CodeSequence,
): readonly KeptBack[] {
  return reserved.filter((one) => one.fondsId === fondsId && one.year === year && one.block === block)
}

/** The next code for a record of the class; the counter is guarded in the commit, so that no number is given twice. */
export function allotCode(
  facts: Pick<ActFacts, 'fonds' | 'counters' | 'reserved'>,
  record: Coded,
  rule: CodeRow,
): Refusal | AllottedCode {
  const found = blockOf(facts, record, rule)
  if (found.kind === 'refused') return found
  const { counter } = found
  const number = nextFreeNumber(counter.next, reservedIn(facts, counter))
  const code = numbered(counter.block, number, NUMBER_WIDTH)
  if (code.kind === 'refused')
    return refuse('record.class-without-code', { classCode: record.classCode, fault: code.code })
  const used = number === counter.next ? counter : { ...counter, last: number }
  return { kind: 'code', text: code.text, number, counter: used }
}

export interface Taking {
  readonly record: Coded & Pick<RecordState, 'formingUnitId'>
  readonly rule: CodeRow
  readonly number: number
  /** `holder`: only a range of the unit that forms the record, or of the actor's own; `any`: who answers for all codes. */
  readonly from: 'holder' | 'any'
}

/**
 * A number out of a range that is kept back; the counter stays where it is, and is guarded all the same. Facts: what the code of that
 * number names. Two at once cannot take one: no code is borne twice, and the second finds it taken.
 */
export function reservedCode(
  facts: Pick<ActFacts, 'fonds' | 'counters' | 'reserved' | 'named' | 'actor'>,
  { record, rule, number, from }: Taking,
): Refusal | AllottedCode {
  const found = blockOf(facts, record, rule)
  if (found.kind === 'refused') return found
  const { counter } = found
  const kept = reservedIn(facts, counter).find(
    (range) => range.releasedOn === null && number >= range.firstNumber && number <= range.lastNumber,
  )
  if (kept === undefined) return refuse('code.not-reserved', { number, block: counter.block })
  if (from === 'holder' && !isHeldFor(facts, kept, record)) return refuse('code.not-yours', { number })
  const code = numbered(counter.block, number, NUMBER_WIDTH)
  if (code.kind === 'refused')
    return refuse('record.class-without-code', { classCode: record.classCode, fault: code.code })
  if (facts.named !== undefined || kept.usedNumbers.includes(number))
    return refuse('code.taken', { code: code.text })
  return { kind: 'code', text: code.text, number, counter: { ...counter, last: counter.next - 1 } }
}

/** Whether a range is kept back for whoever files this record: for its unit, or for a unit of theirs. */
export function isHeldFor(
  { actor }: Pick<ActFacts, 'actor'>,
  { holderUnitId }: Pick<KeptBack, 'holderUnitId'>,
  { formingUnitId }: Pick<RecordState, 'formingUnitId'>,
): boolean {
  return holderUnitId !== undefined && (holderUnitId === formingUnitId || actor.units.includes(holderUnitId))
}
