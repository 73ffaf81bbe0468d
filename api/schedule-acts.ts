import type { ActFacts, Decision } from '#domain/acts/act.ts'
import type { Principal } from '#db/gate/facts.ts'
import { readScheduleVersions } from '#db/queries/schedules.ts'
import type { Dependencies } from './dependencies.ts'
import { orProblem } from './problem.ts'
import { found, readAs } from './reading.ts'

/** A call that changes a version of a schedule. */
export interface Written {
  readonly principal: () => Principal
  readonly key: () => string
  readonly traceId: string
  readonly params: { readonly id: string }
  readonly body: object
}

interface Doing {
  readonly name: string
  readonly subjects: readonly string[]
  readonly decide: (facts: ActFacts) => Decision
}

/** Does it through the gate, and answers where the version stands then. @throws ProblemError */
export async function actOnSchedule(deps: Dependencies, call: Written, { name, subjects, decide }: Doing) {
  const { principal, key, params, body, traceId } = call
  const facts = { principal: principal(), key: key(), subjects: [...new Set(subjects)] }
  const said = { ...params, ...body }
  orProblem(await deps.gate.act({ name, facts, body: said, traceId }, decide))
  const [version] = await readAs(deps, principal(), (tx) => readScheduleVersions(tx, params.id))
  return { scheduleVersionId: params.id, state: found(version).state }
}
