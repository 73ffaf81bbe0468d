/**
 * Classification schemes as versions: drafted whole, put in force by a second person, never edited. Versions of one line follow each
 * other without a gap, and each class that held records says in a crosswalk what became of it (令3 Art 8).
 */
import type { Actor } from '#domain/access.ts'
import { addYears, dayBefore, type PlainDate } from '#domain/dates.ts'
import type { EventData, NewEvent } from '#domain/events.ts'
import { DEFAULT_TERMS, startOfPeriod } from '#domain/filing-calendar.ts'
import { refuse } from '#domain/refusal.ts'
import type { SchemeClassRow, SchemeRow } from '#domain/state/structure.ts'
import type { Cadence } from '#domain/vocabulary/structure.ts'
import { unitOf, type AdministrationDecision, type AdministrationFacts } from './administer.ts'

export interface SchemeFacts extends AdministrationFacts {
  readonly actor: Pick<Actor, 'personId'>
  /** Codes of the classes that retention schedules govern. */
  readonly recordClasses: ReadonlySet<string>
}

export interface DraftedClass {
  readonly code: string
  /** Code of the class above, in the same scheme; null at the top. */
  readonly parent: string | null
  readonly nameZh: string
  readonly nameEn: string
  readonly recordClasses: readonly string[]
  /** Ids or names of units. */
  readonly units: readonly string[]
  /** Null: nothing of it is filed by a calendar. */
  readonly cadence: Cadence | null
}

export interface SchemeDraft {
  readonly line: string
  readonly version: string
  readonly nameZh: string
  readonly nameEn: string
  readonly effectiveOn: PlainDate
  readonly authority: string
  readonly classes: readonly DraftedClass[]
  readonly crosswalk: readonly {
    /** Version of the same line, and code of its class. */
    readonly fromVersion: string
    readonly from: string
    readonly to: string
    readonly note: string
  }[]
}

/** Faults are told row by row, so that a table of hundreds is repaired in one go. */
interface RowFault {
  readonly row: number
  readonly code: string
  readonly fault: string
}

/** Years ahead of today beyond which a day of effect is taken for a slip. */
const MOST_YEARS_AHEAD = 5

export function draftScheme(facts: SchemeFacts, draft: SchemeDraft): AdministrationDecision {
  const { line, version, effectiveOn } = draft
  const versions = schemesOf(facts, line)
  if (versions.some((one) => one.version === version))
    return refuse('scheme.version-taken', { line, version })
  if (effectiveOn > addYears(facts.today, MOST_YEARS_AHEAD))
    return refuse('scheme.date-far', { effectiveOn, today: facts.today })
  const faults = [...classFaults(facts, draft), ...crosswalkFaults(facts, draft)]
  if (faults.length > 0) return refuse('scheme.rows-invalid', { faults: faults.slice(0, 100) })
  const id = facts.newId()
  const ids = new Map(draft.classes.map(({ code }) => [code, facts.newId()]))
  const idOf = (code: string | null) => (code === null ? null : (ids.get(code) ?? null))
  const data: EventData['scheme.drafted'] = {
    line,
    version,
    nameZh: draft.nameZh,
    nameEn: draft.nameEn,
    effectiveOn,
    authority: draft.authority,
    classes: draft.classes.map(({ code, parent, nameZh, nameEn, recordClasses, units }) => ({
      id: idOf(code) ?? '',
      code,
      parentId: idOf(parent),
      nameZh,
      nameEn,
      recordClasses,
      unitIds: units.flatMap((unit) => unitOf(facts, unit)?.id ?? []),
    })),
    cadences: draft.classes.flatMap(({ code, cadence }) =>
      cadence === null
        ? []
        : [{ id: facts.newId(), classId: idOf(code) ?? '', cadence, termDays: DEFAULT_TERMS[cadence] }],
    ),
    crosswalk: draft.crosswalk.map(({ fromVersion, from, to, note }) => ({
      id: facts.newId(),
      fromClassId: classOf(facts, { line, version: fromVersion, code: from })?.id ?? '',
      toClassId: idOf(to) ?? '',
      note,
    })),
  }
  return {
    kind: 'decided',
    events: [{ stream: { kind: 'scheme', id }, type: 'scheme.drafted', data }],
    answer: { schemeId: id },
  }
}

function classFaults(facts: SchemeFacts, { classes }: SchemeDraft): readonly RowFault[] {
  const codes = classes.map(({ code }) => code)
  const parents = new Map(classes.map(({ code, parent }) => [code, parent]))
  return classes.flatMap(({ code, parent, recordClasses, units }, index) => {
    const unknownUnit = units.find((unit) => unitOf(facts, unit) === undefined)
    const unknownClass = recordClasses.find((one) => !facts.recordClasses.has(one))
    const fault =
      codes.indexOf(code) !== index
        ? 'scheme.code-twice'
        : parent !== null && !parents.has(parent)
          ? 'scheme.parent-unknown'
          : isOnCycle(parents, code)
            ? 'scheme.cycle'
            : unknownUnit !== undefined
              ? 'unit.unknown'
              : unknownClass !== undefined
                ? 'record.class-unknown'
                : undefined
    return fault === undefined ? [] : [{ row: index + 1, code, fault }]
  })
}

function isOnCycle(parents: ReadonlyMap<string, string | null>, code: string): boolean {
  let above = parents.get(code) ?? null
  for (let steps = 0; above !== null && steps <= parents.size; steps += 1) {
    if (above === code) return true
    above = parents.get(above) ?? null
  }
  return above !== null
}

