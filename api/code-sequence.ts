import { mayAct, type ActName } from '#domain/access.ts'
import type { ActFacts } from '#domain/acts/act.ts'
import { blockOf, isHeldFor, reservedIn } from '#domain/acts/allot-code.ts'
import { taskAmong } from '#domain/acts/complete-task.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { ruleOf } from '#domain/acts/record-effects.ts'
import { numbered, NUMBER_WIDTH } from '#domain/archival-code.ts'
import { numberIn } from '#domain/code-sequence.ts'
import { plainDate } from '#domain/dates.ts'
import type { RecordState } from '#domain/state.ts'
import type { CodeSequence } from '#domain/state/structure.ts'
import type { Principal } from '#db/gate/facts.ts'
import { readCodeUses, readFondsOf } from '#db/queries/codes.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import type { Dependencies } from './dependencies.ts'
import { orProblem, problem } from './problem.ts'
import { factsFor, found, readAs } from './reading.ts'

interface Asked {
  readonly fondsId: string
  readonly classCode: string
  readonly year: number
  /** The right for which it is asked. */
  readonly act: ActName
}

/** The sequence in which records of the class that are formed in the year are numbered. @throws ProblemError */
export async function sequenceOf(
  deps: Dependencies,
  principal: Principal,
  { fondsId, classCode, year, act }: Asked,
): Promise<CodeSequence> {
  const fonds = await readAs(deps, principal, async (tx, { actor }) => {
    if (!mayAct(actor, act)) throw problem('access.denied', { act })
    return found((await readFondsOf(tx, actor.units)).find(({ id }) => id === fondsId))
  })
  const rule = orProblem(ruleOf({ reference: deps.reference }, { classCode, scheduleVersionId: null }))
  const of = { classCode, fondsId, formedOn: plainDate(`${year}-01-01`) }
  const { counter } = orProblem(blockOf({ fonds: [fonds], counters: [] }, of, rule))
  return { fondsId, year, block: counter.block }
}

/** The code that a number of a record's sequence prints as, by a class and the rule for its year; undefined where it prints none. */
export function printedCode(
  facts: ActFacts,
  record: RecordState,
  { number, scheduleVersionId }: { readonly number: number; readonly scheduleVersionId: string | null },
): string | undefined {
  const rule = ruleOf(facts, { classCode: record.classCode, scheduleVersionId })
  if (rule.kind === 'refused') return undefined
  const block = blockOf(facts, record, rule)
  if (block.kind === 'refused') return undefined
  const code = numbered(block.counter.block, number, NUMBER_WIDTH)
  return code.kind === 'ok' ? code.text : undefined
}

type Form = Readonly<Record<string, unknown>>

/** The code of a reserved number that a filing asks for, so that the gate is asked what it names; nothing where none is asked for. */
export async function reservedCodeIn(
  deps: Dependencies,
  { principal, task, form }: { readonly principal: Principal; readonly task: string; readonly form: Form },
): Promise<{ readonly code?: string }> {
  const { reservedNumber: number, classCode } = form
  if (typeof number !== 'number' || typeof classCode !== 'string') return {}
  const facts = await factsFor(deps, { principal, task })
  const { subject } = taskAmong(facts, task)
  if (subject?.kind !== 'record') return {}
  const code = printedCode(facts, { ...subject.row, classCode }, { number, scheduleVersionId: null })
  return code === undefined ? {} : { code }
}

/** As many free numbers as a list offers at once. */
const MOST_OFFERED = 100

/** Numbers kept back for whoever files a record under a class, on which nothing stands. @throws ProblemError `not-found` */
export async function freeReserved(
  deps: Dependencies,
  principal: Principal,
  { recordId, classCode }: { readonly recordId: string; readonly classCode: string },
): Promise<readonly { readonly number: number; readonly code: string }[]> {
  const facts = await factsFor(deps, { principal, subjects: [recordId], want: { counters: true } })
  const subject = subjectOf(facts, recordId)
  if (subject?.kind !== 'record') throw problem('not-found')
  const record = { ...subject.row, classCode }
  const rule = ruleOf(facts, { classCode, scheduleVersionId: null })
  const found = rule.kind === 'refused' ? rule : blockOf(facts, record, rule)
  if (found.kind === 'refused' || subject.row.archivalCode !== null) return []
  const { counter } = found
  const ranges = reservedIn(facts, counter).filter(
    (range) => range.releasedOn === null && isHeldFor(facts, range, record),
  )
  if (ranges.length === 0) return []
  const uses = await readAs(deps, { kind: 'person', id: ENGINE_ID }, (tx) =>
    readCodeUses(tx, [counter.block]),
  )
  const taken = new Set([
    ...uses.map(({ code }) => numberIn(code)),
    ...ranges.flatMap(({ usedNumbers }) => usedNumbers),
  ])
  return ranges
    .flatMap(({ firstNumber, lastNumber }) =>
      Array.from({ length: lastNumber - firstNumber + 1 }, (_, index) => firstNumber + index),
    )
    .filter((number) => !taken.has(number))
    .slice(0, MOST_OFFERED)
    .flatMap((number) => {
      const code = numbered(counter.block, number, NUMBER_WIDTH)
      return code.kind === 'ok' ? [{ number, code: code.text }] : []
    })
}
