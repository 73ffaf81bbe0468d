import type { FastifyInstance } from 'fastify'
import { addPages, withdrawPage, type PageUpload } from '#domain/acts/paper-acts.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readScanLimits } from '#db/reference/scan-limits.ts'
import { actOnRecord, byWhom } from '#api/acting.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { pagesView } from '#api/present/paper.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { seenRecord } from '#api/seen.ts'

const OBJECTS = { objects: true } as const

/** The page images of a scanned file. */
export function pageRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/records/:id/pages', async (call) => {
    const { facts, subject } = await seenRecord(deps, call, OBJECTS)
    const people = subject.rows.all('scanPass').flatMap(({ scannedBy, judgedBy }) => [scannedBy, judgedBy])
    const names = await readAs(deps, call.principal(), async (tx) => readNames(tx, people))
    return pagesView(subject, { facts, names, limits: readScanLimits() })
  })
  serve(app, 'POST /api/records/:id/pages', async (call) => {
    const pages = call.body.pages.map(({ uploadId, page }): PageUpload => ({
      uploadId,
      ...(page === undefined ? {} : { page }),
    }))
    const said = { recordId: call.params.id, pages }
    const beside = { want: OBJECTS, uploads: pages.map(({ uploadId }) => uploadId) }
    const act = { ...byWhom(call), name: 'scan.add-pages', said, beside }
    const answer = await actOnRecord(deps, act, (facts) => addPages(facts, said))
    return { pages: addedIn(answer['pages']) }
  })
  serve(app, 'DELETE /api/records/:id/pages/:page', async (call) => {
    const said = { recordId: call.params.id, page: call.params.page }
    const act = { ...byWhom(call), name: 'scan.withdraw-page', said, beside: { want: OBJECTS } }
    await actOnRecord(deps, act, (facts) => withdrawPage(facts, said))
    return { done: true as const }
  })
}

function addedIn(pages: unknown): { page: number; objectId: string }[] {
  if (!Array.isArray(pages)) throw new Error('the act answered no pages')
  return pages.map((added: unknown) => {
    const known = new Map<string, unknown>(Object.entries(Object(added)))
    return { page: Number(known.get('page')), objectId: String(known.get('objectId')) }
  })
}
