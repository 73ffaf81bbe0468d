import { asProblem } from '#ui/client/problem-error.ts'
import { useSession } from '#ui/client/session-context.ts'
import { ProblemNotice } from '#ui/components/problem-notice.tsx'
import { ProveFactor } from '#ui/screens/sign-in/prove-factor.tsx'

interface Props {
  readonly error: Error | null
  readonly onProved: () => void
}

export function asksForProof(error: Error | null): boolean {
  return error !== null && asProblem(error).code === 'factor.required'
}

/** What stands against a change of one's factors: who has one proves it first. */
export function ProofOrProblem({ error, onProved }: Props) {
  const { person } = useSession()
  return asksForProof(error) ? (
    <ProveFactor hasTotp={person.hasSecondFactor} hasKeys={person.securityKeys > 0} onDone={onProved} />
  ) : (
    <ProblemNotice error={error} />
  )
}
