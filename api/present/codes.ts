import { NUMBER_WIDTH } from '#domain/archival-code.ts'
import { standingsOf, type CodeUse, type NumberStanding } from '#domain/code-sequence.ts'
import type { CodeExplanationRow, CodeReservationRow, CodeSequence } from '#domain/state/structure.ts'
import type { SequenceRow } from '#db/queries/codes.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { CodeGapView, CodeSequenceView, CodesView } from '#api/contract/codes.ts'
import { personOrNull, personView } from './words.ts'

/** One sequence with everything that was said and given in it. */
export interface SequenceSeen {
  readonly sequence: SequenceRow
  readonly uses: readonly CodeUse[]
  readonly reservations: readonly CodeReservationRow[]
  readonly explanations: readonly CodeExplanationRow[]
}

interface Everything {
  readonly sequences: readonly SequenceRow[]
  readonly uses: readonly (CodeUse & { readonly block: string })[]
  readonly reservations: readonly CodeReservationRow[]
  readonly explanations: readonly CodeExplanationRow[]
}

/** What was read, by sequence. */
export function bySequence(all: Everything): readonly SequenceSeen[] {
  const uses = Map.groupBy(all.uses, ({ block }) => block)
  return all.sequences.map((sequence) => {
    const isOf = (one: CodeSequence) =>
      one.fondsId === sequence.fondsId && one.year === sequence.year && one.block === sequence.block
    return {
      sequence,
      uses: uses.get(sequence.block) ?? [],
      reservations: all.reservations.filter(isOf),
      explanations: all.explanations.filter(isOf),
    }
  })
}

export function sequenceView(seen: SequenceSeen): CodeSequenceView {
  const standings = standingsIn(seen)
  const count = (isOne: (standing: NumberStanding) => boolean) => standings.filter(isOne).length
  const { fondsId, fondsCode, year, block, next } = seen.sequence
  return {
    fondsId,
    fondsCode,
    year,
    block,
    next,
    given: count(({ state }) => state === 'given'),
    reserved: count(({ state }) => state === 'reserved'),
    missing: count(({ state }) => state === 'missing'),
    explained: count(({ state }) => !['given', 'reserved', 'missing'].includes(state)),
  }
}

function standingsIn({
  sequence,
  uses,
  reservations,
  explanations,
}: SequenceSeen): readonly NumberStanding[] {
  return standingsOf({ next: sequence.next, uses, reservations, explanations })
}

export interface GapWords {
  readonly names: Names
  /** Of the records that the reader sees: what they bear now. */
  readonly seenCodes: ReadonlyMap<string, string | null>
}

/** The numbers of a sequence that stand on nothing, each with its reason. */
export function gapsIn(seen: SequenceSeen): readonly NumberStanding[] {
  return standingsIn(seen).filter(({ state }) => state !== 'given')
}

export function gapView(
  seen: SequenceSeen,
  { number, state, use }: NumberStanding,
  { names, seenCodes }: GapWords,
): CodeGapView {
  const { fondsId, year, block } = seen.sequence
  const said = seen.explanations.findLast((one) => one.number === number)
  const range = seen.reservations.findLast((one) => number >= one.firstNumber && number <= one.lastNumber)
  const isSeen = use !== null && seenCodes.has(use.recordId)
  return {
    fondsId,
    year,
    block,
    number,
    code: use?.code ?? `${block}-${String(number).padStart(NUMBER_WIDTH, '0')}`,
    state,
    reason: reasonOf(state, { said, range }),
    explainedBy: state === 'explained' ? personOrNull(names, said?.explainedBy ?? null) : null,
    explainedOn: state === 'explained' ? (said?.explainedOn ?? null) : null,
    recordId: isSeen ? use.recordId : null,
    codeNow: isSeen ? (seenCodes.get(use.recordId) ?? null) : null,
  }
}

interface Reasons {
  readonly said: CodeExplanationRow | undefined
  readonly range: CodeReservationRow | undefined
}

function reasonOf(state: NumberStanding['state'], { said, range }: Reasons): CodeGapView['reason'] {
  switch (state) {
    case 'destroyed':
      return {
        zh: '已按批准的销毁清册销毁，档号保留',
        en: 'Destroyed by an approved register; the code stays',
      }
    case 'transferred':
      return { zh: '已移交，档号随卷', en: 'Transferred with its code' }
    case 'renumbered':
      return { zh: '档号已更正，原号留存', en: 'Renumbered; the former code stays its own' }
    case 'classified':
      return {
        zh: '另按保密规定保管，此处只留存根',
        en: 'Kept under the rules of secrecy; here stands a stub',
      }
    case 'import-withdrawn':
      return { zh: '导入已撤回', en: 'Its import was taken back' }
    case 'reserved':
      return both(range?.purpose)
    case 'reservation-released':
      return both(range?.releaseReason ?? undefined)
    case 'explained':
      return both(said?.reason)
    default:
      return null
  }
}

/** A person's own words are the same in both languages. */
function both(text: string | undefined): CodeGapView['reason'] {
  return text === undefined ? null : { zh: text, en: text }
}

export function reservationView(row: CodeReservationRow, names: Names): CodesView['reservations'][number] {
  const {
    id,
    fondsId,
    year,
    block,
    firstNumber,
    lastNumber,
    purpose,
    reservedOn,
    releasedOn,
    releaseReason,
  } = row
  return {
    id,
    fondsId,
    year,
    block,
    firstNumber,
    lastNumber,
    purpose,
    holderName: personView(names, row.holderUnitId).name,
    reservedOn,
    reservedBy: personView(names, row.reservedBy),
    releasedOn,
    releaseReason,
  }
}
