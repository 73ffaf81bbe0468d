import { mayAct } from '#domain/access.ts'
import type { Reader, Tx } from '#db/actor.ts'
import type { Principal } from '#db/gate/facts.ts'
import type { Dependencies } from './dependencies.ts'
import { problem } from './problem.ts'
import { readAs } from './reading.ts'

/** What is of the whole site, and of no record, is for those who read its logs. @throws ProblemError `access.denied` */
export async function readAsAuditor<T>(
  deps: Dependencies,
  principal: Principal,
  read: (tx: Tx, reader: Reader) => Promise<T>,
): Promise<T> {
  return readAs(deps, principal, async (tx, reader) => {
    if (!mayAct(reader.actor, 'audit.read')) throw problem('access.denied')
    return read(tx, reader)
  })
}
