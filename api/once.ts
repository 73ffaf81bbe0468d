import { canonicalJson, sha256Hex } from '#db/gate/canonical.ts'
import type { Principal } from '#db/gate/facts.ts'
import { keepAnswer, takeKey } from '#db/queries/desk-answers.ts'
import type { Reader, Tx } from '#db/actor.ts'
import type { Dependencies } from './dependencies.ts'
import { problem } from './problem.ts'
import { writeDesk } from './reading.ts'

export interface DeskWrite {
  /** The address, as `METHOD /path`. */
  readonly name: string
  readonly principal: () => Principal
  readonly key: () => string
  /** Everything that the caller said: the same key may be used again only with the same. */
  readonly said: unknown
}

export interface Written<T> {
  readonly answer: T
  readonly isAgain: boolean
}

/**
 * A write on one's own desk, done once under its key: sent again it is answered again, as the gate does with acts. A refusal is not
 * kept, so its key may be tried again. @throws ProblemError `auth.required`, `request.key-reused`
 */
export async function once<T extends object>(
  deps: Dependencies,
  { name, principal, key, said }: DeskWrite,
  write: (tx: Tx, reader: Reader) => Promise<T>,
): Promise<Written<T>> {
  const bodyHash = sha256Hex(canonicalJson({ name, said }))
  return writeDesk(deps, principal(), async (tx, reader) => {
    const prior = await takeKey(tx, { key: key(), bodyHash })
    if (prior !== undefined) {
      if (prior.bodyHash !== bodyHash) throw problem('request.key-reused')
      return { answer: prior.answer as T, isAgain: true }
    }
    const answer = await write(tx, reader)
    await keepAnswer(tx, { key: key(), answer })
    return { answer, isAgain: false }
  })
}
