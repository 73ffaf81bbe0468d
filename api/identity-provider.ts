import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  clockTolerance,
  Configuration,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { Config } from '#config.ts'
import { STREAMS } from './contract/streams.ts'
import { problem } from './problem.ts'

/** Clocks of two machines differ; more than this is a fault of one of them. */
const CLOCK_TOLERANCE_S = 30
/** A person waits for it. */
const TIMEOUT_S = 5

/** What is kept of one way to the provider and back, beside the state that names it. */
export interface Way {
  readonly codeVerifier: string
  readonly nonce: string
  /** Where the person wanted to go. */
  readonly from: string
}

/** Who came back from the provider. */
export interface Identified {
  readonly issuer: string
  readonly subject: string
  /** How they proved who they are there (RFC 8176). */
  readonly amr: readonly string[]
}

type Provider = NonNullable<Config['oidc']>

/** Signing in by the authorization code with PKCE, state and nonce; the provider's signature is always checked (ASVS 6.8.2). */
export interface IdentityProvider {
  /** The address to send the person to. @throws ProblemError `oidc.unavailable` */
  begin(from: string): Promise<{ readonly url: URL; readonly state: string; readonly way: Way }>
  /** @throws ProblemError `oidc.refused`, `oidc.unavailable` */
  finish(url: URL, state: string, way: Way): Promise<Identified>
  /** Where a person signs out at the provider too; undefined where it offers that nowhere, or is away. */
  leave(backTo: string): Promise<URL | undefined>
}

/** The provider comes back to the one address that the site is known by, so a site without one has none. */
export function providerOf({ oidc, http }: Pick<Config, 'oidc' | 'http'>): IdentityProvider | null {
  if (oidc === null || http.origin === null) return null
  return openIdentityProvider(oidc, new URL(STREAMS.oidcBack, http.origin).href)
}

export function openIdentityProvider(provider: Provider, redirectUri: string): IdentityProvider {
  let known: Promise<Configuration> | undefined
  // What was found is kept; what was not found is looked for again.
  const configuration = () => {
    known ??= discover(provider).catch((error: unknown) => {
      known = undefined
      throw problem('oidc.unavailable', { cause: nameOf(error) })
    })
    return known
  }
  return {
    async begin(from) {
      const config = await configuration()
      const [codeVerifier, nonce, state] = [randomPKCECodeVerifier(), randomNonce(), randomState()]
      const url = buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid',
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      return { url, state, way: { codeVerifier, nonce, from } }
    },
    async finish(url, state, { codeVerifier, nonce }) {
      const config = withFreshKeys(await configuration(), provider)
      const tokens = await authorizationCodeGrant(config, url, {
        pkceCodeVerifier: codeVerifier,
        expectedNonce: nonce,
        expectedState: state,
        idTokenExpected: true,
      }).catch((error: unknown) => {
        throw problem(isAway(error) ? 'oidc.unavailable' : 'oidc.refused', { cause: nameOf(error) })
      })
      const claims = tokens.claims()
      if (claims === undefined) throw problem('oidc.refused')
      const amr = Array.isArray(claims['amr']) ? claims['amr'].map(String) : []
      return { issuer: claims.iss, subject: claims.sub, amr }
    },
    async leave(backTo) {
      const config = await configuration().catch(() => undefined)
      if (config?.serverMetadata().end_session_endpoint === undefined) return undefined
      return buildEndSessionUrl(config, { post_logout_redirect_uri: backTo })
    },
  }
}

/**
 * The provider as it was found, with none of its keys remembered: they are fetched with each sign-in, so that a key that it changed
 * since refuses nobody. A code counts once, and cannot be asked for again when its token turns out to bear an unknown key.
 */
function withFreshKeys(found: Configuration, provider: Provider): Configuration {
  const { clientId, clientSecret } = provider
  const metadata = { client_secret: clientSecret, [clockTolerance]: CLOCK_TOLERANCE_S }
  const fresh = new Configuration({ ...found.serverMetadata() }, clientId, metadata)
  fresh.timeout = TIMEOUT_S
  enableNonRepudiationChecks(fresh)
  if (isLoopback(new URL(provider.issuer))) allowInsecureRequests(fresh)
  return fresh
}

/** A provider on this very machine, as in a trial; anywhere else the way must be TLS. */
function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname)
}

async function discover({ issuer, clientId, clientSecret }: Provider): Promise<Configuration> {
  const server = new URL(issuer)
  const metadata = { client_secret: clientSecret, [clockTolerance]: CLOCK_TOLERANCE_S }
  return discovery(server, clientId, metadata, undefined, {
    timeout: TIMEOUT_S,
    execute: [enableNonRepudiationChecks, ...(isLoopback(server) ? [allowInsecureRequests] : [])],
  })
}

/** Nobody answered: no address, no connection, or not in time. The provider's own answers have codes of their own. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const codes = [error, error.cause].map((one) =>
    typeof one === 'object' && one !== null && 'code' in one ? String(one.code) : '',
  )
  return (
    error.name === 'TimeoutError' ||
    codes.some((code) => /^(OAUTH_TIMEOUT|ECONN|ENOTFOUND|EAI_|UND_ERR)/.test(code)) ||
    (error instanceof TypeError && error.message === 'fetch failed')
  )
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? String(error.code) : error.name
}
