import { randomBytes } from 'node:crypto'
import fastifyHelmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import type { Config } from '#config.ts'

declare module 'fastify' {
  interface FastifyReply {
    /** Names the scripts and styles of this one answer as ours. */
    nonce: string
  }
}

/** Headers of every answer: a content policy, for pages with a nonce each, no sniffing, no frames, nothing kept by caches. */
export function setHeaders(app: FastifyInstance, config: Config): void {
  const isTls = config.http.origin?.startsWith('https:') === true
  void app.register(fastifyHelmet, {
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    strictTransportSecurity: isTls ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  })
  app.decorateReply('nonce', '')
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-trace-id', request.id)
    if (request.url.startsWith('/api/')) {
      reply.header('content-security-policy', NO_PAGE)
      reply.header('cache-control', 'no-store')
      return
    }
    reply.nonce = randomBytes(16).toString('base64')
    reply.header('content-security-policy', policyWith(reply.nonce, 'named-alone'))
  })
}

/** An answer of the API is no page: opened as one, it loads nothing. */
const NO_PAGE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * What a page may load: its own files, and what carries the nonce of its answer. `written-by-script` is for a page whose scripts
 * are not ours and write styles as they go; scripts stay as they are.
 */
export function policyWith(nonce: string, styles: 'named-alone' | 'written-by-script'): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    // Beside a nonce a browser does not heed 'unsafe-inline', so it is one or the other.
    `style-src 'self' ${styles === 'named-alone' ? `'nonce-${nonce}'` : "'unsafe-inline'"}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
