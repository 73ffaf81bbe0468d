import type { IdentityProof } from '#domain/vocabulary/givings.ts'

/** What the clerk has typed of who stands at the window. */
export interface TypedApplicant {
  readonly asker: 'subject' | 'agent'
  readonly name: string
  readonly number: string
  readonly agentName: string
  readonly agentNumber: string
  readonly authority: string
  readonly proof: IdentityProof | null
  readonly purpose: string
}

export const NOBODY: TypedApplicant = {
  asker: 'subject',
  name: '',
  number: '',
  agentName: '',
  agentNumber: '',
  authority: '',
  proof: null,
  purpose: '',
}

/** As the server takes it; undefined while something is missing. */
export function applicantOf(typed: TypedApplicant) {
  const { asker, proof } = typed
  const [name, number, purpose] = [typed.name.trim(), typed.number.trim(), typed.purpose.trim()]
  if (proof === null || name.length < 2 || number.length < 5 || purpose.length < 2) return undefined
  const subject = { name, number }
  if (asker === 'subject') return { subject, agent: null, proof, purpose }
  const agent = {
    name: typed.agentName.trim(),
    number: typed.agentNumber.trim(),
    authority: typed.authority.trim(),
  }
  const isWhole = agent.name.length > 1 && agent.number.length > 4 && agent.authority.length > 1
  return isWhole ? { subject, agent, proof, purpose } : undefined
}
export type ReadyApplicant = NonNullable<ReturnType<typeof applicantOf>>
