import type { Tx } from '#db/actor.ts'

export interface DeskAnswer {
  readonly bodyHash: string
  readonly answer: unknown
}

/** Takes a key for a write that begins, or answers what was done under it. Of two at once the second waits for the first. */
export async function takeKey(
  tx: Tx,
  { key, bodyHash }: { readonly key: string; readonly bodyHash: string },
): Promise<DeskAnswer | undefined> {
  const taken = await tx`
    insert into desk_answer (person_id, key, body_hash) values (scope_person(), ${key}, ${bodyHash})
    on conflict (person_id, key) do nothing returning key`
  if (taken.length === 1) return undefined
  const [prior] = await tx<DeskAnswer[]>`
    select body_hash as "bodyHash", answer from desk_answer where person_id = (select scope_person()) and key = ${key}`
  if (prior === undefined) throw new Error('a key that is taken has nobody who took it')
  return prior
}

export async function keepAnswer(
  tx: Tx,
  { key, answer }: { readonly key: string; readonly answer: object },
): Promise<void> {
  await tx`update desk_answer set answer = ${tx.json(answer as never)} where person_id = (select scope_person()) and key = ${key}`
}
