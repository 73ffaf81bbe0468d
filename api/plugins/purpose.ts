import type { FastifyInstance, FastifyRequest } from 'fastify'
import { purposeOf } from '#domain/personal-files.ts'
import { readPurpose } from '#db/queries/purposes.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the record is opened for, as the access log keeps it; null where nothing needs to be said. */
    purpose: string | null
  }
}

/**
 * Routes that show what a record says: before a person's file is opened its reader has said what for. What is said beside a task, and
 * what lists name, is not among them: a task is a purpose, and lists hold no content. Neither is the cell in which its paper stands:
 * the keeper of the store finds a box without opening it.
 */
const OPENING = /^\/api\/(records\/:id(?!\/placements$)|lifecycles\/:id|objects\/:id\/(content|pages|text))/
/** Asks no more than once in so long whether a session has said it. */
const KNOWN_MS = 60_000
const MOST_KNOWN = 20_000

/** Before anything of a person's file leaves: the purpose was said in this session, or the reader's own task is one. */
export function askPurpose(app: FastifyInstance, deps: Dependencies): void {
  const known = new Map<string, { readonly purpose: string | null; readonly untilMs: number }>()
  app.decorateRequest('purpose', null)
  app.addHook('preHandler', async (request) => {
    const { principal } = request
    if (request.method !== 'GET' || principal?.kind !== 'session') return
    const subject = openedBy(request)
    if (subject === undefined) return
    const name = `${principal.hash} ${subject.id}`
    const before = known.get(name)
    if (before !== undefined && before.untilMs > performance.now()) {
      request.purpose = before.purpose
      return
    }
    const standing = await readAs(deps, principal, async (tx) =>
      readPurpose(tx, { subject, session: principal.hash }),
    )
    // Of what is not seen nothing is told here: the route answers as it does for a missing one.
    if (standing === undefined) return
    const purpose = purposeOf(standing)
    if (purpose.kind === 'missing') throw problem('access.purpose-required', { recordId: standing.recordId })
    request.purpose = purpose.kind === 'known' ? purpose.purpose : null
    if (purpose.kind === 'known' && purpose.lasts === 'task') return
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(name, { purpose: request.purpose, untilMs: performance.now() + KNOWN_MS })
  })
}

function openedBy(request: FastifyRequest) {
  const url = request.routeOptions.url ?? ''
  if (!OPENING.test(url)) return undefined
  const { params } = request
  const id = typeof params === 'object' && params !== null && 'id' in params ? params.id : undefined
  if (typeof id !== 'string') return undefined
  return { of: url.startsWith('/api/objects/') ? ('object' as const) : ('record' as const), id }
}
