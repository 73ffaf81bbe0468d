import type { ActName } from '#domain/access.ts'
import type { AdministrationDecision } from '#domain/acts/administer.ts'
import type { StructureFacts } from '#domain/acts/structure-facts.ts'
import type { Principal } from '#db/gate/facts.ts'
import { restructure, type StructureRequest } from '#db/gate/structure.ts'
import type { Dependencies } from './dependencies.ts'
import { orProblem } from './problem.ts'

/** A call that changes the structure. */
export interface Written {
  readonly principal: () => Principal
  readonly key: () => string
  readonly params?: object | undefined
  readonly body?: object | undefined
}

export type Doing = Pick<
  StructureRequest,
  'ending' | 'filingsOf' | 'cases' | 'alerts' | 'count' | 'handOver' | 'codes'
> & {
  readonly name: string
  readonly act?: ActName
  readonly decide: (facts: StructureFacts) => AdministrationDecision
}

/** Does it through the gate, and answers what the act says. @throws ProblemError */
export async function actOnStructure(
  { sql }: Dependencies,
  call: Written,
  { decide, ...doing }: Doing,
): Promise<Readonly<Record<string, string>>> {
  const body = { ...call.params, ...call.body }
  const request = { ...doing, principal: call.principal(), key: call.key(), body }
  return orProblem(await restructure(sql, request, decide)).answer
}
