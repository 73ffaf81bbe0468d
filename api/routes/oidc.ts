import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { accountOf, personOfIdentity } from '#db/queries/accounts.ts'
import { putChallenge, takeChallenge } from '#db/queries/challenges.ts'
import { openSecret, sealSecret } from '#db/secrets.ts'
import { STREAMS } from '#api/contract/streams.ts'
import { cookieOf } from '#api/cookies.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { providerOf, type Way } from '#api/identity-provider.ts'
import { sha256 } from '#api/plugins/identity.ts'
import { ProblemError, problem } from '#api/problem.ts'
import { beginSession, end } from '#api/sign-in.ts'

/** Ties the way to the provider to the browser that began it: an answer that somebody else got signs nobody in here. */
const WAY_SECONDS = 600
const HOME = '/worklist'

const BeginQuery = z.object({ from: z.string().max(500).optional() })

/** Signing in at the bureau's identity provider. A browser comes by, so each answer sends it on to a page. */
export function oidcRoutes(app: FastifyInstance, deps: Dependencies): void {
  const { config } = deps
  const provider = providerOf(deps.config)

  app.get(
    STREAMS.oidc,
    { schema: { tags: ['oidc'], summary: 'On to the identity provider', querystring: BeginQuery } },
    async (request, reply) => {
      const known = provider ?? off()
      return orSignIn(deps, { request, reply }, async () => {
        const { from } = BeginQuery.parse(request.query)
        const { url, state, way } = await known.begin(pathOf(from))
        const binding = sealSecret(JSON.stringify(way), config.secretKey)
        await putChallenge(deps.sql, { id: sha256(state), kind: 'oidc', personId: null, binding })
        const { name, options } = cookieOf(config, 'everfile_way')
        reply.setCookie(name, state, { ...options, maxAge: WAY_SECONDS })
        return url.href
      })
    },
  )

  app.get(
    STREAMS.oidcBack,
    { schema: { tags: ['oidc'], summary: 'Back from the identity provider' } },
    async (request, reply) => {
      const known = provider ?? off()
      return orSignIn(deps, { request, reply }, async () => {
        const { name, options } = cookieOf(config, 'everfile_way')
        const state = request.cookies[name]
        reply.clearCookie(name, options)
        const way = await wayOf(deps, state)
        const url = new URL(request.url, config.http.origin ?? 'http://localhost')
        const { issuer, subject, amr } = await known.finish(url, state ?? '', way)
        const personId = await personOfIdentity(deps.sql, { issuer, subject })
        const account = personId === undefined ? undefined : await accountOf(deps.sql, personId)
        // A leaver and somebody who was never linked are told the same.
        if (account === undefined) throw problem('oidc.unknown')
        const isProved = amr.some((value) => config.oidc?.factors.includes(value) === true)
        await end(deps, request)
        const factor = isProved ? ('oidc' as const) : null
        await beginSession(deps, { account, factor, method: 'oidc', request, reply })
        return way.from
      })
    },
  )
}

function off(): never {
  throw problem('oidc.off')
}

/** What was kept of the way that this state names; each is gone once. @throws ProblemError `oidc.refused` */
async function wayOf({ sql, config }: Dependencies, state: string | undefined): Promise<Way> {
  if (state === undefined) throw problem('oidc.refused', { cause: 'no-way' })
  const kept = await takeChallenge(sql, { id: sha256(state), kind: 'oidc' })
  if (kept === undefined) throw problem('oidc.refused', { cause: 'no-way' })
  return JSON.parse(openSecret(kept.binding, config.secretKey)) as Way
}

/** A page of this site and no other: an address that a stranger made up leads nowhere. */
function pathOf(from: string | undefined): string {
  if (from === undefined || !from.startsWith('/') || /^\/[\\/]|[\u0000-\u001f]/.test(from)) return HOME
  return from
}

/** Sends the browser where it shall go; a refusal is shown on the page of signing in, where local accounts work as ever. */
async function orSignIn(
  deps: Dependencies,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  work: () => Promise<string>,
) {
  try {
    return await reply.redirect(await work())
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const { code, detail } = error.refusal
    deps.accessLog.note({ action: 'session.oidc', result: code, traceId: request.id })
    request.log.warn({ code, detail }, 'sign-in by the identity provider refused')
    return reply.redirect(`/sign-in?problem=${code}`)
  }
}
