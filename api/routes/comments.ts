import type { FastifyInstance } from 'fastify'
import { addComment } from '#domain/acts/comment.ts'
import { readComments, readSubjectKind, type CommentRow } from '#db/queries/comments.ts'
import { readNames, type Names } from '#db/queries/organisation.ts'
import type { CommentView } from '#api/contract/desk.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { dataOf } from '#api/present/events.ts'
import { personView } from '#api/present/words.ts'
import { orProblem } from '#api/problem.ts'
import { noteView, readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'

/** What colleagues say beside a record or a list; `:id` is the record's or the list's. */
export function commentRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/comments/:id', async ({ principal, params, request }) =>
    readAs(deps, principal(), async (tx, { actor }) => {
      const kind = await readSubjectKind(tx, params.id)
      if (kind !== undefined)
        noteView(deps, request, { personId: actor.personId, subjectKind: kind, subjectId: params.id })
      const rows = await readComments(tx, params.id)
      const names = await readNames(tx, rows.flatMap(mentionsOf))
      return { items: rows.map((row) => commentView(row, names)) }
    }),
  )
  serve(app, 'POST /api/comments/:id', async ({ principal, key, params, body, traceId }) => {
    const said = { subjectId: params.id, ...body }
    const facts = { principal: principal(), key: key(), subjects: [params.id] }
    const act = await deps.gate.act({ name: 'comment.add', facts, body: said, traceId }, (seen) =>
      addComment(seen, said),
    )
    return { commentId: textIn(orProblem(act).answer, 'commentId') }
  })
}

function mentionsOf(row: CommentRow): readonly string[] {
  const { mentions } = dataOf(row).data
  return Array.isArray(mentions) ? mentions.map(String) : []
}

function commentView(row: CommentRow, names: Names): CommentView {
  const { at, data } = dataOf(row)
  return {
    id: String(data['id']),
    taskId: typeof data['taskId'] === 'string' ? data['taskId'] : null,
    author: { id: row.authorId, name: { zh: row.authorZh, en: row.authorEn } },
    at,
    text: row.text,
    mentions: mentionsOf(row).map((id) => personView(names, id)),
  }
}
