import type { ActFacts, Decision } from '#domain/acts/act.ts'
import type { Principal } from '#db/gate/facts.ts'
import type { Dependencies } from './dependencies.ts'
import { orProblem } from './problem.ts'

export interface RecordAct {
  readonly name: string
  readonly principal: Principal
  readonly key: string
  /** What the person said; it is the body of the command. */
  readonly said: { readonly recordId: string }
  readonly traceId: string
}

/** One act on one record whose facts are the record's alone; answers what the gate answers. @throws ProblemError when it is refused */
export async function actOnRecord(
  { gate }: Pick<Dependencies, 'gate'>,
  { name, principal, key, said, traceId }: RecordAct,
  decide: (facts: ActFacts) => Decision,
) {
  const facts = { principal, key, subjects: [said.recordId] }
  const { answer } = orProblem(await gate.act({ name, facts, body: said, traceId }, decide))
  return answer
}
