import { accountOf } from '#db/queries/accounts.ts'
import type { AssertionInput } from './contract/security-keys.ts'
import type { Dependencies } from './dependencies.ts'
import { spendCode } from './factor.ts'
import { isPassword } from './passwords.ts'
import { problem } from './problem.ts'
import { spendAssertion, type Place } from './security-keys.ts'
import { provedFactor } from './sign-in.ts'

export interface Signed {
  readonly personId: string
  /** What is signed: a key's answer is good for nothing else. */
  readonly binding: string
  readonly totp?: string | undefined
  readonly assertion?: AssertionInput | undefined
  readonly password?: string | undefined
  readonly place: Place
}

/**
 * How somebody proved anew who they are for one signature: with a second factor, or by the password where they have none. Every
 * wrong try counts as one of signing in does.
 * @throws ProblemError `factor.required`, `factor.wrong`, `factor.replayed`, `auth.failed`, `auth.locked`
 */
export async function proofOf(deps: Dependencies, signed: Signed): Promise<string> {
  const { personId, binding, totp, assertion, password, place } = signed
  const account = await accountOf(deps.sql, personId)
  if (account === undefined) throw problem('auth.required')
  if (totp !== undefined)
    return `totp:${await provedFactor(deps, account, () => spendCode(deps, { personId, code: totp }))}`
  if (assertion !== undefined) {
    const {
      authenticatorId,
      nonce,
      signed: signature,
    } = await provedFactor(deps, account, () =>
      spendAssertion(deps, { personId, kind: 'step-up', binding, place, response: assertion }),
    )
    return `webauthn:${authenticatorId}:${nonce}:${signature}`
  }
  if (account.totpSecret !== null || account.authenticators > 0)
    throw problem('factor.required', { enrolled: true })
  if (password === undefined) throw problem('factor.required', { enrolled: false })
  return provedFactor(deps, account, async () => {
    if (!(await isPassword(account.passwordHash, password))) throw problem('auth.failed')
    return 'password'
  })
}
