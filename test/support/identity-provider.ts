/** A real provider of OpenID Connect on a free port of this machine. Who signs in there is said beforehand. */
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { Provider } from 'oidc-provider'

export const ORIGIN = 'http://localhost:8080'
export const CLIENT = { clientId: 'everfile', clientSecret: 'a-secret-of-the-client-for-tests' }

export interface RunningProvider {
  readonly issuer: string
  /** Who signs in next, and how they prove it there. */
  next: { subject: string; amr: readonly string[] }
  /** The provider signs with another key from now on, under another name, and the old one is gone. */
  changeKey(): void
  close(): Promise<void>
}

export async function runProvider(): Promise<RunningProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const running = { issuer, next: { subject: 'nobody', amr: ['pwd'] as readonly string[] } }
  let provider = providerAt(issuer)
  let answer = provider.callback()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/') !== true) return void answer(request, response)
    void provider.interactionFinished(request, response, {
      login: { accountId: running.next.subject, amr: [...running.next.amr] },
    })
  })
  return Object.assign(running, {
    changeKey: () => {
      provider = providerAt(issuer)
      answer = provider.callback()
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

function providerAt(issuer: string): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [`${ORIGIN}/api/oidc/back`],
        post_logout_redirect_uris: [`${ORIGIN}/sign-in`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: {
      keys: [
        { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomUUID() },
      ] as never,
    },
    cookies: { keys: ['only-for-tests'] },
    claims: { openid: ['sub', 'amr'] },
    conformIdTokenClaims: false,
    ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: async (_ctx, id) => ({
      accountId: id,
      claims: async () => ({ sub: id }),
    }),
    loadExistingGrant: async (ctx) => {
      const grant = new provider.Grant({
        clientId: CLIENT.clientId,
        accountId: ctx.oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  return provider
}

/** What a browser holds on its way: the site's cookies, and the provider's. */
export class Browser {
  readonly #app: FastifyInstance
  readonly #own = new Map<string, string>()
  readonly #theirs = new Map<string, string>()

  constructor(app: FastifyInstance) {
    this.#app = app
  }

  /** Asks the site, with the cookies that it set. */
  async visit(url: string): Promise<LightMyRequestResponse> {
    const answer = await this.#app.inject({ method: 'GET', url, headers: { cookie: text(this.#own) } })
    for (const { name, value } of answer.cookies) {
      if (value === '') this.#own.delete(name)
      else this.#own.set(name, value)
    }
    return answer
  }

  hold(name: string, value: string): void {
    this.#own.set(name, value)
  }

  cookie(name: string): string | undefined {
    return this.#own.get(name)
  }

  /** Begins at the site and answers the address of the provider. */
  async begin(from = ''): Promise<URL> {
    const answer = await this.visit(`/api/oidc${from === '' ? '' : `?from=${encodeURIComponent(from)}`}`)
    return new URL(String(answer.headers.location), ORIGIN)
  }

  /** Signs in at the provider, and answers the address by which it sends the browser back to the site. */
  async signInThere(at: URL): Promise<URL> {
    let url = at
    for (let hop = 0; hop < 10; hop += 1) {
      const answer = await fetch(url, { redirect: 'manual', headers: { cookie: text(this.#theirs) } })
      for (const line of answer.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        const cut = pair.indexOf('=')
        this.#theirs.set(pair.slice(0, cut), pair.slice(cut + 1))
      }
      const location = answer.headers.get('location')
      if (location === null) throw new Error(`the provider stopped with ${answer.status}`)
      url = new URL(location, url)
      if (url.origin === ORIGIN) return url
    }
    throw new Error('the provider sent the browser round and round')
  }

  /** The whole way: answers where the site sends the browser in the end. */
  async signIn(from = ''): Promise<string> {
    const back = await this.signInThere(await this.begin(from))
    return String((await this.visit(back.pathname + back.search)).headers.location)
  }
}

function text(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
}
