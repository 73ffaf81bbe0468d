import type { FastifyInstance } from 'fastify'
import { mayAct } from '#domain/access.ts'
import { setArchiveFormats } from '#domain/acts/archive-formats.ts'
import { refuse } from '#domain/refusal.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import { readFailing, readFormatLists } from '#db/queries/archive-formats.ts'
import { readNames } from '#db/queries/organisation.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { allowed } from '#api/present/allowed.ts'
import { personView } from '#api/present/words.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { actOnStructure } from '#api/structure-acts.ts'

/** In which formats contents are kept: everybody reads the list, the head of the archives office sets it, the report names what fails. */
export function archiveFormatRoutes(app: FastifyInstance, deps: Dependencies): void {
  const { reference } = deps
  serve(app, 'GET /api/archive-formats', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const lists = await readFormatLists(tx)
      const names = await readNames(
        tx,
        lists.map(({ setBy }) => setBy),
      )
      const { mediaTypes, moment } = lists[0] ?? reference.archiveFormats()
      const denied = mayAct(actor, 'formats.set') ? undefined : refuse('access.denied')
      return {
        mediaTypes: [...mediaTypes],
        moment,
        lists: lists.map(({ setBy, setOn, ...list }) => ({
          ...list,
          mediaTypes: [...list.mediaTypes],
          by: personView(names, setBy),
          on: setOn,
        })),
        allowed: { set: allowed(denied) },
      }
    }),
  )
  serve(app, 'POST /api/archive-formats', async (call) => {
    const [newest] = await readAs(deps, call.principal(), (tx) => readFormatLists(tx))
    const inForce = newest ?? reference.archiveFormats()
    const done = await actOnStructure(deps, call, {
      name: 'formats.set',
      act: 'formats.set',
      decide: (facts) => setArchiveFormats(facts, call.body, inForce),
    })
    return { formatsId: done['formatsId'] ?? '' }
  })
  serve(app, 'GET /api/archive-formats/failing', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx) => {
      const [newest] = await readFormatLists(tx)
      const { items, nextCursor, total } = await readFailing(tx, newest ?? reference.archiveFormats(), query)
      return {
        items: items.map((row) => ({
          ...row,
          title: maskIdentityNumbers(row.title),
          name: row.name === null ? null : maskIdentityNumbers(row.name),
          findings: [...(row.findings ?? [])],
        })),
        nextCursor,
        total,
      }
    }),
  )
}
