import { readFile } from 'node:fs/promises'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const NONCE_MARK = '__CSP_NONCE__'
const YEAR_MS = 31_536_000_000

/** The one page of the screens, for every address that is neither the API's nor a file's. */
export interface Screens {
  owns(request: FastifyRequest): boolean
  show(reply: FastifyReply): Promise<FastifyReply>
}

export function openScreens(folder: string): Screens {
  return {
    owns: ({ method, url }) => method === 'GET' && isPage(url),
    async show(reply) {
      // Read anew each time: after a build it names other files, and it is smaller than a packet.
      const page = await readFile(path.join(folder, 'index.html'), 'utf8')
      const html = page.replaceAll(NONCE_MARK, reply.nonce)
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html)
    },
  }
}

/** Files of the screens carry a digest in their names, so they may be kept for ever; the build has compressed them. */
export function serveScreens(
  app: FastifyInstance,
  { folder, screens }: { readonly folder: string; readonly screens: Screens },
): void {
  void app.register(fastifyStatic, {
    root: folder,
    index: false,
    preCompressed: true,
    maxAge: YEAR_MS,
    immutable: true,
    allowedPath: (name) => name !== '/index.html',
  })
  app.get('/', { schema: { hide: true } }, async (_request, reply) => screens.show(reply))
}

const OWN = /^\/(api\/|healthz|readyz|metrics|openapi\.json|docs)/

/** Addresses of screens have no extension; files do. */
function isPage(url: string): boolean {
  const [pathname = ''] = url.split('?')
  return !OWN.test(pathname) && !path.posix.basename(pathname).includes('.')
}
