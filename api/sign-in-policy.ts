import { readSignInPolicy } from '#db/reference/sign-in-policies.ts'
import type { SignInPolicy, SignInProfile } from '#domain/sign-in-policy.ts'
import type { Config } from '#config.ts'

const known = new Map<SignInProfile, SignInPolicy>()

/** How people sign in on this site. Read once: a site changes its profile by starting anew. */
export function policyOf({ signInPolicy }: Pick<Config, 'signInPolicy'>): SignInPolicy {
  const policy = known.get(signInPolicy) ?? readSignInPolicy(signInPolicy)
  known.set(signInPolicy, policy)
  return policy
}
