import type { FastifyInstance } from 'fastify'
import { mayAct } from '#domain/access.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { readHistory } from '#db/queries/history.ts'
import { readDestructionOf } from '#db/queries/lists.ts'
import { readContent } from '#db/queries/objects.ts'
import { readSite } from '#db/queries/organisation.ts'
import { readRecord } from '#db/queries/records.ts'
import { IdParams } from '#api/contract/common.ts'
import { STREAMS } from '#api/contract/streams.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { evidenceFolder } from '#api/evidence/folder.ts'
import { zipOf } from '#api/evidence/zip.ts'
import { dispositionOf } from '#api/downloads.ts'
import { principalOf } from '#api/plugins/identity.ts'
import { problem } from '#api/problem.ts'
import { found, noteView, readAs } from '#api/reading.ts'

/** A record's history as a folder that a stranger checks off line: for auditors who see the record. */
export function evidenceRoutes(app: FastifyInstance, deps: Dependencies): void {
  const schema = { tags: ['records'], params: IdParams }
  app.get(STREAMS.evidence, { schema }, async (request, reply) => {
    const { id } = IdParams.parse(request.params)
    const input = await readAs(deps, principalOf(request), async (tx, { actor, today }) => {
      const record = found(await readRecord(tx, id))
      if (!mayAct(actor, 'audit.read')) throw problem('access.denied')
      noteView(deps, request, {
        personId: actor.personId,
        subjectKind: 'record',
        subjectId: id,
        action: 'download',
      })
      const { listId, certificateId } = await readDestructionOf(tx, id)
      const histories = [
        await readHistory(tx, id),
        ...(listId === null ? [] : [await readHistory(tx, listId)]),
      ]
      const certificate = certificateId === null ? null : ((await readContent(tx, certificateId)) ?? null)
      return { site: await readSite(tx), madeOn: today, histories, certificate, record }
    })
    const { record, ...bundle } = input
    const files = await evidenceFolder({
      ...bundle,
      sql: deps.sql,
      store: deps.store,
      engineId: ENGINE_ID,
    })
    const name = `evidence-${record.archivalCode ?? id}`.replaceAll(/[^\w.-]+/gu, '-')
    reply.header(
      'content-disposition',
      dispositionOf('attachment', { name: `${name}.zip`, mediaType: 'application/zip' }),
    )
    return reply.type('application/zip').send(zipOf(name, files))
  })
}