function crosswalkFaults(facts: SchemeFacts, { line, classes, crosswalk }: SchemeDraft): readonly RowFault[] {
  const pairs = crosswalk.map(({ fromVersion, from, to }) => `${fromVersion}/${from}/${to}`)
  return crosswalk.flatMap(({ fromVersion, from, to }, index) => {
    const fault =
      classOf(facts, { line, version: fromVersion, code: from }) === undefined
        ? 'scheme.crosswalk-from-unknown'
        : !classes.some(({ code }) => code === to)
          ? 'scheme.crosswalk-to-unknown'
          : pairs.indexOf(pairs[index] ?? '') !== index
            ? 'scheme.code-twice'
            : undefined
    return fault === undefined ? [] : [{ row: index + 1, code: from, fault }]
  })
}

/** Puts a drafted version in force from its day on, by another person; the version before it ends the day before. */
export function activateScheme(facts: SchemeFacts, schemeId: string): AdministrationDecision {
  const { organisation, today, actor } = facts
  const scheme = organisation.get('scheme', schemeId)
  if (scheme === undefined) return refuse('not-found')
  if (scheme.state !== 'draft') return refuse('scheme.out-of-order', { state: scheme.state })
  if (scheme.draftedBy === actor.personId) return refuse('duty.not-distinct', { act: 'scheme.activate' })
  const before = schemesOf(facts, scheme.line)
    .filter(({ state }) => state === 'active')
    .at(-1)
  if (before !== undefined && before.effectiveOn >= scheme.effectiveOn)
    return refuse('scheme.dates-overlap', { version: before.version, effectiveOn: before.effectiveOn })
  const gaps = before === undefined ? [] : crosswalkGaps(facts, before, scheme)
  if (gaps.length > 0) return refuse('scheme.crosswalk-gaps', { codes: gaps.slice(0, 100) })
  const endsOn = dayBefore(scheme.effectiveOn)
  const activated: NewEvent = {
    stream: { kind: 'scheme', id: schemeId },
    type: 'scheme.activated',
    data: { on: today },
  }
  const superseded: readonly NewEvent[] =
    before === undefined
      ? []
      : [
          {
            stream: { kind: 'scheme', id: before.id },
            type: 'scheme.superseded',
            data: { by: schemeId, endsOn },
          },
        ]
  return { kind: 'decided', events: [activated, ...superseded], answer: { schemeId } }
}

/** Classes that hold records and of which the newer version does not say what becomes of them. */
function crosswalkGaps(facts: SchemeFacts, from: SchemeRow, to: SchemeRow): readonly string[] {
  const walked = new Set(
    facts.organisation
      .all('crosswalk')
      .filter(({ schemeId }) => schemeId === to.id)
      .map(({ fromClassId }) => fromClassId),
  )
  return facts.organisation
    .all('schemeClass')
    .filter((one) => one.schemeId === from.id && one.recordClasses.length > 0 && !walked.has(one.id))
    .map(({ code }) => code)
}

export interface CadenceChange {
  readonly classId: string
  readonly cadence: Cadence
  readonly fromOn: PlainDate
  /** Working days after the close of a period; absent: the usual ones of the cadence. */
  readonly termDays?: number | null | undefined
  readonly authority: string
}

/** Another cadence of a class from the first day of one of its periods; the one before it ends the day before. */
export function setCadence(facts: SchemeFacts, input: CadenceChange): AdministrationDecision {
  const { classId, cadence, fromOn, authority, termDays = DEFAULT_TERMS[cadence] } = input
  const of = facts.organisation.get('schemeClass', classId)
  const scheme = of === undefined ? undefined : facts.organisation.get('scheme', of.schemeId)
  if (of === undefined || scheme === undefined) return refuse('not-found')
  if (scheme.state !== 'active' || scheme.endsOn !== null)
    return refuse('scheme.out-of-order', { state: scheme.endsOn === null ? scheme.state : 'ended' })
  const last = cadencesOf(facts, classId).at(-1)
  const after = last?.fromOn ?? dayBefore(scheme.effectiveOn)
  if (fromOn <= after) return refuse('cadence.dates-overlap', { fromOn: after })
  if (fromOn > addYears(facts.today, MOST_YEARS_AHEAD))
    return refuse('scheme.date-far', { fromOn, today: facts.today })
  const start = startOfPeriod(cadence, fromOn)
  if (start !== fromOn) return refuse('cadence.within-period', { fromOn, start })
  const data = { id: facts.newId(), classId, cadence, fromOn, termDays, authority }
  return {
    kind: 'decided',
    events: [{ stream: { kind: 'scheme', id: scheme.id }, type: 'scheme.cadence-set', data }],
    answer: { schemeId: scheme.id },
  }
}

export function cadencesOf({ organisation }: Pick<AdministrationFacts, 'organisation'>, classId: string) {
  return organisation
    .all('classCadence')
    .filter((one) => one.classId === classId)
    .toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
}

/** The versions of a line in the order of their days. */
function schemesOf({ organisation }: AdministrationFacts, line: string): readonly SchemeRow[] {
  return organisation
    .all('scheme')
    .filter((one) => one.line === line)
    .toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1))
}

function classOf(
  facts: AdministrationFacts,
  { line, version, code }: { readonly line: string; readonly version: string; readonly code: string },
): SchemeClassRow | undefined {
  const scheme = schemesOf(facts, line).find((one) => one.version === version)
  return facts.organisation.all('schemeClass').find((one) => one.schemeId === scheme?.id && one.code === code)
}
