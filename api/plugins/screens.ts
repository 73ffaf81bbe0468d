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
  let page: Promise<string> | undefined
  return {
    owns: ({ method, url }) => method === 'GET' && isPage(url),
    async show(reply) {
      page ??= readFile(path.join(folder, 'index.html'), 'utf8')
      const html = (await page).replaceAll(NONCE_MARK, reply.nonce)
      return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html)
    },
  }
}

/** Files of the screens carry a digest in their names, so they may be kept for ever. */
export function serveScreens(
  app: FastifyInstance,
  { folder, screens }: { readonly folder: string; readonly screens: Screens },
): void {
  void app.register(fastifyStatic, {
    root: folder,
    index: false,
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
