import fastifyMultipart from '@fastify/multipart'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { validatorCompiler } from 'fastify-type-provider-zod'
import { newId } from '#db/ids.ts'
import type { Dependencies } from './dependencies.ts'
import { setHeaders } from './plugins/headers.ts'
import { identify } from './plugins/identity.ts'
import { measure, openMetrics } from './plugins/metrics.ts'
import { describeApi } from './plugins/openapi.ts'
import { guardOrigin } from './plugins/origin.ts'
import { answerProblems } from './plugins/problems.ts'
import { limitRates } from './plugins/rate-limits.ts'
import { serveReference } from './plugins/reference.ts'
import { askPurpose } from './plugins/purpose.ts'
import { refuseStubContent } from './plugins/stub-content.ts'
import { openScreens, serveScreens } from './plugins/screens.ts'
import { serializerFor } from './plugins/serializer.ts'
import { accountRoutes } from './routes/accounts.ts'
import { rightsRoutes } from './routes/rights.ts'
import { accessRequestRoutes } from './routes/access-requests.ts'
import { relationRoutes } from './routes/relations.ts'
import { auditRoutes } from './routes/audit.ts'
import { checkpointRoutes } from './routes/checkpoints.ts'
import { verificationRoutes } from './routes/verifications.ts'
import { clockRoutes } from './routes/clock.ts'
import { disposalRoutes } from './routes/disposal.ts'
import { transferCopyRoutes } from './routes/transfer-copies.ts'
import { redatingRoutes } from './routes/redatings.ts'
import { scheduleRoutes } from './routes/schedules.ts'
import { scheduleTableRoutes } from './routes/schedule-tables.ts'
import { transferRoutes } from './routes/transfer.ts'
import { endByHandRoutes, ownRuleRoutes } from './routes/end-by-hand.ts'
import { forecastRoutes } from './routes/forecast.ts'
import { whatIfRoutes } from './routes/what-if.ts'
import { evidenceRoutes } from './routes/evidence.ts'
import { factorRoutes } from './routes/factors.ts'
import { findRoutes } from './routes/find.ts'
import { handOverRoutes } from './routes/hand-overs.ts'
import { healthRoutes } from './routes/health.ts'
import { holdRoutes } from './routes/holds.ts'
import { standingHoldRoutes } from './routes/standing-holds.ts'
import { importRoutes } from './routes/imports.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { keyRoutes } from './routes/keys.ts'
import { oidcRoutes } from './routes/oidc.ts'
import { objectRoutes } from './routes/objects.ts'
import { organisationRoutes } from './routes/organisation.ts'
import { metadataRoutes } from './routes/metadata.ts'
import { errandRoutes } from './routes/errands.ts'
import { filedItemRoutes } from './routes/filed-items.ts'
import { filingRoutes } from './routes/filings.ts'
import { codeRoutes } from './routes/codes.ts'
import { archiveFormatRoutes } from './routes/archive-formats.ts'
import { givingRoutes } from './routes/givings.ts'
import { variantRoutes } from './routes/variants.ts'
import { vitalRoutes } from './routes/vital.ts'
import { gradeRoutes } from './routes/grades.ts'
import { proposalRoutes } from './routes/proposals.ts'
import { quarantineRoutes } from './routes/quarantine.ts'
import { secretStubRoutes } from './routes/secret-stubs.ts'
import { schemeRoutes } from './routes/schemes.ts'
import { structureRoutes } from './routes/structure.ts'
import { workingDayRoutes } from './routes/working-days.ts'
import { contentsRoutes } from './routes/contents.ts'
import { formRoutes } from './routes/forms.ts'
import { pageRoutes } from './routes/pages.ts'
import { shelfRoutes } from './routes/shelf.ts'
import { streamRoutes } from './routes/stream.ts'
import { lifecycleRoutes } from './routes/lifecycles.ts'
import { probeRoutes } from './routes/probes.ts'
import { recordRoutes } from './routes/records.ts'
import { replayRoutes } from './routes/replay.ts'
import { searchRoutes } from './routes/search.ts'
import { sessionRoutes } from './routes/session.ts'
import { commentRoutes } from './routes/comments.ts'
import { courseRoutes } from './routes/course.ts'
import { exportRoutes } from './routes/exports.ts'
import { deskRoutes } from './routes/desk.ts'
import { passRoutes } from './routes/pass-tasks.ts'
import { taskRoutes } from './routes/tasks.ts'
import { uploadSessionRoutes } from './routes/upload-sessions.ts'
import { uploadRoutes } from './routes/uploads.ts'
import { UPLOAD_LIMIT_BYTES } from './uploads.ts'

