import { useQuery, useQueryClient, type Query, type QueryClient } from '@tanstack/react-query'
import type { SessionView } from '#api/contract/session.ts'
import { keepCsrfToken, read } from './call.ts'
import { useAct } from './hooks.ts'
import { sitsHere } from './person-memory.ts'
import { asProblem } from './problem-error.ts'
import { SESSION_KEY } from './query-client.ts'

/** Who is signed in: undefined while asked, null when nobody is. */
export function useSessionQuery() {
  const client = useQueryClient()
  return useQuery({ queryKey: SESSION_KEY, queryFn: async () => readSession(client), staleTime: 60_000 })
}

async function readSession(client: QueryClient): Promise<SessionView | null> {
  try {
    const session = await read('GET /api/session', {})
    arrive(client, session)
    return session
  } catch (error) {
    if (asProblem(error).code === 'auth.required') return null
    throw error
  }
}

function arrive(client: QueryClient, { csrfToken, person }: SessionView): void {
  keepCsrfToken(csrfToken)
  // What another saw at this window is asked for anew, with the rights of who sits here now.
  if (sitsHere(person.id)) void client.resetQueries({ predicate: isOfPerson })
}

function leave(client: QueryClient): void {
  sitsHere(null)
  client.setQueryData(SESSION_KEY, null)
  client.removeQueries({ predicate: isOfPerson })
}

function isOfPerson({ queryKey }: Query): boolean {
  return queryKey[0] !== SESSION_KEY[0]
}

type SessionKey =
  | 'POST /api/session'
  | 'POST /api/session/password'
  | 'POST /api/factor/confirmation'
  | 'POST /api/session/factor'
  | 'POST /api/authenticators'

/** Signing in, a new password, a second factor: each answers the session that holds from then on. */
export function useSessionAct<K extends SessionKey>(key: K, onDone?: () => void) {
  const client = useQueryClient()
  return useAct(key, {
    onDone: (session) => {
      arrive(client, session)
      client.setQueryData(SESSION_KEY, session)
      onDone?.()
    },
  })
}

export function useSignOut() {
  const client = useQueryClient()
  return useAct('DELETE /api/session', {
    onDone: ({ providerUrl }) => {
      if (providerUrl !== null) window.location.assign(providerUrl)
      leave(client)
    },
  })
}

/** Ends every session that one has, this one too. */
export function useSignOutEverywhere() {
  const client = useQueryClient()
  return useAct('DELETE /api/sessions', { onDone: () => leave(client) })
}
