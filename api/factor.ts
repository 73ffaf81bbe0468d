import { createHmac } from 'node:crypto'
import { generateURI, verify } from 'otplib'
import type { Config } from '#config.ts'
import type { Sql } from '#db/client.ts'
import { accountOf, consumeFactorStep } from '#db/queries/accounts.ts'
import { openSecret, sealSecret } from '#db/secrets.ts'
import { problem } from './problem.ts'

/** RFC 6238: steps of 30 s; one step either way, for clocks and slow fingers. */
const TOLERANCE_S = 30
const ISSUER = 'Everfile'

interface Sealing {
  readonly sql: Sql
  readonly config: Pick<Config, 'secretKey'>
}

/**
 * Uses up a code of the person's second factor and answers its step. A code counts once, whatever becomes of the act.
 * @throws ProblemError `factor.required`, `factor.wrong`, `factor.replayed`
 */
export async function spendCode(
  { sql, config }: Sealing,
  { personId, code }: { readonly personId: string; readonly code: string },
): Promise<number> {
  const account = await accountOf(sql, personId)
  if (account === undefined || account.totpSecret === null)
    throw problem('factor.required', { enrolled: false })
  const step = await stepOf(openSecret(account.totpSecret, config.secretKey), code)
  if (!(await consumeFactorStep(sql, { personId, step }))) throw problem('factor.replayed')
  return step
}

async function stepOf(secret: string, code: string): Promise<number> {
  const result = await verify({ secret, token: code, epochTolerance: TOLERANCE_S })
  if (!result.valid || !('timeStep' in result)) throw problem('factor.wrong')
  return result.timeStep
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** 160 bits, as RFC 4226 asks. */
const SEED_LETTERS = 32

/** The seed that this session offers: derived, so that nothing is stored before a first code has proved it. */
function offeredSeed(sessionHash: string, { secretKey }: Pick<Config, 'secretKey'>): string {
  const digest = createHmac('sha256', Buffer.from(secretKey, 'hex')).update(`factor:${sessionHash}`).digest()
  return [...digest]
    .slice(0, SEED_LETTERS)
    .map((byte) => BASE32[byte % 32] ?? 'A')
    .join('')
}

/** What an authenticator of six digits is set up with. */
export function offerFactor(
  config: Pick<Config, 'secretKey'>,
  { login, sessionHash }: { readonly login: string; readonly sessionHash: string },
): { readonly otpauthUrl: string; readonly secret: string } {
  const secret = offeredSeed(sessionHash, config)
  return { secret, otpauthUrl: generateURI({ issuer: ISSUER, label: login, secret }) }
}

/** The offered seed, proved by a first code and sealed for the act that sets it up. @throws ProblemError `factor.wrong` */
export async function provedSeed(
  { secretKey }: Pick<Config, 'secretKey'>,
  { sessionHash, code }: { readonly sessionHash: string; readonly code: string },
): Promise<{ readonly sealed: string; readonly step: number }> {
  const seed = offeredSeed(sessionHash, { secretKey })
  const step = await stepOf(seed, code)
  return { sealed: sealSecret(seed, secretKey), step }
}
