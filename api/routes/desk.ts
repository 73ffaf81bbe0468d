import type { FastifyInstance } from 'fastify'
import { mayAct, type Actor } from '#domain/access.ts'
import { endDeputy, nameDeputy } from '#domain/acts/deputies.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import { decidesMarks } from '#domain/mark-work.ts'
import {
  dropView,
  MOST_VIEWS,
  readColleagues,
  readDeputies,
  readViews,
  saveView,
  type DeputyRow,
} from '#db/queries/desk.ts'
import { readWaitingHandOvers } from '#db/queries/hand-overs.ts'
import { markRead, readNotices, type Duties, type NoticeRow } from '#db/queries/notices.ts'
import { readNames } from '#db/queries/organisation.ts'
import { readFoundMarks } from '#db/queries/quarantine.ts'
import { filingCalendarId } from '#db/gate/structure.ts'
import { newId } from '#db/ids.ts'
import type { NoticeView } from '#api/contract/desk.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { once } from '#api/once.ts'
import { dataOf } from '#api/present/events.ts'
import { handOverNotices, namedInHandOver } from '#api/present/hand-overs.ts'
import { proposalNotice } from '#api/present/proposals.ts'
import { markNotice } from '#api/present/quarantine.ts'
import { orProblem, problem } from '#api/problem.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { proposalsFor } from './proposals.ts'

/** Named filters, the bell, colleagues and deputies: what makes a desk one's own. */
export function deskRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/people', async ({ principal, query }) =>
    readAs(deps, principal(), async (tx) => {
      const rows = await readColleagues(tx, query.q ?? '')
      return {
        items: rows.map(({ id, zh, en, unitZh, unitEn, role }) => ({
          id,
          name: { zh, en },
          unitName: { zh: unitZh, en: unitEn },
          role,
        })),
      }
    }),
  )

  serve(app, 'GET /api/views', async ({ principal }) =>
    readAs(deps, principal(), async (tx) => ({
      items: (await readViews(tx)).map((view) => ({ ...view, search: { ...view.search } })),
    })),
  )
  serve(app, 'POST /api/views', async ({ principal, key, body }) => {
    const write = { name: 'POST /api/views', principal, key, said: body }
    const { answer } = await once(deps, write, async (tx) => {
      const saved = await saveView(tx, { id: newId(), ...body })
      if (saved === undefined) throw problem('view.too-many', { most: MOST_VIEWS })
      return { ...saved, search: { ...saved.search } }
    })
    return answer
  })
  serve(app, 'DELETE /api/views/:id', async ({ principal, key, params }) => {
    const write = { name: 'DELETE /api/views/:id', principal, key, said: params }
    const { answer } = await once(deps, write, async (tx) => {
      if (!(await dropView(tx, params.id))) throw problem('not-found')
      return { done: true as const }
    })
    return answer
  })

  serve(app, 'GET /api/notices', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const told = (await readNotices(tx, dutiesOf(actor))).map(noticeView)
      const waiting = await readWaitingHandOvers(tx)
      const marks = decidesMarks(actor) ? (await readFoundMarks(tx)).items : []
      const proposals = (await proposalsFor(tx, actor)).items
      const named = [
        ...waiting.flatMap(namedInHandOver),
        ...marks.map(({ actorId }) => actorId),
        ...proposals.map(({ proposedBy }) => proposedBy),
      ]
      const names = await readNames(tx, named)
      const asked = [
        ...handOverNotices(waiting, { actor, names }),
        ...marks.map((row) => markNotice(row, names)),
        ...proposals.map((row) => proposalNotice(row, names)),
      ]
      const items = [...told, ...asked].toSorted((a, b) => b.position - a.position)
      return { items, unread: items.filter((notice) => !notice.isRead).length }
    }),
  )
  serve(app, 'POST /api/notices/read', async ({ principal, key, body }) => {
    const write = { name: 'POST /api/notices/read', principal, key, said: body }
    const { answer } = await once(deps, write, async (tx) => {
      await markRead(tx, body.positions)
      return { done: true as const }
    })
    return answer
  })

  deputyRoutes(app, deps)
}

function deputyRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/deputies', async ({ principal }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const [rows, names] = await Promise.all([
        readDeputies(tx),
        readNames(
          tx,
          actor.posts.map((post) => post.unitId),
        ),
      ])
      const posts = actor.posts.flatMap(({ id, role, unitId }) =>
        id === undefined ? [] : [{ id, role, unitName: names.get(unitId) ?? { zh: '—', en: '—' } }],
      )
      return { items: rows.map((row) => deputyView(row, actor.personId)), posts }
    }),
  )
  serve(app, 'POST /api/deputies', async ({ principal, key, body, traceId }) => {
    const facts = { principal: principal(), key: key(), people: [body.deputyId] }
    orProblem(
      await deps.gate.act({ name: 'deputy.name', facts, body, traceId }, (seen) => nameDeputy(seen, body)),
    )
    return { done: true as const }
  })
  serve(app, 'DELETE /api/deputies/:id', async ({ principal, key, params, traceId }) => {
    const facts = { principal: principal(), key: key(), want: { deputies: true } as const }
    orProblem(
      await deps.gate.act({ name: 'deputy.end', facts, body: params, traceId }, (seen) =>
        endDeputy(seen, params),
      ),
    )
    return { done: true as const }
  })
}

function dutiesOf(actor: Actor): Duties {
  const calendarIds = actor.groups.flatMap((group) => {
    const [role, unitId = ''] = group.split('@')
    return role === 'unit-head' || role === 'unit-archivist' ? [filingCalendarId(unitId)] : []
  })
  return { calendarIds, reviewsVital: mayAct(actor, 'vital.review') }
}

function noticeView(row: NoticeRow): NoticeView {
  const { actorId, actorZh, actorEn, canonical, ...notice } = row
  return {
    ...notice,
    title: maskIdentityNumbers(notice.title),
    at: dataOf({ canonical }).at,
    actor: { id: actorId, name: { zh: actorZh, en: actorEn } },
  }
}

function deputyView(row: DeputyRow, personId: string) {
  return {
    id: row.id,
    role: row.role,
    unitName: { zh: row.unitZh, en: row.unitEn },
    principal: { id: row.principalId, name: { zh: row.principalZh, en: row.principalEn } },
    deputy: { id: row.deputyId, name: { zh: row.deputyZh, en: row.deputyEn } },
    fromOn: row.fromOn,
    toOn: row.toOn,
    isMine: row.principalId === personId,
  }
}
