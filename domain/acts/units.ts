/**
 * Changes of the tree of units: another name, another place, and an end by closing, merging or splitting. A change is recorded when it
 * stands, never ahead of its day; a unit ends only when nothing is left open in it, and its records keep it as who formed them.
 */
import { dayAfter, type PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import type { UnitRow } from '#domain/organisation.ts'
import { nameBegan } from '#domain/projection/organisation.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { UnitEnding } from '#domain/vocabulary/structure.ts'
import { unitOf, type AdministrationDecision, type AdministrationFacts } from './administer.ts'

/** What a unit still has to do, counted over everything, whoever asks. */
export interface UnitWork {
  /** Records that it formed and that are not handed over, or that wait for one of its people. */
  readonly records: number
  /** Records in its custody. */
  readonly custody: number
  readonly lists: number
  readonly batches: number
  /** The last day on which a record came into being in it; null where none did. */
  readonly lastRecordOn: PlainDate | null
  /** The last day on which a record came to it otherwise than by the import of a backlog; null where none did. */
  readonly lastMadeOn: PlainDate | null
}

/** Facts of a change of units: the organisation, and what is open in the units that would end. */
export interface UnitFacts extends AdministrationFacts {
  readonly work: ReadonlyMap<string, UnitWork>
}

/** The order on which a change of units rests. */
export interface Ordered {
  readonly authority: string
}

export interface Renaming extends Ordered {
  readonly unit: string
  readonly nameZh: string
  readonly nameEn: string
  readonly fromOn: PlainDate
}

/** Another name from a day on; the former one is kept with its days. */
export function renameUnit(facts: AdministrationFacts, input: Renaming): AdministrationDecision {
  const unit = livingUnit(facts, input.unit)
  if ('code' in unit) return unit
  const { nameZh, nameEn, fromOn, authority } = input
  const began = nameBegan(facts.organisation, unit.id)
  if (fromOn <= began) return refuse('unit.dates-overlap', { from: began })
  const fault = futureFault(facts, fromOn) ?? nameFault(facts, { ...unit, nameZh, nameEn })
  if (fault !== undefined) return fault
  const data = { unitId: unit.id, formerId: facts.newId(), nameZh, nameEn, fromOn, authority }
  return {
    kind: 'decided',
    events: [{ stream: siteOf(facts), type: 'unit.renamed', data }],
    answer: { unitId: unit.id },
  }
}

export interface Moving extends Ordered {
  readonly unit: string
  readonly parent: string
  readonly on: PlainDate
}

/** Another place in the tree, with everything below. */
export function moveUnit(facts: AdministrationFacts, input: Moving): AdministrationDecision {
  const unit = livingUnit(facts, input.unit)
  if ('code' in unit) return unit
  const parent = livingUnit(facts, input.parent)
  if ('code' in parent) return parent
  if (unit.parentId === null) return refuse('unit.root', { unit: unit.nameEn })
  if (parent.path.includes(unit.id)) return refuse('unit.cycle', { unit: unit.nameEn, under: parent.nameEn })
  if (unit.parentId === parent.id) return refuse('unit.unchanged', { unit: unit.nameEn })
  const { on, authority } = input
  if (on < unit.fromOn || on < parent.fromOn)
    return refuse('unit.dates-overlap', { from: unit.fromOn < parent.fromOn ? parent.fromOn : unit.fromOn })
  const fault = futureFault(facts, on) ?? nameFault(facts, { ...unit, parentId: parent.id })
  if (fault !== undefined) return fault
  const data = { unitId: unit.id, parentId: parent.id, on, authority }
  return {
    kind: 'decided',
    events: [{ stream: siteOf(facts), type: 'unit.moved', data }],
    answer: { unitId: unit.id },
  }
}

export interface Closing extends Ordered {
  readonly unit: string
  /** Last day of the unit. */
  readonly toOn: PlainDate
  /** The unit whose people act for it from then on; null where nothing is left to do for it. */
  readonly heir: string | null
}

export function closeUnit(facts: UnitFacts, input: Closing): AdministrationDecision {
  const { unit, toOn, heir, authority } = input
  const into = heir === null ? [] : [heir]
  return ended(facts, { units: [unit], into, heir, toOn, authority, by: 'closed' })
}

export interface Merging extends Ordered {
  readonly units: readonly string[]
  /** The unit into which they go; it is there already. */
  readonly into: string
  readonly toOn: PlainDate
}

export function mergeUnits(facts: UnitFacts, { units, into, toOn, authority }: Merging) {
  return ended(facts, { units, into: [into], heir: into, toOn, authority, by: 'merged' })
}

export interface Splitting extends Ordered {
  readonly unit: string
  /** The units that take over its tasks, two at least; they are there already. */
  readonly into: readonly string[]
  /** Which of them acts for the old unit's records. */
  readonly heir: string
  readonly toOn: PlainDate
}

export function splitUnit(facts: UnitFacts, { unit, into, heir, toOn, authority }: Splitting) {
  const found = livingUnit(facts, unit)
  if ('code' in found) return found
  if (new Set(into).size < 2 || !into.includes(heir)) return refuse('unit.split-parts')
  return ended(facts, { units: [unit], into, heir, toOn, authority, by: 'split' })
}

interface Ending extends Ordered {
  readonly units: readonly string[]
  readonly into: readonly string[]
  readonly heir: string | null
  readonly toOn: PlainDate
  readonly by: UnitEnding
}

function ended(facts: UnitFacts, ending: Ending): AdministrationDecision {
  const { toOn, by, authority } = ending
  const asked = ending.units.map((unit) => livingUnit(facts, unit))
  const successors = ending.into.map((unit) => livingUnit(facts, unit))
  const heir = ending.heir === null ? null : livingUnit(facts, ending.heir)
  const unknown = [...asked, ...successors, heir].find((one) => one !== null && 'code' in one)
  if (unknown !== undefined && unknown !== null && 'code' in unknown) return unknown
  const units = asked.filter((one): one is UnitRow => !('code' in one))
  const heirs = successors.filter((one): one is UnitRow => !('code' in one))
  const heirId = heir === null || 'code' in heir ? null : heir.id
  for (const unit of units) {
    const fault = endFault(facts, unit, toOn) ?? successorFault(units, heirs, toOn)
    if (fault !== undefined) return fault
  }
  const successorIds = heirs.map(({ id }) => id)
  const stream = siteOf(facts)
  const events = units.flatMap((unit): readonly NewEvent[] => [
    { stream, type: 'unit.ended', data: { unitId: unit.id, toOn, by, successorIds, heirId, authority } },
    ...successionsOf(facts, unit, toOn),
  ])
  return { kind: 'decided', events, answer: { unitId: units[0]?.id ?? '' } }
}

/** A fonds whose agency ends has a successor to be settled; until then nothing of it is destroyed or transferred (档案法 Art 16). */
function successionsOf(facts: UnitFacts, unit: UnitRow, toOn: PlainDate): readonly NewEvent[] {
  return facts.organisation
    .all('fonds')
    .filter((fonds) => fonds.agencyUnitId === unit.id && fonds.closedOn === null)
    .map((fonds) => ({
      stream: siteOf(facts),
      type: 'fonds.succession-opened',
      data: { id: facts.newId(), fondsId: fonds.id, unitId: unit.id, openedOn: dayAfter(toOn) },
    }))
}

function endFault(facts: UnitFacts, unit: UnitRow, toOn: PlainDate): Refusal | undefined {
  if (unit.parentId === null) return refuse('unit.root', { unit: unit.nameEn })
  const began = nameBegan(facts.organisation, unit.id)
  if (toOn < began) return refuse('unit.dates-overlap', { from: began })
  return futureFault(facts, toOn) ?? workFault(facts, unit, toOn)
}

/** What is open in a unit, said in numbers: nothing of it is left to nobody. */
function workFault(facts: UnitFacts, unit: UnitRow, toOn: PlainDate): Refusal | undefined {
  const { organisation, today } = facts
  const { records, custody, lists, batches, lastRecordOn } = workOf(facts, unit.id)
  const units = organisation.all('unit').filter((one) => one.parentId === unit.id)
  const posts = organisation
    .all('post')
    .filter((post) => post.unitId === unit.id && (post.toOn === null || post.toOn >= today))
  const archivesOf = organisation
    .all('fonds')
    .filter((fonds) => fonds.archivesUnitId === unit.id || fonds.bureauUnitId === unit.id)
  const open = {
    units: units.filter((one) => one.toOn === null).length,
    posts: posts.length,
    records,
    custody,
    lists,
    batches,
    fonds: archivesOf.length,
  }
  if (Object.values(open).some((count) => count > 0))
    return refuse('unit.open-work', { unit: unit.nameEn, ...open })
  const later = [lastRecordOn, ...units.map((one) => one.toOn)].find((on) => on !== null && on > toOn)
  return later === undefined ? undefined : refuse('unit.used-later', { unit: unit.nameEn, on: later })
}

export function workOf(facts: UnitFacts, unitId: string): UnitWork {
  const work = facts.work.get(unitId)
  if (work === undefined) throw new Error(`the work of unit ${unitId} was not among the facts`)
  return work
}

/** Who follows is another unit, is not ended by the same act, and leaves no day between. */
function successorFault(
  units: readonly UnitRow[],
  successors: readonly UnitRow[],
  toOn: PlainDate,
): Refusal | undefined {
  const own = successors.find((one) => units.some((unit) => one.path.includes(unit.id)))
  if (own !== undefined) return refuse('unit.cycle', { unit: own.nameEn, under: own.nameEn })
  const late = successors.find((one) => one.fromOn > dayAfter(toOn))
  return late === undefined ? undefined : refuse('unit.dates-gap', { unit: late.nameEn, from: late.fromOn })
}

/** @returns the unit of that id or name as long as it exists */
export function livingUnit(facts: AdministrationFacts, name: string): UnitRow | Refusal {
  const unit = unitOf(facts, name)
  if (unit === undefined) return refuse('unit.unknown', { unit: name })
  return unit.toOn === null ? unit : refuse('unit.ended', { unit: unit.nameEn, toOn: unit.toOn })
}

function futureFault({ today }: AdministrationFacts, on: PlainDate): Refusal | undefined {
  return on > today ? refuse('unit.date-future', { on, today }) : undefined
}

function nameFault({ organisation }: AdministrationFacts, wanted: UnitRow): Refusal | undefined {
  const { id, parentId, nameZh, nameEn } = wanted
  const taken = organisation
    .all('unit')
    .some(
      (one) =>
        one.id !== id &&
        one.toOn === null &&
        one.parentId === parentId &&
        (one.nameZh === nameZh || one.nameEn === nameEn),
    )
  return taken ? refuse('unit.taken', { unit: nameEn }) : undefined
}

export function siteOf({ siteId }: AdministrationFacts): NewEvent['stream'] {
  return { kind: 'site', id: siteId }
}
