import { createContext, useContext } from 'react'
import type { SessionView } from '#api/contract/session.ts'

export const SessionContext = createContext<SessionView | null>(null)

/** The session of the screens behind sign-in, which are shown only when there is one. */
export function useSession(): SessionView {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('a screen of a signed-in person was shown without one')
  return session
}
