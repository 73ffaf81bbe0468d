import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { SessionView } from '#api/contract/session.ts'
import { keepCsrfToken, read } from './call.ts'
import { useAct } from './hooks.ts'
import { asProblem } from './problem-error.ts'
import { SESSION_KEY } from './query-client.ts'

/** Who is signed in: undefined while asked, null when nobody is. */
export function useSessionQuery() {
  return useQuery({ queryKey: SESSION_KEY, queryFn: readSession, staleTime: 60_000 })
}

async function readSession(): Promise<SessionView | null> {
  try {
    const session = await read('GET /api/session', {})
    keepCsrfToken(session.csrfToken)
    return session
  } catch (error) {
    if (asProblem(error).code === 'auth.required') return null
    throw error
  }
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
      keepCsrfToken(session.csrfToken)
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
      client.setQueryData(SESSION_KEY, null)
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] })
    },
  })
}

/** Ends every session that one has, this one too. */
export function useSignOutEverywhere() {
  const client = useQueryClient()
  return useAct('DELETE /api/sessions', {
    onDone: () => {
      client.setQueryData(SESSION_KEY, null)
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== SESSION_KEY[0] })
    },
  })
}
