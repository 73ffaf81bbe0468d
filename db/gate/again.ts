import { refuse, type Refusal } from '#domain/refusal.ts'

/** A decision that rests on something that has moved is taken again this often before the caller is told. */
export const TRIES = 3

/**
 * EV001: something that the act rested on moved meanwhile. 23505: two commits made the same new row; the second sees the first when it
 * tries again. 40P01: two acts waited for each other.
 */
export function isStale(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return error.code === 'EV001' || error.code === '23505' || error.code === '40P01'
}

interface Prior {
  readonly bodyHash: string
  readonly answer: unknown
}

interface AnsweredAgain<A> {
  readonly kind: 'accepted'
  readonly answer: A
  readonly replayed: true
}

/** An act that was done before is answered again; another body under its key is refused. */
export function priorAnswer<A>({ bodyHash, answer }: Prior, asked: string): AnsweredAgain<A> | Refusal {
  if (bodyHash !== asked) return refuse('request.key-reused')
  return { kind: 'accepted', answer: answer as A, replayed: true }
}
