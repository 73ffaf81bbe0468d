import { mayAct, type ActName } from '#domain/access.ts'
import { blockOf } from '#domain/acts/allot-code.ts'
import { ruleOf } from '#domain/acts/record-effects.ts'
import { plainDate } from '#domain/dates.ts'
import type { CodeSequence } from '#domain/state-structure.ts'
import type { Principal } from '#db/gate/facts.ts'
import { readFondsOf } from '#db/queries/codes.ts'
import type { Dependencies } from './dependencies.ts'
import { orProblem, problem } from './problem.ts'
import { found, readAs } from './reading.ts'

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
