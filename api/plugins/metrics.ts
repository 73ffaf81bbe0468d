import { hash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { outboxLag } from '#db/queries/health.ts'
import type { Gate } from '#db/gate/gate.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { problem } from '#api/problem.ts'

/** Seconds; the worklist must answer in a blink, an upload may take its time. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export interface Metrics {
  readonly registry: Registry
  /** The gate, counting its acts by name and result. */
  readonly gate: Gate
}

export function openMetrics({ sql, gate }: Pick<Dependencies, 'sql' | 'gate'>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const acts = new Counter({
    name: 'everfile_gate_acts_total',
    help: 'Acts that came to the gate, by name and result (accepted, replayed, or the code of the refusal).',
    labelNames: ['name', 'result'] as const,
    registers: [registry],
  })
  gaugeOutbox(registry, sql)
  return {
    registry,
    gate: {
      async act(request, decide) {
        const answer = await gate.act(request, decide)
        const result = answer.kind === 'refused' ? answer.code : answer.replayed ? 'replayed' : 'accepted'
        acts.inc({ name: request.name, result })
        return answer
      },
    },
  }
}

function gaugeOutbox(registry: Registry, sql: Dependencies['sql']): void {
  const waiting = new Gauge({
    name: 'everfile_outbox_waiting',
    help: 'Nudges that the engine has not been told.',
    registers: [registry],
  })
  const options = {
    name: 'everfile_outbox_oldest_seconds',
    help: 'Age of the oldest nudge that the engine has not been told.',
    registers: [registry],
    async collect(this: Gauge) {
      const lag = await outboxLag(sql)
      waiting.set(lag.waiting)
      this.set((lag.oldestAgeMs ?? 0) / 1000)
    },
  }
  registry.registerMetric(new Gauge({ ...options, registers: [] }))
}

/** Times every request by its route, never by its address: ids would make a series each. */
export function measure(app: FastifyInstance, registry: Registry, token: string | null): void {
  const durations = new Histogram({
    name: 'everfile_http_request_seconds',
    help: 'Time to answer, by method, route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: BUCKETS,
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    // The route and not the address: what people search for is nobody's business.
    request.log.info(
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    )
    durations.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    )
  })
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayMeasure(request, token)) throw problem('not-found')
    reply.type(registry.contentType)
    return registry.metrics()
  })
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/

/** Figures say how busy a bureau is: this machine may read them, and whoever holds the token. A proxy of this machine is not this machine. */
function mayMeasure({ socket, headers }: FastifyRequest, token: string | null): boolean {
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined
  if (!isForwarded && LOOPBACK.test(socket.remoteAddress ?? '')) return true
  if (token === null) return false
  const [given, known] = [headers.authorization ?? '', `Bearer ${token}`].map((text) =>
    hash('sha256', text, 'buffer'),
  )
  return given !== undefined && known !== undefined && timingSafeEqual(given, known)
}
