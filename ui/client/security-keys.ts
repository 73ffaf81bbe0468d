import { startAuthentication, startRegistration, WebAuthnError } from '@simplewebauthn/browser'
import { useMutation } from '@tanstack/react-query'
import { problemOf } from '#domain/problems.ts'
import { write } from './call.ts'
import { ProblemError } from './problem-error.ts'
import { useSessionAct } from './session.ts'

type CreationOptions = Parameters<typeof startRegistration>[0]['optionsJSON']
type RequestOptions = Parameters<typeof startAuthentication>[0]['optionsJSON']
/** What a key answered, in the form of the wire. */
export type KeyAnswer = Awaited<ReturnType<typeof answer>>

/** Whether this browser can speak with security keys: it cannot on a page that is neither TLS nor on this machine. */
export function canUseKeys(): boolean {
  return typeof window.PublicKeyCredential === 'function'
}

/** Asks the person's keys what the server wants to know, and answers in the form of the wire. */
async function answer(options: unknown) {
  const said = await startAuthentication({ optionsJSON: options as RequestOptions }).catch(refused)
  const { id, rawId, response } = said
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return {
    id,
    rawId,
    type: 'public-key' as const,
    clientExtensionResults: {},
    response: {
      clientDataJSON,
      authenticatorData,
      signature,
      ...(userHandle === undefined ? {} : { userHandle }),
    },
  }
}

/** The browser says no for whoever took no key in hand, or took the wrong one. */
function refused(error: unknown): never {
  if (error instanceof WebAuthnError || error instanceof DOMException)
    throw new ProblemError({ code: 'factor.wrong', ...problemOf('factor.wrong') })
  throw error
}

/** Proves the second factor of this session with a key. */
export function useKeySignIn(onDone?: () => void) {
  const prove = useSessionAct('POST /api/session/factor', onDone)
  const ask = useMutation({
    mutationFn: async () => {
      const { options } = await write('POST /api/session/factor/options', {}, crypto.randomUUID())
      return prove.mutateAsync({ body: { assertion: await answer(options) } })
    },
  })
  return { ask: () => ask.mutate(), isPending: ask.isPending, error: ask.error }
}

/** Lets a key sign a register at a task; what it answers goes with the completion of the task. */
export function useKeySignature(taskId: string, registerHash: string | null) {
  return useMutation({
    mutationFn: async () => {
      const asked = { params: { id: taskId }, body: { registerHash: registerHash ?? '' } }
      const { options } = await write('POST /api/tasks/:id/factor-options', asked, crypto.randomUUID())
      return answer(options)
    },
  })
}

/** Lets a key sign the register of a post's hand-over. */
export function useHandOverKey(id: string, registerHash: string) {
  return useMutation({
    mutationFn: async () => {
      const asked = { params: { id }, body: { registerHash } }
      const { options } = await write('POST /api/hand-overs/:id/factor-options', asked, crypto.randomUUID())
      return answer(options)
    },
  })
}

/** Adds a key to one's own account. */
export function useNewKey(onDone: () => void) {
  const add = useSessionAct('POST /api/authenticators', onDone)
  return useMutation({
    mutationFn: async (name: string) => {
      const { options } = await write('POST /api/authenticators/options', {}, crypto.randomUUID())
      const said = await startRegistration({ optionsJSON: options as unknown as CreationOptions }).catch(
        refused,
      )
      const { id, rawId, response } = said
      const { clientDataJSON, attestationObject, transports } = response
      const given = {
        id,
        rawId,
        type: 'public-key' as const,
        clientExtensionResults: {},
        response: { clientDataJSON, attestationObject, ...(transports === undefined ? {} : { transports }) },
      }
      return add.mutateAsync({ body: { name, response: given } })
    },
  })
}
