import type { FastifyInstance } from 'fastify'
import type { ActFacts } from '#domain/acts/act.ts'
import type { PlainDate } from '#domain/dates.ts'
import { daysOf, differencesBetween, happenedBy, rowsAfter } from '#domain/replay.ts'
import type { Tx } from '#db/actor.ts'
import { readHistory, type HistoryEvent } from '#db/queries/history.ts'
import { readListNumber } from '#db/queries/lists.ts'
import { readObjectExtras } from '#db/queries/objects.ts'
import { readNames } from '#db/queries/organisation.ts'
import type { RecordDetailView } from '#api/contract/records.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { namedChanges } from '#api/named-changes.ts'
import { codeWords } from '#api/present/code-words.ts'
import { namedBy } from '#api/present/record-detail.ts'
import { replayedRecord } from '#api/present/replay.ts'
import { readAs } from '#api/reading.ts'
import { serve } from '#api/route.ts'
import { seenRecord } from '#api/seen.ts'
import { workflowUrlOf } from '#api/workflow-url.ts'

/** A record as of any day, by folding its events and nothing else: who may not see it today may not see what it was. */
export function replayRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/records/:id/replay', async (call) => {
    const { on } = call.query
    const { facts } = await seenRecord(deps, call)
    return readAs(deps, call.principal(), async (tx) => {
      const history = await readHistory(tx, call.params.id)
      const events = history.map(({ recorded }) => recorded)
      const count = happenedBy(events, on)
      return {
        on,
        days: [...daysOf(events)],
        events: count,
        of: events.length,
        record: count === 0 ? null : await asOf(tx, { deps, facts, id: call.params.id, on, history }),
      }
    })
  })

  serve(app, 'GET /api/records/:id/comparison', async (call) => {
    const { from, to } = call.query
    await seenRecord(deps, call)
    return readAs(deps, call.principal(), async (tx) => {
      const events = (await readHistory(tx, call.params.id)).map(({ recorded }) => recorded)
      const [before, after] = [from, to].map((on) => rowsAfter(events, happenedBy(events, on)))
      if (before === undefined || after === undefined) throw new Error('two days are compared')
      const between = {
        changes: differencesBetween(before, after),
        moments: [before, after],
        subjectId: call.params.id,
      } as const
      return { from, to, ...(await namedChanges(tx, codeWords(deps.reference), between)) }
    })
  })
}

interface AsOf {
  readonly deps: Dependencies
  readonly facts: ActFacts
  readonly id: string
  readonly on: PlainDate
  readonly history: readonly HistoryEvent[]
}

async function asOf(tx: Tx, { deps, facts, id, on, history }: AsOf): Promise<RecordDetailView> {
  const events = history.map(({ recorded }) => recorded)
  const count = happenedBy(events, on)
  const rows = rowsAfter(events, count)
  const row = rows.must('record', id)
  const subject = { kind: 'record', row, rows } as const
  const [names, { withText }, listNumber] = await Promise.all([
    readNames(tx, [...namedBy(subject), row.formingUnitId]),
    readObjectExtras(tx, id),
    readListNumber(tx, row.disposalListId),
  ])
  const now = rowsAfter(events, events.length)
  const gone = now.all('digitalObject').filter((object) => object.destroyedAt !== null)
  return replayedRecord({
    facts,
    subject,
    on,
    names,
    withText,
    listNumber,
    computed: history
      .slice(0, count)
      .filter(({ row: { type } }) => type.startsWith('retention.') || type.startsWith('trigger.'))
      .map((event) => event.row),
    goneIds: new Set(gone.map((object) => object.id)),
    workflowUrl: workflowUrlOf(deps.config, `rec/${id}`),
  })
}
