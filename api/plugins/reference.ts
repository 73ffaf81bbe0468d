import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { policyWith } from './headers.ts'

const PREFIX = '/docs'
const NONCE_MARK = '__CSP_NONCE__'
const HOUR_S = 3600
const gzipped = promisify(gzip)

/**
 * The reference of the API for people, drawn in the browser from `/openapi.json`. It is served from this process alone: no
 * network of others is asked for scripts, fonts, or a proxy. Whoever may ask for `/openapi.json` may read it, so it is open too.
 */
export function serveReference(app: FastifyInstance): void {
  void app.register(async (docs) => {
    const { default: scalar } = await import('@scalar/fastify-api-reference')
    docs.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', policyWith(reply.nonce, 'written-by-script'))
    })
    let script: Promise<Buffer> | undefined
    docs.addHook('onSend', async (_request, reply, payload) => {
      if (typeof payload !== 'string') return payload
      if (isOf(reply, 'text/html'))
        return payload.replace('<html>', '<html lang="en">').replaceAll(NONCE_MARK, reply.nonce)
      if (!isOf(reply, 'application/javascript')) return payload
      reply.header('cache-control', `private, max-age=${HOUR_S}`).header('vary', 'accept-encoding')
      if (!/\bgzip\b/.test(String(reply.request.headers['accept-encoding']))) return payload
      script ??= gzipped(payload)
      reply.header('content-encoding', 'gzip').removeHeader('content-length')
      return script
    })
    await docs.register(scalar, { routePrefix: PREFIX, configuration: CONFIGURATION })
  })
}

/** Nothing that asks others for anything; and no button that would act in the name of who reads. */
const CONFIGURATION = {
  url: '/openapi.json',
  pageTitle: 'Everfile API',
  nonce: NONCE_MARK,
  theme: 'default',
  withDefaultFonts: false,
  hideTestRequestButton: true,
  hideClientButton: true,
  telemetry: false,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  favicon: '/mark.svg',
  // Its own second and third greys are too pale to be read (WCAG 2.2, 1.4.3).
  customCss: `
    .light-mode { --scalar-color-2: #4a4a4a; --scalar-color-3: #5a5a5a; --scalar-color-green: #0b6b34; --scalar-color-blue: #0a5a9c; --scalar-color-red: #b3261e; }
    .dark-mode { --scalar-color-2: #c4c4c4; --scalar-color-3: #b4b4b4; }
  `,
} as const

function isOf(reply: FastifyReply, mediaType: string): boolean {
  return String(reply.getHeader('content-type')).startsWith(mediaType)
}
