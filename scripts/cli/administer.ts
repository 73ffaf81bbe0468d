import { hash as argon2 } from '@node-rs/argon2'
import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import type { AdministrationDecision, AdministrationFacts } from '#domain/acts/administer.ts'
import { problemOf } from '#domain/problems.ts'
import {
  administer,
  type AdministrationAccepted,
  type AdministrationRequest,
  type NewCredential,
} from '#db/gate/administration.ts'
import { newId } from '#db/ids.ts'
import { readDatabaseConfig } from '#config.ts'
import { withAdmin } from './connection.ts'
import { UsageFault } from './verb.ts'

export interface AdministrativeAct {
  readonly name: string
  /** The same key and body again changes nothing; without one each call is an act of its own. */
  readonly key?: string | undefined
  readonly body: unknown
  readonly zone?: string
  readonly credentials?: (answer: AdministrationAccepted['answer']) => Promise<readonly NewCredential[]>
  readonly within?: NonNullable<AdministrationRequest['within']>
}

/** An act of the operator through the gate; a refusal becomes a line that says what is wrong and what to do. */
export async function act(
  request: AdministrativeAct,
  decide: (facts: AdministrationFacts) => AdministrationDecision,
): Promise<AdministrationAccepted> {
  const answer = await withAdmin(readDatabaseConfig(), async (sql) =>
    administer(sql, { ...request, key: request.key ?? newId(), operator: userInfo().username }, decide),
  )
  if (answer.kind === 'accepted') return answer
  const { title, fix } = problemOf(answer.code)
  const detail = Object.values(answer.detail ?? {}).join(', ')
  throw new UsageFault(`${title}${detail === '' ? '' : ` (${detail})`}. ${fix}`)
}

/** 18 bytes: far beyond guessing, short enough to be typed once. */
const FIRST_PASSWORD_BYTES = 18

export function firstPassword(): string {
  return randomBytes(FIRST_PASSWORD_BYTES).toString('base64url')
}

/** A first password as it is stored: good for one sign-in, at which another must be chosen. */
export async function firstCredential(personId: string, password: string): Promise<NewCredential> {
  // The cost that OWASP names for argon2id, as everywhere in the product.
  const passwordHash = await argon2(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  return { personId, passwordHash, mustChange: true, totpSecret: null }
}
