import type { FastifyInstance } from 'fastify'
import { FormParams } from '#api/contract/paper.ts'
import { STREAMS } from '#api/contract/streams.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { principalOf } from '#api/plugins/identity.ts'
import { formsView, printedForm } from '#api/present/paper.ts'
import { problem } from '#api/problem.ts'
import { serve } from '#api/route.ts'
import { seenRecord } from '#api/seen.ts'

const OBJECTS = { objects: true } as const

/** The printed forms of a file: which there are, and each of them. */
export function formRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/records/:id/forms', async (call) => {
    const { subject } = await seenRecord(deps, call, OBJECTS)
    return formsView(subject)
  })
  const form = { params: FormParams }
  app.get(STREAMS.form, { schema: { tags: ['records'], ...form } }, async (request, reply) => {
    const params = FormParams.parse(request.params)
    const principal = () => principalOf(request)
    const { subject } = await seenRecord(deps, { principal, params, request }, OBJECTS)
    const object = printedForm(subject, params.form)
    if (object === undefined) throw problem('form.not-ready', { form: params.form })
    // The one place that hands out bytes notes the download and proves the digest.
    return reply.redirect(`/api/objects/${object.id}/content?disposition=inline`, 303)
  })
}