const ROUTES_OF = [
  probeRoutes,
  sessionRoutes,
  factorRoutes,
  oidcRoutes,
  accountRoutes,
  taskRoutes,
  passRoutes,
  commentRoutes,
  deskRoutes,
  courseRoutes,
  exportRoutes,
  recordRoutes,
  searchRoutes,
  findRoutes,
  lifecycleRoutes,
  uploadRoutes,
  uploadSessionRoutes,
  objectRoutes,
  contentsRoutes,
  pageRoutes,
  shelfRoutes,
  formRoutes,
  metadataRoutes,
  holdRoutes,
  standingHoldRoutes,
  disposalRoutes,
  transferRoutes,
  scheduleRoutes,
  scheduleTableRoutes,
  redatingRoutes,
  importRoutes,
  whatIfRoutes,
  endByHandRoutes,
  ownRuleRoutes,
  forecastRoutes,
  transferCopyRoutes,
  incidentRoutes,
  organisationRoutes,
  structureRoutes,
  accessRequestRoutes,
  relationRoutes,
  handOverRoutes,
  rightsRoutes,
  schemeRoutes,
  codeRoutes,
  gradeRoutes,
  givingRoutes,
  variantRoutes,
  vitalRoutes,
  archiveFormatRoutes,
  secretStubRoutes,
  proposalRoutes,
  quarantineRoutes,
  workingDayRoutes,
  filedItemRoutes,
  errandRoutes,
  filingRoutes,
  auditRoutes,
  checkpointRoutes,
  verificationRoutes,
  replayRoutes,
  evidenceRoutes,
  clockRoutes,
  keyRoutes,
  healthRoutes,
  streamRoutes,
]

/** JSON that people and systems send; files come as multipart with their own limit. */
const BODY_LIMIT_BYTES = 2 * 1024 * 1024
/** A client that sends slower than this holds a connection that others need. */
const REQUEST_TIMEOUT_MS = 300_000

/** The application without a port: what it reaches comes in, and a test can ask it without a network. */
export function buildApp(given: Dependencies): FastifyInstance {
  const logger: FastifyBaseLogger = given.logger
  const app = Fastify({
    loggerInstance: logger,
    // A trace id of 16 bytes; in the order of time, as ids are.
    genReqId: () => newId().replaceAll('-', ''),
    requestIdHeader: false,
    trustProxy: given.config.http.proxies.length > 0 && [...given.config.http.proxies],
    logController: new LogController({ requestIdLogLabel: 'traceId', disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: 200 },
  })
  const metrics = openMetrics(given)
  const deps: Dependencies = { ...given, gate: metrics.gate }
  const screens = deps.screens === null ? null : openScreens(deps.screens)

  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerFor(deps.answers))
  answerProblems(app, { accessLog: deps.accessLog, screens })
  takeEmptyJson(app)
  setHeaders(app, deps.config)
  const isKnown = identify(app, deps)
  guardOrigin(app, deps.config)
  measure(app, metrics.registry, deps.config.http.metricsToken)
  limitRates(app, { ...deps, isKnown })
  askPurpose(app, deps)
  refuseStubContent(app, deps)
  void app.register(fastifyMultipart, {
    limits: { fileSize: UPLOAD_LIMIT_BYTES + 1, files: 200, parts: 210, fieldSize: 1024 * 1024 },
    throwFileSizeLimit: false,
  })
  describeApi(app, deps.version)
  serveReference(app)
  void app.register(async (routes) => {
    for (const register of ROUTES_OF) register(routes, deps)
  })
  if (deps.screens !== null && screens !== null) serveScreens(app, { folder: deps.screens, screens })
  app.addHook('onClose', async () => deps.accessLog.flush())
  return app
}

/** A write that has nothing to say may name JSON and send no body. */
function takeEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, body.toString(), done)
  })
}
