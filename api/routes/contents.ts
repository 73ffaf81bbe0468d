import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { saveContents } from '#domain/acts/paper-acts.ts'
import { addItem, closeRecord, reopenRecord, withdrawItem } from '#domain/acts/reopen-record.ts'
import type { ContentsEntry } from '#domain/contents.ts'
import type { ContentsEntryInput } from '#api/contract/paper.ts'
import { actOnRecord, byWhom } from '#api/acting.ts'
import { textIn } from '#api/answer.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { contentsView } from '#api/present/paper.ts'
import { serve } from '#api/route.ts'
import { seenRecord } from '#api/seen.ts'

/** Five hundred entries of a contents list with their titles. */
const CONTENTS_LIMIT_BYTES = 2 * 1024 * 1024

const WHOLE = { want: { objects: true } } as const
/** A term of the other volumes of the case may start with this one. */
const WITH_CASE = { want: { objects: true, case: true } } as const

/** The contents list of a file, and what becomes of its items once it was filed. */
export function contentsRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/records/:id/contents', async (call) => {
    const { facts, subject } = await seenRecord(deps, call, WHOLE.want)
    return contentsView(facts, subject)
  })
  serve(app, { route: 'POST /api/records/:id/contents', bodyLimit: CONTENTS_LIMIT_BYTES }, async (call) => {
    const said = { recordId: call.params.id, entries: call.body.entries.map(entryOf) }
    const act = { ...byWhom(call), name: 'record.save-contents', said, beside: WHOLE }
    const answer = await actOnRecord(deps, act, (facts) => saveContents(facts, said))
    return { entries: Number(answer['entries']), pages: Number(answer['pages']) }
  })

  serve(app, 'POST /api/records/:id/reopening', async (call) => {
    const said = { recordId: call.params.id, reason: call.body.reason }
    const act = { ...byWhom(call), name: 'record.reopen', said, beside: WHOLE }
    await actOnRecord(deps, act, (facts) => reopenRecord(facts, said))
    return { done: true as const }
  })
  serve(app, 'POST /api/records/:id/closing', async (call) => {
    const said = { recordId: call.params.id, reason: call.body.reason, counted: call.body.items ?? null }
    const act = { ...byWhom(call), name: 'record.close', said, beside: WHOLE }
    await actOnRecord(deps, act, (facts) => closeRecord(facts, said))
    return { done: true as const }
  })
  serve(app, 'POST /api/records/:id/items', async (call) => {
    const said = { recordId: call.params.id, entry: entryOf(call.body.entry) }
    const act = { ...byWhom(call), name: 'record.add-item', said, beside: WITH_CASE }
    const answer = await actOnRecord(deps, act, (facts) => addItem(facts, said))
    return { itemId: textIn(answer, 'itemId'), no: Number(answer['no']) }
  })
  serve(app, 'POST /api/records/:id/items/:itemId/withdrawal', async (call) => {
    const said = { recordId: call.params.id, itemId: call.params.itemId, reason: call.body.reason }
    const act = { ...byWhom(call), name: 'record.withdraw-item', said, beside: WITH_CASE }
    await actOnRecord(deps, act, (facts) => withdrawItem(facts, said))
    return { done: true as const }
  })
}

/** An entry as it was sent; a class that nobody said is left out. */
function entryOf({ classCode, ...entry }: z.output<typeof ContentsEntryInput>): ContentsEntry {
  return { ...entry, ...(classCode === undefined || classCode === null ? {} : { classCode }) }
}
