import http from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * The negative twin of a real store: passes everything on, but lets a retention be shortened, and after that lets the
 * version be deleted, as one S3 server in use does. A probe that passes it proves nothing.
 */
export async function startLaxStore(
  behindUrl: string,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const shortened = new Map<string, string>()
  const deleted = new Set<string>()
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', behindUrl)
    const version = `${url.pathname} ${url.searchParams.get('versionId') ?? ''}`
    const isRetention = url.searchParams.has('retention')
    if (deleted.has(version))
      return answer(response, 404, '<Error><Code>NoSuchVersion</Code><Message>gone</Message></Error>')
    if (isRetention && request.method === 'PUT') return void takeRetention(request, response)
    const kept = shortened.get(version)
    if (isRetention && kept !== undefined) return answer(response, 200, kept)
    if (request.method === 'DELETE' && kept !== undefined) {
      deleted.add(version)
      return answer(response, 204, '')
    }
    passOn({ request, response, behindUrl })

    async function takeRetention(from: http.IncomingMessage, to: http.ServerResponse): Promise<void> {
      shortened.set(version, Buffer.concat(await from.toArray()).toString('utf8'))
      answer(to, 200, '')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer(response: http.ServerResponse, status: number, body: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body) })
    .end(body)
}

/** The headers go unchanged, Host among them: the signature covers them. */
function passOn({
  request,
  response,
  behindUrl,
}: {
  readonly request: http.IncomingMessage
  readonly response: http.ServerResponse
  readonly behindUrl: string
}): void {
  const { hostname, port } = new URL(behindUrl)
  const onward = http.request(
    { hostname, port, method: request.method, path: request.url, headers: request.headers },
    (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
    },
  )
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}
