import fastifySwagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { WITHOUT_KEY } from '#api/route.ts'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'

/** OpenAPI 3.1 from the table of the wire; `openapi.json` is its committed copy. */
export function describeApi(app: FastifyInstance, version: string): void {
  void app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Everfile',
        version,
        description:
          'Records from their creation to their certified end. Errors are problem+json (RFC 9457) with a code and a way out.',
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
const PROBLEM = { $ref: '#/components/responses/Problem' } as const
/** What every route has in common and no schema of a route says: problems, keys of writes, files. */
function completed(document: Document): Document {
  if (!('components' in document) || document.paths === undefined) return document
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item?.[method]
      if (operation === undefined) continue
      Object.assign(operation.responses ?? {}, { default: PROBLEM })
      if (method !== 'get' && !WITHOUT_KEY.has(`${method.toUpperCase()} ${path}`))
        operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY] as NonNullable<
          typeof operation.parameters
        >
      if (path === '/api/uploads')
        operation.requestBody = { required: true, content: { 'multipart/form-data': { schema: FILES } } }
    }
  }
  const components: Record<string, unknown> = { ...document.components }
  components['responses'] = {
    Problem: {
      description: 'What went wrong, by code, and the way out (RFC 9457)',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  }
  return { ...document, components } as Document
}
