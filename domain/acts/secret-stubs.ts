/** Stubs of classified files: that one exists elsewhere, and nothing of what it says (保密法 Arts 30 and 31; regulations 8.1). */
import { isCleared, mayAct, type Actor } from '#domain/access.ts'
import { numbered, NUMBER_WIDTH } from '#domain/archival-code.ts'
import { yearOf } from '#domain/dates.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import { LONGEST_SECRECY_YEARS } from '#domain/state/secrets.ts'
import type { CodeSequence, SecretStubRow } from '#domain/state/structure.ts'
import type { StubEnd } from '#domain/vocabulary/secrets.ts'
import type { AdministrationDecision } from './administer.ts'
import { HIGHEST, reservationsOf, said, sequenceOf, type CodeFacts, type Known } from './code-sequences.ts'

export interface StubFacts extends CodeFacts {
  readonly actor: Actor
}

export type NewStub = CodeSequence &
  Pick<SecretStubRow, 'classCode' | 'formingUnitId' | 'grade' | 'secrecyYears' | 'custodyCode' | 'number'>

/**
 * The head of the archives office states that a classified file of a class and year lies in the classified system. A number of the
 * sequence that stands on nothing may be named: from then on it is no gap, and no record ever takes it while the stub stands.
 */
export function enterStub(facts: StubFacts, input: NewStub): AdministrationDecision {
  const known = sequenceOf(facts, input)
  if (known.kind === 'refused') return known
  if (!isCleared(facts.actor, 'restricted')) return refuse('access.denied', { act: 'stub.enter' })
  const { fondsId, year, block, formingUnitId, grade, secrecyYears, number } = input
  const unit = facts.organisation.get('unit', formingUnitId)
  const agency = facts.organisation.get('fonds', fondsId)?.agencyUnitId ?? ''
  if (unit?.path.includes(agency) !== true) return refuse('unit.unknown', { unitId: formingUnitId })
  if (year > yearOf(facts.today)) return refuse('record.formed-in-future', { today: facts.today })
  const most = LONGEST_SECRECY_YEARS[grade]
  if (secrecyYears !== null && (secrecyYears < 1 || secrecyYears > most))
    return refuse('stub.term-too-long', { most })
  const code = codeFor(facts, input, known)
  if (code.kind === 'refused') return code
  const id = facts.newId()
  const { classCode, custodyCode } = input
  const file = { classCode, formingUnitId, grade, secrecyYears, custodyCode }
  const data = { id, fondsId, year, block, ...file, number, code: code.text }
  return said(known.id, { type: 'code.stub-entered', data }, id)
}

/** A gap, or a number that is kept back: the counter has passed it for good. */
function codeFor(
  facts: StubFacts,
  input: NewStub,
  { next, codes }: Known,
): Refusal | { readonly kind: 'code'; readonly text: string | null } {
  const { block, number } = input
  if (number === null) return { kind: 'code', text: null }
  const isKept = reservationsOf(facts, input).some(
    (range) => range.releasedOn === null && number >= range.firstNumber && number <= range.lastNumber,
  )
  if (number < 1 || number > HIGHEST || (number >= next && !isKept))
    return refuse('stub.number-ahead', { next })
  const code = numbered(block, number, NUMBER_WIDTH)
  if (code.kind === 'refused') return refuse('code.block-invalid', { block })
  return codes.includes(code.text)
    ? refuse('code.taken', { code: code.text })
    : { kind: 'code', text: code.text }
}

export interface StubEnding {
  readonly stubId: string
  readonly as: StubEnd
  /** Number of the decision on which it rests. */
  readonly reference: string
}

/**
 * What became of the classified file under the procedure that governs it, never under a schedule of this archive: stated by another
 * person than who entered the stub. A declassified file is taken in like any other; its number is free for it.
 */
export function endStub(facts: StubFacts, { stubId, as, reference }: StubEnding): AdministrationDecision {
  const stub = facts.organisation.get('secretStub', stubId)
  if (stub === undefined) return refuse('not-found')
  const known = sequenceOf(facts, stub)
  // The security administrator answers for every fonds.
  if (known.kind === 'refused' && !mayAct(facts.actor, 'secret.decide')) return known
  if (stub.endedOn !== null) return refuse('stub.ended', { endedOn: stub.endedOn })
  if (stub.enteredBy === facts.actor.personId) return refuse('stub.own-entry')
  return said(stub.sequenceId, { type: 'code.stub-ended', data: { id: stubId, as, reference } }, stubId)
}
