import type { FastifyInstance } from 'fastify'
import { delegateTask, handBackTask, reassignTask } from '#domain/acts/pass-task.ts'
import { readSubjectKind } from '#db/queries/comments.ts'
import { dropDraft, readCandidates, saveDraft } from '#db/queries/desk.ts'
import { readTask } from '#db/queries/tasks.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { iso } from '#api/present/words.ts'
import { once } from '#api/once.ts'
import { problem } from '#api/problem.ts'
import { found, noteView, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { actOn } from './tasks.ts'

/** A task goes from hand to hand, and its half-filled form waits where it was left. */
export function passRoutes(app: FastifyInstance, deps: Dependencies): void {
  const act = actOn(deps)

  serve(app, 'GET /api/tasks/:id/candidates', async ({ principal, params, request }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const task = found(await readTask(tx, params.id))
      const { subjectId } = task
      const subjectKind = found(await readSubjectKind(tx, subjectId))
      noteView(deps, request, { personId: actor.personId, subjectKind, subjectId })
      const rows = await readCandidates(tx, task.candidateGroup)
      return {
        items: rows.map((row) => ({
          person: { id: row.id, name: { zh: row.zh, en: row.en } },
          unitName: { zh: row.unitZh, en: row.unitEn },
          deputyOf:
            row.principalId === null
              ? null
              : { id: row.principalId, name: { zh: row.principalZh ?? '', en: row.principalEn ?? '' } },
        })),
      }
    }),
  )
  serve(app, 'POST /api/tasks/:id/delegation', async (call) => {
    const input = { taskId: call.params.id, ...call.body }
    return act(call, { name: 'task.delegate', input, people: [call.body.to] }, delegateTask)
  })
  serve(app, 'POST /api/tasks/:id/hand-back', async (call) =>
    act(call, { name: 'task.hand-back', input: { taskId: call.params.id } }, handBackTask),
  )
  serve(app, 'POST /api/tasks/:id/reassignment', async (call) => {
    const { to, reason } = call.body
    const people = to === null ? [] : [to]
    return act(
      call,
      { name: 'task.reassign', input: { taskId: call.params.id, to, reason }, people },
      reassignTask,
    )
  })

  serve(app, 'POST /api/tasks/:id/draft', async ({ principal, key, params, body }) => {
    const said = { ...params, ...body }
    const write = { name: 'POST /api/tasks/:id/draft', principal, key, said }
    const { answer } = await once(deps, write, async (tx) => {
      if ((await readTask(tx, params.id)) === undefined) throw problem('not-found')
      const savedAt = await saveDraft(tx, params.id, body.values)
      if (savedAt === undefined) throw problem('task.not-open')
      return { savedAt: iso(savedAt) }
    })
    return answer
  })
  serve(app, 'DELETE /api/tasks/:id/draft', async ({ principal, key, params }) => {
    const write = { name: 'DELETE /api/tasks/:id/draft', principal, key, said: params }
    const { answer } = await once(deps, write, async (tx) => {
      await dropDraft(tx, params.id)
      return { done: true as const }
    })
    return answer
  })
}
