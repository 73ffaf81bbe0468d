/** How records would move to a version of their schedule, by what is read of them: what the re-dating then does. */
import type { Reference } from '#domain/acts/act.ts'
import { type Dated, type GivenData, relatedBy } from '#domain/acts/data-starts.ts'
import { type Into, type Movable, movedAlone, moverInto } from '#domain/acts/moved.ts'
import type { PlainDate } from '#domain/dates.ts'
import { dateFieldOf } from '#domain/metadata-scheme.ts'
import type { Rules, TriggerEvent } from '#domain/schedule.ts'
import { startsAwaited } from '#domain/starts.ts'
import type { Movement } from '#domain/what-if.ts'
import type { Tx } from '#db/actor.ts'
import { readScheduleVersions } from '#db/queries/schedules.ts'
import {
  readMovableRecords,
  readReferenceEpoch,
  readRested,
  readRulesOfSchedule,
  type DataWanted,
  type MovableRecord,
  type PinnedGroup,
  type RestedRow,
} from '#db/queries/what-if.ts'
import type { LiveReference } from '#db/reference/read.ts'
import { found } from '#api/reading.ts'

export interface Compared extends Omit<Into, 'givenOf'> {
  readonly schedule: string
  /** Data of the records from which the new rules start. */
  readonly data: DataWanted
}

/** A version beside all others of its schedule. Those on which records rest may follow any schedule. */
export async function comparedWith(
  tx: Tx,
  reference: LiveReference,
  { versionId, today }: { readonly versionId: string; readonly today: PlainDate },
): Promise<Compared> {
  const [version] = await readScheduleVersions(tx, versionId)
  const { schedule } = found(version)
  const own = await readRulesOfSchedule(tx, schedule)
  await reference.renewTo(await readReferenceEpoch(tx))
  const those = [...own].flatMap(([key, of]) => (key.startsWith(`${versionId}/`) ? [of] : []))
  // A draft changes from one reading of it to the next: its rules are those that were read now.
  const rules: Reference['rules'] = (id, code) =>
    own.get(`${id}/${code}`) ?? (id === versionId ? undefined : reference.rules(id, code))
  return {
    schedule,
    versionId,
    today,
    reference: { ...reference, rules },
    data: dataWanted(those, reference),
  }
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
    restingClasses: classesOf('related-record'),
  }
}

/** What becomes of records that have everything in common. A group has no id of its own; nothing is written of it. */
export function movementOfGroup(compared: Compared, group: PinnedGroup): Movement {
  return movedAlone(compared, ownData({ ...group, id: '' })).movement
}

function ownData<R extends Dated & Pick<RestedRow, 'values' | 'items'>>(record: R) {
  return { record, values: record.values ?? {}, items: record.items ?? [] }
}

/** What becomes of each record of a page. Those that rest on others are read with them, all at once. */
export async function movementsOf(
  tx: Tx,
  compared: Compared,
  records: readonly MovableRecord[],
): Promise<(record: MovableRecord) => Movement> {
  const { data } = compared
  const resting = records.filter(({ classCode }) => data.restingClasses.includes(classCode))
  const ids = resting.map(({ id }) => id)
  const givenOf = givenAmong(ids.length === 0 ? [] : await readRested(tx, { ids, data }))
  const move = moverInto({ ...compared, givenOf })
  return (record) => {
    const given = givenOf(record.id)
    return given === undefined ? movedAlone(compared, ownData(record)).movement : move(given).movement
  }
}

function givenAmong(rows: readonly RestedRow[]): (id: string) => GivenData<Movable> | undefined {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return (id) => {
    const row = byId.get(id)
    if (row === undefined) return undefined
    const main = row.mainRecordId === null ? undefined : byId.get(row.mainRecordId)
    const related = relatedBy(row.relations ?? [], (other) => byId.get(other))
    return { ...ownData(row), related, ...(main === undefined ? {} : { main }) }
  }
}

/** Records that rest on others are read in pages of this size. */
const RESTING_AT_ONCE = 2000

/** Pages of the records that rest on others, each counted for itself, with what becomes of each. */
export async function* restingPages(tx: Tx, compared: Compared) {
  const classCodes = compared.data.restingClasses
  let after: string | undefined
  let isMore = classCodes.length > 0
  while (isMore) {
    const page = await readMovableRecords(tx, { ...compared, classCodes, after, limit: RESTING_AT_ONCE })
    const movementOf = await movementsOf(tx, compared, page)
    yield { records: page.map((record) => ({ ...record, count: 1 })), movementOf }
    after = page.at(-1)?.id
    isMore = page.length === RESTING_AT_ONCE
  }
}
