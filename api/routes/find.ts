import type { FastifyInstance } from 'fastify'
import { mayAct } from '#domain/access.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import { searchWordsOf } from '#domain/search.ts'
import { readColleagues } from '#db/queries/desk.ts'
import { findBatches, findLists, type FoundListRow } from '#db/queries/find.ts'
import { readFirstFound } from '#db/queries/records.ts'
import { readTasks, type TaskListRow } from '#db/queries/tasks.ts'
import { readHitPages } from '#db/search/query.ts'
import type { FindView } from '#api/contract/find.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { foundItems, searchDetail } from '#api/present/found.ts'
import { taskSummary } from '#api/present/tasks.ts'
import { placeView } from '#api/present/words.ts'
import { problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { stubsAmong } from '#api/stubs-among.ts'

/** As many of a kind as one takes in at a glance; the list of the kind has the rest. */
const MOST_OF_A_KIND = 6

/** One box for everything: what its reader sees in the lists is found here, and nothing else. */
export function findRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/find', async ({ principal, query, traceId }) => {
    const { q } = query
    const words = searchWordsOf(q)
    if (words === undefined) throw problem('request.invalid', { field: 'q' })
    return readAs(deps, principal(), async (tx, { actor, today }): Promise<FindView> => {
      const { personId } = actor
      deps.accessLog.note({ personId, action: 'search', result: 'ok', detail: searchDetail(q), traceId })
      const found = await readFirstFound(tx, words, MOST_OF_A_KIND)
      const texts = new Map(
        (await readHitPages(tx, found.hits)).map(({ objectId, page, text }) => [`${objectId}/${page}`, text]),
      )
      const tasks: TaskListRow[] = []
      for (const view of ['mine', 'group'] as const)
        tasks.push(...(await readTasks(tx, { view, q, limit: MOST_OF_A_KIND })).items)
      const people = mayAct(actor, 'person.find') ? await readColleagues(tx, q) : []
      const stubs = await stubsAmong(deps, tx, { actor, traceId, query, most: MOST_OF_A_KIND })
      return {
        stubs: stubs.items,
        records: foundItems(deps, found, { needles: words.needles, texts }),
        lists: (await findLists(tx, q, MOST_OF_A_KIND)).map((row) => listView(deps, row)),
        batches: (await findBatches(tx, q, MOST_OF_A_KIND)).map((row) => listView(deps, row)),
        tasks: tasks
          .slice(0, MOST_OF_A_KIND)
          .map((row) => taskSummary(row, { reference: deps.reference, personId, today }))
          .map(({ id, title, code, stepName, dueOn, isMine }) => ({
            id,
            title,
            code,
            stepName,
            dueOn,
            isMine,
          })),
        people: people.slice(0, MOST_OF_A_KIND).map(({ id, zh, en, unitZh, unitEn, role }) => ({
          id,
          name: { zh, en },
          unitName: { zh: unitZh, en: unitEn },
          role,
        })),
      }
    })
  })
}

function listView({ reference }: Dependencies, row: FoundListRow): FindView['lists'][number] {
  const { id, number, title } = row
  return { id, number, title: maskIdentityNumbers(title), place: placeView(reference, row) }
}
