import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Principal } from '#db/gate/facts.ts'
import { ROUTES, type Method, type Route, type RouteKey, type Routes } from './contract/routes.ts'
import { principalOf } from './plugins/identity.ts'
import { problem } from './problem.ts'

type Part<R, P extends string> = R extends { readonly [K in P]: infer S extends z.ZodType }
  ? z.output<S>
  : undefined

/** A request whose parts were checked against the table of the wire. */
export interface Call<K extends RouteKey> {
  readonly params: Part<Routes[K], 'params'>
  readonly query: Part<Routes[K], 'query'>
  readonly body: Part<Routes[K], 'body'>
  readonly traceId: string
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** @throws ProblemError `auth.required` when nobody is named */
  readonly principal: () => Principal
  /** @throws ProblemError `request.key-missing` */
  readonly key: () => string
}

/**
 * Signing in and out, a password, a factor, what a security key is to sign: no acts on a record. Sent again they are simply done again.
 * A chunk of an upload is named by its place, and a search is no write.
 */
export const WITHOUT_KEY: ReadonlySet<string> = new Set<RouteKey>([
  'POST /api/session',
  'DELETE /api/session',
  'POST /api/session/password',
  'POST /api/session/factor/options',
  'POST /api/session/factor',
  'POST /api/factor/enrolment',
  'POST /api/factor/confirmation',
  'POST /api/authenticators/options',
  'POST /api/authenticators',
  'DELETE /api/sessions',
  'DELETE /api/sessions/:id',
  'POST /api/tasks/:id/factor-options',
  'POST /api/hand-overs/:id/factor-options',
  'POST /api/upload-sessions/:id/chunks',
  'POST /api/givings/search',
])

type Answer<K extends RouteKey> = z.output<Routes[K]['response']>

interface Options {
  readonly bodyLimit?: number
  /** The body may come as multipart instead; then the handler reads and checks its parts. */
  readonly alsoTakes?: 'multipart'
  readonly rateLimit?: { readonly max: number; readonly timeWindow: number }
}

/** Registers one row of the table of the wire, named alone or with options, and what answers it. */
export function serve<K extends RouteKey>(
  app: FastifyInstance,
  named: K | (Options & { readonly route: K }),
  answer: (call: Call<K>) => Promise<Answer<K>>,
): void {
  const {
    route: key,
    bodyLimit,
    rateLimit,
    alsoTakes,
  }: Options & { readonly route: K } = typeof named === 'string' ? { route: named } : named
  const row: Route = ROUTES[key]
  const [method, url] = key.split(' ') as [Method, string]
  app.route({
    method,
    url,
    schema: schemaOf(row, key),
    ...(bodyLimit === undefined ? {} : { bodyLimit }),
    ...(alsoTakes === undefined ? {} : { validatorCompiler: lenientOnNoBody }),
    config: rateLimit === undefined ? {} : { rateLimit: { ...rateLimit, keyGenerator: ({ ip }) => ip } },
    handler: async (request, reply) => {
      if (method !== 'GET' && !WITHOUT_KEY.has(key)) keyOf(request)
      if (row.body === undefined && !isEmpty(request.body))
        throw problem('request.invalid', { field: 'body' })
      let isKeyUsed = false
      const view = await answer({
        params: request.params as Call<K>['params'],
        query: request.query as Call<K>['query'],
        body: request.body as Call<K>['body'],
        traceId: request.id,
        request,
        reply,
        principal: () => principalOf(request),
        key: () => {
          isKeyUsed = true
          return keyOf(request)
        },
      })
      if (method !== 'GET' && !isKeyUsed && !WITHOUT_KEY.has(key))
        throw new Error(`${key} was done without looking whether it was done before`)
      reply.code(row.status ?? 200)
      return view
    },
  })
}

/** Multipart has no body yet when bodies are checked. */
const lenientOnNoBody: FastifySchemaCompiler<unknown> = (part) => {
  const validate = validatorCompiler({ ...part, schema: part.schema as z.ZodType })
  return part.httpPart === 'body'
    ? (data: unknown) => (data === undefined || data === null ? { value: data } : validate(data))
    : validate
}

function schemaOf(row: Route, key: RouteKey) {
  const [, , area = ''] = key.split('/')
  return {
    tags: [area],
    operationId: key.toLowerCase().replaceAll(/[^a-z]+/g, '-'),
    ...(row.params === undefined ? {} : { params: row.params }),
    querystring: (row.query ?? z.object({})).strict(),
    ...(row.body === undefined || row.body === 'multipart' ? {} : { body: row.body }),
    response: { [row.status ?? 200]: row.response },
  }
}

function isEmpty(body: unknown): boolean {
  return body === undefined || body === null || (typeof body === 'object' && Object.keys(body).length === 0)
}

const KEY_FORM = /^[\x21-\x7e]{8,128}$/

/** The caller's name for this one act: sent again, it is answered again and done once. */
function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !KEY_FORM.test(key)) throw problem('request.key-missing')
  return key
}
