import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { addPages, movePaper, saveContents, withdrawPage, type PageUpload } from '#domain/acts/paper-acts.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { addItem, closeRecord, reopenRecord, withdrawItem } from '#domain/acts/reopen-record.ts'
import type { ContentsEntry } from '#domain/contents.ts'
import type { FactsRequest, Principal } from '#db/gate/facts.ts'
import type { Accepted } from '#db/gate/gate.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readCell, readLocations, readPlacements } from '#db/queries/paper.ts'
import { readScanLimits } from '#db/reference/scan-limits.ts'
import { FormParams, type ContentsEntryInput } from '#api/contract/paper.ts'
import { STREAMS } from '#api/contract/streams.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import {
  cellView,
  contentsView,
  formsView,
  locationsView,
  pagesView,
  placementsView,
  printedForm,
  type RecordSubject,
} from '#api/present/paper.ts'
import { principalOf } from '#api/plugins/identity.ts'
import { orProblem, problem } from '#api/problem.ts'
import { factsFor, found, noteView, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import type { z } from 'zod'

/** Five hundred entries of a contents list with their titles. */
const CONTENTS_LIMIT_BYTES = 2 * 1024 * 1024

/** Contents list, page images and shelf of a paper file. */
export function paperRoutes(app: FastifyInstance, deps: Dependencies): void {
  const act = actOn(deps)

  serve(app, 'GET /api/records/:id/contents', async ({ principal, params, request }) => {
    const { facts, subject } = await seen(deps, { principal: principal(), id: params.id, request })
    return contentsView(facts, subject)
  })
  serve(app, { route: 'POST /api/records/:id/contents', bodyLimit: CONTENTS_LIMIT_BYTES }, async (call) => {
    const said = { recordId: call.params.id, entries: call.body.entries.map(entryOf) }
    const { answer } = await act(call, { name: 'record.save-contents', body: said }, (facts) =>
      saveContents(facts, said),
    )
    return { entries: Number(answer['entries']), pages: Number(answer['pages']) }
  })

  serve(app, 'POST /api/records/:id/reopening', async (call) => {
    const said = { recordId: call.params.id, reason: call.body.reason }
    await act(call, { name: 'record.reopen', body: said }, (facts) => reopenRecord(facts, said))
    return { done: true as const }
  })
  serve(app, 'POST /api/records/:id/closing', async (call) => {
    const said = { recordId: call.params.id, reason: call.body.reason, counted: call.body.items ?? null }
    await act(call, { name: 'record.close', body: said }, (facts) => closeRecord(facts, said))
    return { done: true as const }
  })
  serve(app, 'POST /api/records/:id/items', async (call) => {
    const said = { recordId: call.params.id, entry: entryOf(call.body.entry) }
    const { answer } = await act(
      call,
      { name: 'record.add-item', body: said, facts: { want: CASE } },
      (facts) => addItem(facts, said),
    )
    return { itemId: textIn(answer, 'itemId'), no: Number(answer['no']) }
  })
  serve(app, 'POST /api/records/:id/items/:itemId/withdrawal', async (call) => {
    const said = { recordId: call.params.id, itemId: call.params.itemId, reason: call.body.reason }
    const whole = { name: 'record.withdraw-item', body: said, facts: { want: CASE } }
    await act(call, whole, (facts) => withdrawItem(facts, said))
    return { done: true as const }
  })

  serve(app, 'GET /api/records/:id/pages', async ({ principal, params, request }) => {
    const { facts, subject } = await seen(deps, { principal: principal(), id: params.id, request })
    const people = subject.rows.all('scanPass').flatMap(({ scannedBy, judgedBy }) => [scannedBy, judgedBy])
    const names = await readAs(deps, principal(), async (tx) => readNames(tx, people))
    return pagesView(subject, { facts, names, limits: readScanLimits() })
  })
  serve(app, 'POST /api/records/:id/pages', async (call) => {
    const pages = call.body.pages.map(({ uploadId, page }): PageUpload => ({
      uploadId,
      ...(page === undefined ? {} : { page }),
    }))
    const said = { recordId: call.params.id, pages }
    const uploads = pages.map(({ uploadId }) => uploadId)
    const { answer } = await act(call, { name: 'scan.add-pages', body: said, facts: { uploads } }, (facts) =>
      addPages(facts, said),
    )
    return { pages: addedIn(answer['pages']) }
  })
  serve(app, 'DELETE /api/records/:id/pages/:page', async (call) => {
    const said = { recordId: call.params.id, page: call.params.page }
    await act(call, { name: 'scan.withdraw-page', body: said }, (facts) => withdrawPage(facts, said))
    return { done: true as const }
  })

  serve(app, 'GET /api/records/:id/placements', async ({ principal, params, request }) => {
    const { facts } = await seen(deps, { principal: principal(), id: params.id, request })
    return readAs(deps, principal(), async (tx) => {
      const rows = await readPlacements(tx, params.id)
      const names = await readNames(
        tx,
        rows.map(({ placedBy }) => placedBy),
      )
      return placementsView(facts, { recordId: params.id, rows, names })
    })
  })
  serve(app, 'POST /api/records/:id/placements', async (call) => {
    const { barcode, reason, boxNumber = null } = call.body
    const said = { recordId: call.params.id, barcode, reason, boxNumber }
    const { answer } = await act(
      call,
      { name: 'paper.move', body: said, facts: { cell: barcode } },
      (facts) => movePaper(facts, said),
    )
    return {
      barcode: textIn(answer, 'barcode'),
      from: answer['from'] === null ? null : textIn(answer, 'from'),
    }
  })

  serve(app, 'GET /api/records/:id/forms', async ({ principal, params, request }) => {
    const { subject } = await seen(deps, { principal: principal(), id: params.id, request })
    return formsView(subject)
  })
  const form = { params: FormParams }
  app.get(STREAMS.form, { schema: { tags: ['records'], ...form } }, async (request, reply) => {
    const params = FormParams.parse(request.params)
    const { subject } = await seen(deps, { principal: principalOf(request), id: params.id, request })
    const object = printedForm(subject, params.form)
    if (object === undefined) throw problem('form.not-ready', { form: params.form })
    // The one place that hands out bytes notes the download and proves the digest.
    return reply.redirect(`/api/objects/${object.id}/content?disposition=inline`, 303)
  })

  serve(app, 'GET /api/locations', async ({ principal }) =>
    readAs(deps, principal(), async (tx) => locationsView(await readLocations(tx))),
  )
  serve(app, 'GET /api/locations/cells/:barcode', async ({ principal, params }) =>
    readAs(deps, principal(), async (tx) => {
      const cell = await readCell(tx, params.barcode)
      if (cell === undefined) throw problem('cell.unknown', { barcode: params.barcode })
      return cellView(cell)
    }),
  )
}

/** An entry as it was sent; a class that nobody said is left out. */
function entryOf({ classCode, ...entry }: z.output<typeof ContentsEntryInput>): ContentsEntry {
  return { ...entry, ...(classCode === undefined || classCode === null ? {} : { classCode }) }
}

interface Calling {
  readonly params: { readonly id: string }
  readonly traceId: string
  readonly principal: () => Principal
  readonly key: () => string
}

interface Act {
  readonly name: string
  readonly body: unknown
  readonly facts?: Partial<FactsRequest>
}

/** A term of the other volumes of the case may start with this one. */
const CASE = { objects: true, case: true } as const

/** One act on a record through the gate, with everything that belongs to it among the facts. */
function actOn(deps: Dependencies) {
  return async (
    { params, principal, key, traceId }: Calling,
    { name, body, facts }: Act,
    decide: (facts: ActFacts) => Decision,
  ): Promise<Accepted> => {
    const request = {
      principal: principal(),
      key: key(),
      subjects: [params.id],
      want: { objects: true } as const,
      ...facts,
    }
    return orProblem(await deps.gate.act({ name, facts: request, body, traceId }, decide))
  }
}

interface Looking {
  readonly principal: Principal
  readonly id: string
  readonly request: FastifyRequest
}

async function seen(
  deps: Dependencies,
  { principal, id, request }: Looking,
): Promise<{ readonly facts: ActFacts; readonly subject: RecordSubject }> {
  const facts = await factsFor(deps, { principal, subjects: [id], want: { objects: true } })
  const subject = found(subjectOf(facts, id))
  if (subject.kind !== 'record') throw problem('not-found')
  noteView(deps, request, { personId: facts.actor.personId, subjectKind: 'record', subjectId: id })
  return { facts, subject }
}

function addedIn(pages: unknown): { page: number; objectId: string }[] {
  if (!Array.isArray(pages)) throw new Error('the act answered no pages')
  return pages.map((added: unknown) => {
    const known = new Map<string, unknown>(Object.entries(Object(added)))
    return { page: Number(known.get('page')), objectId: String(known.get('objectId')) }
  })
}
