import type { AdministrationDecision, AdministrationFacts } from '#domain/acts/administer.ts'
import {
  endSessionsOf,
  linkIdentityOf,
  resetFactorsOf,
  unlinkIdentitiesOf,
  unlockPerson,
} from '#domain/acts/administer-accounts.ts'
import { readIssuer } from '#config.ts'
import { act } from './administer.ts'
import { UsageFault, type Answer } from './verb.ts'

interface Asked {
  readonly reason: string
  readonly key?: string
}

type Decide = (
  facts: AdministrationFacts,
  about: { readonly login: string; readonly reason: string },
) => AdministrationDecision

const VERBS = {
  unlock: { decide: unlockPerson, done: 'can sign in again.' },
  'end-sessions': { decide: endSessionsOf, done: 'is signed in nowhere now.' },
  'reset-factors': { decide: resetFactorsOf, done: 'has no second factor now, and may set one up.' },
} as const satisfies Readonly<Record<string, { readonly decide: Decide; readonly done: string }>>

export async function actOnAccount(
  name: keyof typeof VERBS,
  login: string,
  { reason, key }: Asked,
): Promise<Answer> {
  const { decide, done } = VERBS[name]
  const body = { login, reason }
  const { answer } = await act({ name: `account.${name}`, key, body }, (facts) => decide(facts, body))
  return { lines: [`${login} ${done}`], json: answer }
}

export interface AskedIdentity {
  readonly subject: string
  readonly issuer?: string
  readonly key?: string
}

export async function linkUser(login: string, asked: AskedIdentity): Promise<Answer> {
  const { subject } = asked
  const issuer = issuerOf(asked.issuer)
  const body = { login, issuer, subject }
  const { answer } = await act({ name: 'account.link-identity', key: asked.key, body }, (facts) =>
    linkIdentityOf(facts, body),
  )
  return { lines: [`${login} may sign in at ${issuer} as ${subject}.`], json: { ...answer, issuer, subject } }
}

export async function unlinkUser(
  login: string,
  asked: Asked & { readonly issuer?: string },
): Promise<Answer> {
  const issuer = issuerOf(asked.issuer)
  const body = { login, issuer, reason: asked.reason }
  const { answer } = await act({ name: 'account.unlink-identity', key: asked.key, body }, (facts) =>
    unlinkIdentitiesOf(facts, body),
  )
  return { lines: [`${login} signs in at ${issuer} no more.`], json: { ...answer, issuer } }
}

function issuerOf(said: string | undefined): string {
  const issuer = said ?? readIssuer()
  if (issuer === null || !URL.canParse(issuer))
    throw new UsageFault('Name the provider with --issuer, or set EVERFILE_OIDC_ISSUER.')
  return issuer
}
