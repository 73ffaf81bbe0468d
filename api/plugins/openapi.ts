import { readFileSync } from 'node:fs'
import fastifySwagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { isProblemCode, problemOf } from '#domain/problems.ts'
import { WITHOUT_KEY } from '#api/route.ts'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { describeFields, describeParameters } from './field-descriptions.ts'
import { INTRODUCTION, tagGroups } from './introduction.ts'
import { referenced } from './referenced.ts'
import { SUMMARIES } from './operations.ts'

/** OpenAPI 3.1 from the table of the wire; `openapi.json` is its committed copy. */
export function describeApi(app: FastifyInstance, version: string): void {
  void app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Everfile',
        version,
        description: INTRODUCTION,
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'everfile_session', description: COOKIE },
          key: { type: 'http', scheme: 'bearer', bearerFormat: 'evk_<id>.<secret>' },
        },
      },
      security: [{ session: [] }, { key: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (input) => completed(jsonSchemaTransformObject(input)),
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

const COOKIE = 'Over TLS its name is `__Host-everfile_session`. A write by it carries `X-CSRF-Token` as well.'

type Document = ReturnType<typeof jsonSchemaTransformObject>

const METHODS = ['get', 'post', 'delete'] as const
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Names this one act; sent again with the same body it is answered again and done once.',
  schema: { type: 'string', minLength: 8, maxLength: 128 },
} as const
const FILES = {
  type: 'object' as const,
  properties: {
    file: { type: 'string' as const, format: 'binary', description: 'The file, with its name' },
  },
  required: ['file'],
}
/** A record and its files in one call: the JSON as a part, each file as another. */
const HAND_IN = {
  type: 'object' as const,
  properties: {
    record: {
      $ref: '#/components/schemas/StartLifecycleInput',
      description: 'The record, as JSON with its media type',
    },
    file: {
      type: 'array' as const,
      description: 'The files, each with its name, in their order',
      items: { type: 'string' as const, format: 'binary' },
    },
  },
  required: ['record'],
}
const PROBLEM = { $ref: '#/components/responses/Problem' } as const
/** As much of an operation as is written here. */
interface Operation {
  readonly tags?: readonly string[]
  readonly responses?: object
  summary?: string
  parameters?: unknown[]
  requestBody?: object
}

interface Completing {
  readonly method: string
  readonly path: string
  readonly refusals: Refusals
}

/** What every route has in common and no schema of a route says: problems, keys of writes, files, what it is for. */
function complete(operation: Operation, { method, path, refusals }: Completing): void {
  const name = `${method.toUpperCase()} ${path}`
  Object.assign(operation.responses ?? {}, refusalsOf(name, refusals), { default: PROBLEM })
  Object.assign(operation.responses ?? {}, bytesOf(path))
  describeParameters(operation.parameters ?? [])
  const summary = SUMMARIES[name]
  if (summary !== undefined) operation.summary = summary
  if (method !== 'get' && !WITHOUT_KEY.has(name.replaceAll(/\{(\w+)\}/g, ':$1')))
    operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY]
  if (path === '/api/uploads')
    operation.requestBody = { required: true, content: { 'multipart/form-data': { schema: FILES } } }
  const { requestBody: body } = operation
  describeFields('', body)
  if (name === 'POST /api/lifecycles' && body !== undefined && 'content' in body)
    Object.assign(body, { content: { ...Object(body.content), 'multipart/form-data': { schema: HAND_IN } } })
}

type Refusals = Readonly<Record<string, readonly string[]>>

/** Written by `scripts/openapi.ts` from the source. */
function readRefusals(): Refusals {
  return JSON.parse(readFileSync(new URL('./refusals.json', import.meta.url), 'utf8')) as Refusals
}

/** What an operation may refuse, by status. What each code means stands once, at the end of the introduction. */
function refusalsOf(name: string, refusals: Refusals): object {
  const codes = (refusals[name] ?? []).filter(isProblemCode)
  const byStatus = Map.groupBy(codes, (code) => String(problemOf(code).status))
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      status,
      {
        description: some.map((code) => `\`${code}\``).join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

/** Addresses that answer with bytes, by how they end; the rest answers with JSON. */
const BYTES: Readonly<Record<string, readonly string[]>> = {
  '.pdf': ['application/pdf'],
  '.png': ['image/png'],
  '.csv': ['text/csv'],
  '.zip': ['application/zip'],
  '/content': ['application/octet-stream'],
  '/exports': ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  '/stream': ['text/event-stream'],
}
const RAW = { schema: { type: 'string', format: 'binary' } } as const

/** What is answered where no schema of the route says it; nothing where one does. */
function bytesOf(path: string): object {
  if (path === '/api/oidc' || path === '/api/oidc/back') return { '200': undefined, '302': GO_ON }
  const [, types] = Object.entries(BYTES).find(([end]) => path.endsWith(end)) ?? []
  if (types === undefined) return {}
  return {
    '200': { description: 'The bytes', content: Object.fromEntries(types.map((type) => [type, RAW])) },
  }
}
const GO_ON = {
  description: 'Where the browser goes on',
  headers: { Location: { schema: { type: 'string', format: 'uri' }, description: 'Address to go on at' } },
} as const

function completed(document: Document): Document {
  if (!('components' in document) || document.paths === undefined) return document
  const operations: Operation[] = []
  const refusals = readRefusals()
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item?.[method]
      if (operation === undefined) continue
      complete(operation, { method, path, refusals })
      operations.push(operation)
      describeFields('', operation.responses)
    }
  }
  const responses = {
    Problem: {
      description: 'What went wrong, by code, and the way out (RFC 9457)',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  }
  const schemas = referenced([document.paths, responses], document.components?.schemas ?? {})
  for (const [name, schema] of Object.entries(schemas)) describeFields(name, schema)
  const components = { ...document.components, schemas, responses }
  return Object.assign({ ...document, components }, { 'x-tagGroups': tagGroups(operations) }) as Document
}
