import { hash, verify } from '@node-rs/argon2'
import { openSlots } from '#db/slots.ts'

/** argon2id at the OWASP setting: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** More at once would take the memory and the cores of everybody else. */
const MOST_AT_ONCE = 4

const slots = openSlots(MOST_AT_ONCE)

/** Checks a password; an account without one costs the same time as a wrong guess. */
export async function isPassword(encoded: string | null, password: string): Promise<boolean> {
  return await slots.run(async () => {
    const known = encoded ?? (await decoy())
    return (await verify(known, password)) && encoded !== null
  })
}

export async function hashPassword(password: string): Promise<string> {
  return await slots.run(() => hash(password, COST))
}

let decoyHash: Promise<string> | undefined
function decoy(): Promise<string> {
  decoyHash ??= hash('nobody has this password', COST)
  return decoyHash
}

/** Whether a password is one of those that are not to be taken again. One at a time: each costs what a sign-in costs. */
export async function isAmong(encoded: readonly string[], password: string): Promise<boolean> {
  for (const one of encoded) if (await isPassword(one, password)) return true
  return false
}
