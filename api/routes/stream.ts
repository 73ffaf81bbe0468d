import type { FastifyInstance, FastifyReply } from 'fastify'
import { openChangeFeed } from '#api/changes.ts'
import { STREAMS } from '#api/contract/streams.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { principalOf } from '#api/plugins/identity.ts'
import { readAs } from '#api/reading.ts'

/** Proxies cut what is silent for a minute. */
const HEARTBEAT_MS = 20_000
/** A browser has one; a few more for other windows of the same session, then the oldest goes. */
const MOST_PER_SESSION = 4
const RETRY_MS = 2_000

/** What has changed, as server-sent events: ids only, so that each answer is asked for with the reader's own rights. */
export function streamRoutes(app: FastifyInstance, deps: Dependencies): void {
  const feed = openChangeFeed(deps)
  const open = new Map<string, (() => void)[]>()
  app.addHook('preClose', async () => feed.close())

  app.get(STREAMS.changes, { schema: { hide: true } }, async (request, reply) => {
    const principal = principalOf(request)
    await readAs(deps, principal, async () => undefined)
    begin(reply)
    const send = (text: string) => reply.raw.write(text)
    const end = () => reply.raw.end()
    const stop = await feed.listen({
      principal,
      tell: (changes) =>
        send(changes.map((change) => `event: change\ndata: ${JSON.stringify(change)}\n\n`).join('')),
      end,
    })
    if (reply.raw.writableEnded || reply.raw.destroyed) {
      stop()
      return
    }
    // The first bytes open the stream: whoever sees it open hears of all that is committed from then on.
    send(`retry: ${RETRY_MS}\n\n`)
    const heartbeat = setInterval(() => send(': \n\n'), HEARTBEAT_MS)
    const session = JSON.stringify(principal)
    const others = [...(open.get(session) ?? []), end]
    for (const oldest of others.splice(0, others.length - MOST_PER_SESSION)) oldest()
    open.set(session, others)
    reply.raw.on('close', () => {
      clearInterval(heartbeat)
      stop()
      const left = (open.get(session) ?? []).filter((one) => one !== end)
      if (left.length === 0) open.delete(session)
      else open.set(session, left)
    })
  })
}

function begin(reply: FastifyReply): void {
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value)
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
}
