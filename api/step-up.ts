import { stepAt } from '#domain/lifecycle.ts'
import type { ActFacts } from '#domain/acts/act.ts'
import type { Subject } from '#domain/acts/place.ts'
import type { TaskRow } from '#domain/state.ts'
import { accountOf } from '#db/queries/accounts.ts'
import type { AssertionInput } from './contract/security-keys.ts'
import type { Dependencies } from './dependencies.ts'
import { spendCode } from './factor.ts'
import { slotOf } from './present/tasks.ts'
import { problem } from './problem.ts'
import { found } from './reading.ts'
import { askKey, spendAssertion, type Place } from './security-keys.ts'
import { provedFactor } from './sign-in.ts'

/** A task that somebody is about to sign, and the hash of the register that they saw. */
export interface Signing {
  readonly facts: ActFacts
  readonly subject: Subject
  readonly task: TaskRow
  readonly registerHash: string | undefined
}

/** The hash that is signed; undefined where the task needs no second factor. @throws ProblemError `factor.other-register` */
export function signedHashOf({ facts, subject, task, registerHash }: Signing): string | undefined {
  const definition = facts.reference.definition(subject.row.definitionId)
  const slot = slotOf(definition === undefined ? undefined : stepAt(definition, task.step), task.slot)
  if (subject.kind !== 'disposal-list' || slot?.needsSecondFactor !== true) return undefined
  if (registerHash === undefined || registerHash !== subject.row.registerHash)
    throw problem('factor.other-register', { registerHash: subject.row.registerHash })
  return registerHash
}

/** Asks the person's keys to sign this register at this task, and nothing else. @throws ProblemError `factor.none` */
export async function askToSign(deps: Dependencies, signing: Signing, place: Place) {
  const hash = signedHashOf(signing)
  if (hash === undefined) throw problem('factor.none')
  const { personId } = signing.facts.actor
  return askKey(deps, { personId, kind: 'step-up', binding: bindingOf(signing.task, hash), place })
}

export interface GivenFactor {
  readonly totp?: string | undefined
  readonly assertion?: AssertionInput | undefined
  readonly place: Place
}

/**
 * Evidence of a second factor, bound to the register that the person saw. It is spent before the act: an act that fails costs it,
 * and none can be tried on two registers. A key's evidence holds its signature: with the public key in the person's history and
 * `sha256(task:hash:nonce)` as its challenge a stranger can check it. Every wrong try counts as one of signing in does.
 * @throws ProblemError `factor.required`, `factor.wrong`, `factor.replayed`, `factor.other-register`, `auth.locked`
 */
export async function evidenceOf(
  deps: Dependencies,
  signing: Signing,
  { totp, assertion, place }: GivenFactor,
): Promise<string | undefined> {
  const hash = signedHashOf(signing)
  if (hash === undefined) return undefined
  const { personId } = signing.facts.actor
  const account = found(await accountOf(deps.sql, personId))
  if (assertion !== undefined) {
    const said = { personId, kind: 'step-up', binding: bindingOf(signing.task, hash), place } as const
    const { authenticatorId, nonce, signed } = await provedFactor(deps, account, () =>
      spendAssertion(deps, { ...said, response: assertion }),
    )
    return `webauthn:${authenticatorId}:${hash}:${nonce}:${signed}`
  }
  if (totp === undefined) return undefined
  return `totp:${await provedFactor(deps, account, () => spendCode(deps, { personId, code: totp }))}:${hash}`
}

function bindingOf(task: TaskRow, registerHash: string): string {
  return `${task.id}:${registerHash}`
}
