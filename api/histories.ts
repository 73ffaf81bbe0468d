import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { SubjectKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'
import type { Principal } from '#db/gate/facts.ts'
import { readEvents } from '#db/queries/events.ts'
import { readList } from '#db/queries/lists.ts'
import { readRecord } from '#db/queries/records.ts'
import { readBatch } from '#db/queries/transfer.ts'
import { verifyStream } from '#db/verify.ts'
import type { PageQuery } from './contract/common.ts'
import type { VerificationView } from './contract/records.ts'
import type { Dependencies } from './dependencies.ts'
import { codeWords } from './present/code-words.ts'
import { eventView } from './present/events.ts'
import { found, noteView, readAs, readAtOneMoment } from './reading.ts'

interface HistoryRequest {
  readonly principal: Principal
  readonly kind: SubjectKind
  readonly id: string
  readonly request: FastifyRequest
}

const SUBJECTS = {
  record: readRecord,
  'disposal-list': readList,
  'transfer-batch': readBatch,
} as const

async function readSubject(
  tx: Tx,
  kind: SubjectKind,
  id: string,
): Promise<{ readonly id: string } | undefined> {
  return SUBJECTS[kind](tx, id)
}

/** The history of a record, a list or a batch, newest first, for whoever sees the thing itself. */
export async function historyOf(
  deps: Dependencies,
  { principal, kind, id, query, request }: HistoryRequest & { readonly query: z.output<typeof PageQuery> },
) {
  return readAs(deps, principal, async (tx, { actor }) => {
    found(await readSubject(tx, kind, id))
    noteView(deps, request, { personId: actor.personId, subjectKind: kind, subjectId: id })
    const { items, nextCursor, total } = await readEvents(tx, id, query)
    const words = codeWords(deps.reference, kind)
    return { items: items.map((event) => eventView(event, words)), nextCursor, total }
  })
}

/** Every hash of the history computed again, and the tables compared with the fold of the events. */
export async function verificationOf(
  deps: Dependencies,
  { principal, kind, id, request }: HistoryRequest,
): Promise<VerificationView> {
  const begunAt = performance.now()
  return readAtOneMoment(deps, principal, async (tx, { actor }) => {
    found(await readSubject(tx, kind, id))
    noteView(deps, request, { personId: actor.personId, subjectKind: kind, subjectId: id, action: 'verify' })
    const { verdict, events, headHash, firstBad, tablesEqualFold, differing } = await verifyStream(tx, id)
    return {
      verdict,
      events,
      headHash,
      firstBad: firstBad === null ? null : { ...firstBad },
      tablesEqualFold,
      differing: [...differing],
      checkedAt: new Date().toISOString(),
      ms: Math.round((performance.now() - begunAt) * 10) / 10,
    }
  })
}
