import fastifySwagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { WITHOUT_KEY } from '#api/route.ts'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { INTRODUCTION, tagGroups } from './introduction.ts'
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
          session: { type: 'apiKey', in: 'cookie', name: 'everfile_session' },
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
  properties: { file: { type: 'string' as const, format: 'binary' } },
  required: ['file'],
}
/** A record and its files in one call: the JSON as a part, each file as another. */
const HAND_IN = {
  type: 'object' as const,
  properties: {
    record: { $ref: '#/components/schemas/StartLifecycleInput' },
    file: { type: 'array' as const, items: { type: 'string' as const, format: 'binary' } },
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

/** What every route has in common and no schema of a route says: problems, keys of writes, files, what it is for. */
function complete(operation: Operation, method: string, path: string): void {
  const name = `${method.toUpperCase()} ${path}`
  Object.assign(operation.responses ?? {}, { default: PROBLEM })
  const summary = SUMMARIES[name]
  if (summary !== undefined) operation.summary = summary
  if (method !== 'get' && !WITHOUT_KEY.has(name.replaceAll(/\{(\w+)\}/g, ':$1')))
    operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY]
  if (path === '/api/uploads')
    operation.requestBody = { required: true, content: { 'multipart/form-data': { schema: FILES } } }
  const { requestBody: body } = operation
  if (name === 'POST /api/lifecycles' && body !== undefined && 'content' in body)
    Object.assign(body, { content: { ...Object(body.content), 'multipart/form-data': { schema: HAND_IN } } })
}

function completed(document: Document): Document {
  if (!('components' in document) || document.paths === undefined) return document
  const operations: Operation[] = []
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item?.[method]
      if (operation === undefined) continue
      complete(operation, method, path)
      operations.push(operation)
    }
  }
  const components: Record<string, unknown> = { ...document.components }
  components['responses'] = {
    Problem: {
      description: 'What went wrong, by code, and the way out (RFC 9457)',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  }
  return Object.assign({ ...document, components }, { 'x-tagGroups': tagGroups(operations) }) as Document
}
