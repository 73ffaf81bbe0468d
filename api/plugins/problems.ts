import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { StoreFault } from '#db/objects/fault.ts'
import { problemOf, type ProblemCode } from '#domain/problems.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { ProblemError, problemView } from '#api/problem.ts'
import type { Screens } from './screens.ts'

interface Needs {
  readonly accessLog: Dependencies['accessLog']
  /** Answers addresses that belong to the screens. */
  readonly screens: Screens | null
}

/** The one place where what went wrong becomes an answer. Set before any route, so that none can answer otherwise. */
export function answerProblems(app: FastifyInstance, { accessLog, screens }: Needs): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error)
    if (problemOf(refusal.code).status >= 500) request.log.error({ err: error }, refusal.code)
    else remember(accessLog, request, refusal)
    return send(request, reply, refusal)
  })
  app.setNotFoundHandler((request, reply) =>
    screens !== null && screens.owns(request)
      ? screens.show(reply)
      : send(request, reply, refuse('not-found')),
  )
}

function send(request: FastifyRequest, reply: FastifyReply, refusal: Refusal) {
  const view = problemView(refusal, request.id)
  return (
    reply
      .code(view.status)
      .type('application/problem+json; charset=utf-8')
      // What may be kept when it comes may not be kept when it does not.
      .header('cache-control', 'no-store')
      .serializer((body: unknown) => JSON.stringify(body))
      .send(view)
  )
}

/** Every refusal is written, also where nobody can be named. */
function remember(accessLog: Dependencies['accessLog'], request: FastifyRequest, { code }: Refusal): void {
  const subjectId = idIn(request.params)
  accessLog.note({
    action: `${request.method} ${request.routeOptions.url ?? 'unknown'}`,
    result: code,
    ...(request.principal === null ? {} : { principal: request.principal }),
    ...(subjectId === undefined ? {} : { subjectId }),
    traceId: request.id,
  })
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function idIn(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null || !('id' in params)) return undefined
  return typeof params.id === 'string' && GUID.test(params.id) ? params.id : undefined
}

const FASTIFY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.media-type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'request.media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_REQ_FILE_TOO_LARGE: 'upload.too-large',
  FST_PARTS_LIMIT: 'request.too-large',
  FST_FILES_LIMIT: 'request.too-large',
  FST_FIELDS_LIMIT: 'request.too-large',
  ERR_STREAM_PREMATURE_CLOSE: 'upload.cut-off',
}

/** SQLSTATE of texts that are no uuid, date or number: cursors and parameters that somebody made up. */
const MADE_UP = new Set(['cursor.invalid', '22P02', '22007', '22008', '22003', '22021', '22P05'])
/** The database is away, closing, starting, full of connections or out of disk. */
const AWAY = /^(08|57P|53)|^(CONNECTION_|CONNECT_TIMEOUT|ECONNREFUSED|ECONNRESET|EPIPE)/

function refusalOf(error: FastifyError): Refusal {
  if (error instanceof ProblemError) return error.refusal
  if (error instanceof StoreFault) return storeRefusal(error)
  if (hasZodFastifySchemaValidationErrors(error))
    return refuse('request.invalid', { issues: issuesOf(error) })
  const known = FASTIFY_CODES[error.code]
  if (known !== undefined) return refuse(known)
  if (MADE_UP.has(error.code)) return refuse('request.invalid')
  if (AWAY.test(error.code ?? '')) return refuse('service.unavailable')
  if (error.statusCode === 429) return refuse('request.rate-limited')
  if (error.statusCode === 413) return refuse('request.too-large')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return refuse('request.invalid')
  return refuse('internal')
}

function storeRefusal({ code }: StoreFault): Refusal {
  switch (code) {
    case 'store.cut-off':
      return refuse('upload.cut-off')
    case 'store.too-large':
      return refuse('upload.too-large')
    default:
      return refuse('store.unavailable')
  }
}

/** Names of fields and what is wrong with them, never what was sent. */
function issuesOf(error: {
  readonly validation: readonly { readonly instancePath: string; readonly message?: string }[]
}) {
  return error.validation
    .slice(0, 20)
    .map(({ instancePath, message }) => ({ field: instancePath.slice(1), message: message ?? '' }))
}
