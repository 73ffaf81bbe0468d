import type { FastifyInstance } from 'fastify'
import { yearOf, type PlainDate } from '#domain/dates.ts'
import type { Reference } from '#domain/acts/act.ts'
import { startedEvents, startedRecord } from '#domain/acts/data-starts.ts'
import { dateFieldOf } from '#domain/metadata-scheme.ts'
import type { Rules, TriggerEvent } from '#domain/schedule.ts'
import { startsAwaited, waitsForData } from '#domain/starts.ts'
import { shiftYearsOf, type Movement } from '#domain/what-if.ts'
import { EMPTY_SUMMARY, movementOfRecord, summed, type Summary } from '#domain/what-if-records.ts'
import { explainMovement } from '#domain/what-if-words.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { Tx } from '#db/actor.ts'
import { readClasses, readUnits } from '#db/queries/organisation.ts'
import { afterOf, cursorAfter } from '#db/queries/page.ts'
import {
  readMovableGroups,
  readMovableRecords,
  readRulesOfSchedule,
  readScheduleVersions,
  type DataWanted,
  type MovableRecord,
  type PinnedGroup,
} from '#db/queries/schedules.ts'
import type { WhatIfRecordView } from '#api/contract/schedules.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { whatIfView } from '#api/present/schedules.ts'
import { found, readAs } from '#api/reading.ts'
import { serve, type Call } from '#api/route.ts'

/** What a version would move, before it is activated and while the re-dating has not come everywhere. */
export function whatIfRoutes(app: FastifyInstance, deps: Dependencies): void {
  serve(app, 'GET /api/schedules/:id/what-if', async ({ principal, params }) =>
    readAs(deps, principal(), async (tx, { today }) => {
      const compared = await comparedWith(tx, params.id, deps.reference)
      let summary: Summary = EMPTY_SUMMARY
      for await (const groups of readMovableGroups(tx, compared))
        summary = summed(summary, groups, (group) => moveOf(compared, group, today))
      const [classes, units] = await Promise.all([readClasses(tx), readUnits(tx)])
      return whatIfView(summary, { classes, units }, today)
    }),
  )
  serve(app, 'GET /api/schedules/:id/what-if/records', async (call) => whatIfRecords(deps, call))
}

/** Records are looked at in pages of this size until a page of answers is full, and no more pages than this at once. */
const LOOKED_AT_ONCE = 500
const MOST_LOOKS = 20

async function whatIfRecords(
  deps: Dependencies,
  { principal, params, query }: Call<'GET /api/schedules/:id/what-if/records'>,
) {
  return readAs(deps, principal(), async (tx, { today }) => {
    const compared = await comparedWith(tx, params.id, deps.reference)
    const items: WhatIfRecordView[] = []
    let after = afterOf(query.cursor)
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const page = await readMovableRecords(tx, { ...compared, ...query, after, limit: LOOKED_AT_ONCE })
      for (const record of page) {
        after = record.id
        const movement = moveOf(compared, record, today)
        if (!isAskedFor(movement, query)) continue
        items.push(whatIfRecordView(record, movement))
        if (items.length === query.limit) return { items, nextCursor: cursorAfter(after) }
      }
      if (page.length < LOOKED_AT_ONCE) return { items, nextCursor: null }
    }
    return { items, nextCursor: after === undefined ? null : cursorAfter(after) }
  })
}

type Wanted = Call<'GET /api/schedules/:id/what-if/records'>['query']

function isAskedFor(movement: Movement, { kind, dueFrom, dueTo, shiftFrom, shiftTo }: Wanted): boolean {
  const { dueOn } = movement.to
  return (
    (kind === undefined || movement.kind === kind) &&
    isWithin(dueOn === undefined ? undefined : yearOf(dueOn), dueFrom, dueTo) &&
    isWithin(shiftYearsOf(movement), shiftFrom, shiftTo)
  )
}

function isWithin(value: number | undefined, from: number | undefined, to: number | undefined): boolean {
  if (from === undefined && to === undefined) return true
  return value !== undefined && value >= (from ?? -Infinity) && value <= (to ?? Infinity)
}

interface Compared {
  readonly schedule: string
  readonly versionId: string
  readonly rules: ReadonlyMap<string, Rules>
  /** Data of the records from which the new rules start. */
  readonly data: DataWanted
  readonly reference: Reference
}

async function comparedWith(tx: Tx, versionId: string, reference: Reference): Promise<Compared> {
  const [version] = await readScheduleVersions(tx, versionId)
  const { schedule } = found(version)
  const rules = await readRulesOfSchedule(tx, schedule)
  const those = [...rules].flatMap(([key, of]) => (key.startsWith(`${versionId}/`) ? [of] : []))
  return { schedule, versionId, rules, reference, data: dataWanted(those, reference) }
}

/** What the rules of a version read of the records themselves, by class: of most nothing. */
function dataWanted(all: readonly Rules[], reference: Reference): DataWanted {
  const waiting = all.map((rules) => ({ code: rules[0].code, rules, awaited: startsAwaited(rules) }))
  const classesOf = (event: TriggerEvent) =>
    waiting.flatMap(({ code, awaited }) => (awaited.some((one) => one.event === event) ? [code] : []))
  const scheme = reference.metadataScheme()
  const fields = waiting.flatMap(({ rules: [{ family }], awaited }) =>
    awaited.flatMap(({ of }) => {
      const field = of === undefined ? undefined : dateFieldOf(scheme, { family, id: of })
      return field === undefined ? [] : [field.element ?? field.id]
    }),
  )
  return {
    fields: [...new Set(fields)],
    fieldClasses: classesOf('metadata-date'),
    contentsClasses: classesOf('last-of-set'),
    mainClasses: classesOf('related-record'),
  }
}

function moveOf(
  { rules, versionId, reference }: Compared,
  record: Omit<PinnedGroup, 'count'>,
  today: PlainDate,
): Movement {
  const { classCode } = record
  const from = rules.get(`${record.versionId}/${classCode}`)
  const to = rules.get(`${versionId}/${classCode}`)
  if (to === undefined || !waitsForData(to)) return movementOfRecord(record, { from, to }, today)
  const { values, items, main } = record
  const given = {
    // A group of records has no id of its own; nothing is written of it.
    record: { ...record, id: '' },
    values: values ?? {},
    items: items ?? [],
    ...(main === null || main === undefined ? {} : { main }),
  }
  const known = startedRecord(given.record, startedEvents({ reference, today }, given, to))
  return movementOfRecord(known, { from, to }, today)
}

function whatIfRecordView(record: MovableRecord, movement: Movement): WhatIfRecordView {
  const { kind, days, from, to } = movement
  return {
    recordId: record.id,
    title: maskIdentityNumbers(record.title),
    archivalCode: record.archivalCode,
    classCode: record.classCode,
    kind,
    days: days ?? null,
    from: positionView(from),
    to: positionView(to),
    isListed: record.isListed,
    explanation: { zh: [...explainMovement(movement, 'zh')], en: [...explainMovement(movement, 'en')] },
  }
}

function positionView({ verdict, endsOn, transferDueOn }: Movement['from']) {
  return { verdict, endsOn: endsOn ?? null, transferDueOn: transferDueOn ?? null }
}
