/** What persons say of a sequence of archival codes: numbers kept back for a purpose, given free again, and why one is missing. */
import type { Actor } from '#domain/access.ts'
import { NUMBER_WIDTH, parseArchivalCode } from '#domain/archival-code.ts'
import { blockIn, numberIn, overlaps } from '#domain/code-sequence.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { CodeReservationRow, CodeSequence } from '#domain/state/structure.ts'
import type { AdministrationDecision, AdministrationFacts } from './administer.ts'

export interface CodeFacts extends AdministrationFacts {
  readonly actor: Pick<Actor, 'personId' | 'units'>
  /** The sequence that the request names, under lock: its next number, and the numbers that stand on something. */
  readonly sequence?: { readonly id: string; readonly next: number; readonly codes: readonly string[] }
}

/** The most numbers that are kept back at once: more would be a sequence of its own. */
export const MOST_RESERVED = 1000
export const HIGHEST = 10 ** NUMBER_WIDTH - 1

export interface NewReservation extends CodeSequence {
  readonly firstNumber: number
  readonly lastNumber: number
  readonly purpose: string
  readonly holderUnitId: string
}

/** Keeps numbers of a sequence back for a unit. What was given, or is kept back already, cannot be. */
export function reserveCodes(facts: CodeFacts, input: NewReservation): AdministrationDecision {
  const known = sequenceOf(facts, input)
  if (known.kind === 'refused') return known
  const { firstNumber, lastNumber, holderUnitId } = input
  const size = lastNumber - firstNumber + 1
  if (firstNumber < 1 || lastNumber > HIGHEST || size < 1 || size > MOST_RESERVED)
    return refuse('code.range-invalid', { most: MOST_RESERVED, highest: HIGHEST })
  const holder = facts.organisation.get('unit', holderUnitId)
  if (holder === undefined || holder.toOn !== null) return refuse('unit.unknown', { unitId: holderUnitId })
  if (firstNumber < known.next) return refuse('code.range-given', { next: known.next })
  const other = reservationsOf(facts, input).find((one) => one.releasedOn === null && overlaps(one, input))
  if (other !== undefined)
    return refuse('code.range-reserved', { firstNumber: other.firstNumber, lastNumber: other.lastNumber })
  const { fondsId, year, block, purpose } = input
  const id = facts.newId()
  const data = { id, fondsId, year, block, firstNumber, lastNumber, purpose, holderUnitId }
  return said(known.id, { type: 'code.reserved', data }, id)
}

export interface Release extends CodeSequence {
  readonly reservationId: string
  readonly reason: string
}

/** Gives a range free: what was not taken out of it is given in its turn, or stays empty where the counter has passed it. */
export function releaseCodes(facts: CodeFacts, input: Release): AdministrationDecision {
  const known = sequenceOf(facts, input)
  if (known.kind === 'refused') return known
  const range = reservationsOf(facts, input).find(({ id }) => id === input.reservationId)
  if (range === undefined) return refuse('not-found')
  if (range.releasedOn !== null) return refuse('code.range-released', { releasedOn: range.releasedOn })
  const usedNumbers = numbersOf(known.codes).filter((n) => n >= range.firstNumber && n <= range.lastNumber)
  const data = { id: range.id, reason: input.reason, usedNumbers }
  return said(known.id, { type: 'code.released', data }, range.id)
}

export interface GapExplanation extends CodeSequence {
  readonly number: number
  readonly reason: string
}

/** Says why a number stands on nothing. What the system explains itself needs nobody's word, and what was not reached yet is no gap. */
export function explainGap(facts: CodeFacts, input: GapExplanation): AdministrationDecision {
  const known = sequenceOf(facts, input)
  if (known.kind === 'refused') return known
  const { fondsId, year, block, number, reason } = input
  const isReserved = reservationsOf(facts, input).some(
    (one) => one.releasedOn === null && number >= one.firstNumber && number <= one.lastNumber,
  )
  const isGiven = numbersOf(known.codes).includes(number)
  if (number < 1 || number >= known.next || isReserved || isGiven) return refuse('code.no-gap', { number })
  const id = facts.newId()
  const data = { id, fondsId, year, block, number, reason }
  return said(known.id, { type: 'code.explained', data }, id)
}

export type Known = { readonly kind: 'sequence' } & Required<CodeFacts>['sequence']

/** A sequence of a fonds that the actor's own units keep or form, whose block prints as codes do. */
export function sequenceOf(facts: CodeFacts, { fondsId, year, block }: CodeSequence): Refusal | Known {
  const fonds = facts.organisation.get('fonds', fondsId)
  const isOwn = [fonds?.archivesUnitId, fonds?.agencyUnitId].some(
    (unitId) => unitId !== undefined && facts.actor.units.includes(unitId),
  )
  if (fonds === undefined || !isOwn || facts.sequence === undefined) return refuse('not-found')
  const parsed = parseArchivalCode(`${block}-01`)
  if (parsed.kind === 'refused' || parsed.code.fonds !== fonds.code || blockIn(`${block}-01`) !== block)
    return refuse('code.block-invalid', { block })
  const { block: parts } = parsed.code
  if (parts.kind === 'class' && parts.year !== undefined && parts.year !== year)
    return refuse('code.block-invalid', { block })
  return { kind: 'sequence', ...facts.sequence }
}

export function reservationsOf(
  { organisation }: CodeFacts,
  { fondsId, year, block }: CodeSequence,
): readonly CodeReservationRow[] {
  return organisation
    .all('codeReservation')
    .filter((one) => one.fondsId === fondsId && one.year === year && one.block === block)
}

function numbersOf(codes: readonly string[]): readonly number[] {
  return codes.flatMap((code) => numberIn(code) ?? []).toSorted((a, b) => a - b)
}

type Stated = {
  [T in CodeEvent]: Pick<Extract<NewEvent, { type: T }>, 'type' | 'data'>
}[CodeEvent]
type CodeEvent =
  | 'code.reserved'
  | 'code.released'
  | 'code.explained'
  | 'code.stub-entered'
  | 'code.stub-ended'

/** What somebody says of a sequence becomes an event of its history. */
export function said(sequenceId: string, event: Stated, id: string): AdministrationDecision {
  const stream = { kind: 'code-sequence' as const, id: sequenceId }
  return { kind: 'decided', events: [{ stream, ...event } as NewEvent], answer: { id } }
}
