import type { ActFacts, Decision } from '#domain/acts/act.ts'
import type { FactsRequest, Principal } from '#db/gate/facts.ts'
import type { Dependencies } from './dependencies.ts'
import { orProblem } from './problem.ts'

export interface RecordAct {
  readonly name: string
  readonly principal: Principal
  readonly key: string
  /** What the person said; it is the body of the command. */
  readonly said: { readonly recordId: string }
  /** What the decision rests on beside the record's own rows. */
  readonly beside?: Pick<FactsRequest, 'cell' | 'uploads' | 'want'>
  readonly traceId: string
}

/** Who acts by a call, under which key. */
export function byWhom({
  principal,
  key,
  traceId,
}: {
  readonly principal: () => Principal
  readonly key: () => string
  readonly traceId: string
}): Pick<RecordAct, 'principal' | 'key' | 'traceId'> {
  return { principal: principal(), key: key(), traceId }
}

/** One act on one record; answers what the gate answers. @throws ProblemError when it is refused */
export async function actOnRecord(
  { gate }: Pick<Dependencies, 'gate'>,
  { name, principal, key, said, beside, traceId }: RecordAct,
  decide: (facts: ActFacts) => Decision,
) {
  const facts = { principal, key, subjects: [said.recordId], ...beside }
  const { answer } = orProblem(await gate.act({ name, facts, body: said, traceId }, decide))
  return answer
}
