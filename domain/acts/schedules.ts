/**
 * Schedules as reviewed versions: draft, reviewed, approved, active, superseded. An active version is never edited; whoever wrote
 * rows neither reviews nor approves nor activates them, and review and approval are two persons (DOMAIN: distinct persons).
 */
import { mayAct, type ActName } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import type {
  ArchivesConsent,
  BulkJobRow,
  ScheduleRowState,
  ScheduleState,
  ScheduleVersionState,
} from '#domain/state/schedule.ts'
import { decided, type ActFacts, type Decision, type RecordClass } from './act.ts'

export interface NewScheduleVersion {
  /** The active version of the schedule, on which the draft is based. */
  readonly basedOnId: string
  readonly version: string
  readonly effectiveOn: PlainDate
  readonly rows: readonly ScheduleRow[]
}

/** A draft with its whole table. The version that came with the product joins the ledger with the first draft based on it. */
export function draftSchedule(facts: ActFacts, draft: NewScheduleVersion): Decision {
  if (!mayAct(facts.actor, 'schedule.draft')) return refuse('access.denied', { act: 'schedule.draft' })
  const base = versionOf(facts, draft.basedOnId)
  if (base === undefined) return refuse('schedule.unknown')
  if (base.version.state !== 'active') return refuse('schedule.moved')
  if (draft.effectiveOn < base.version.effectiveOn)
    return refuse('schedule.overlaps', { effectiveOn: base.version.effectiveOn })
  const id = facts.newId()
  const rows = draft.rows.map((rule) => ({ id: facts.newId(), rule: asWritten(rule, base.rows) }))
  const drafted: NewEvent = {
    stream: { kind: 'schedule', id },
    type: 'schedule.drafted',
    data: {
      schedule: base.version.schedule,
      version: draft.version,
      effectiveOn: draft.effectiveOn,
      basedOnId: base.version.id,
      sha256: digestOf(
        facts,
        rows.map(({ rule }) => rule),
      ),
      rows,
    },
  }
  return decided([...adopted(base), drafted], { scheduleVersionId: id, rows: rows.length })
}

/** The table of a draft anew: rows that changed are put, rows that are gone are taken out. */
export function rewriteSchedule(
  facts: ActFacts,
  {
    id,
    basedOnId,
    rows,
  }: { readonly id: string; readonly basedOnId: string; readonly rows: readonly ScheduleRow[] },
): Decision {
  const found = versionFor(facts, id, { act: 'schedule.draft', in: ['draft'] })
  if ('code' in found) return found
  const base = versionOf(facts, basedOnId)
  const kept = found.rows.filter((row) => !row.isRemoved)
  const written = rows.map((rule) => asWritten(rule, [...(base?.rows ?? []), ...kept]))
  const put = written.flatMap((rule) => {
    const known = found.rows.find((row) => row.code === rule.code)
    const isSame = known !== undefined && !known.isRemoved && textOf(known.rule) === textOf(rule)
    return isSame ? [] : [{ id: known?.id ?? facts.newId(), rule }]
  })
  const removed = kept.filter((row) => !written.some(({ code }) => code === row.code)).map((row) => row.id)
  const answer = { scheduleVersionId: id, rows: rows.length, changed: put.length, removed: removed.length }
  if (put.length === 0 && removed.length === 0) return decided([], answer)
  const sha256 = digestOf(facts, written)
  return decided(
    [{ stream: { kind: 'schedule', id }, type: 'schedule.rows-changed', data: { put, removed, sha256 } }],
    answer,
  )
}

/** A row marked [?] is a proposal until a person says on what they rely (regulations 0.2). */
export function confirmRow(
  facts: ActFacts,
  { id, rowId, note }: { readonly id: string; readonly rowId: string; readonly note: string },
): Decision {
  const found = versionFor(facts, id, { act: 'schedule.confirm', in: ['draft'] })
  if ('code' in found) return found
  const row = found.rows.find((one) => one.id === rowId && !one.isRemoved)
  if (row === undefined) return refuse('not-found')
  if (row.isActive) return refuse('schedule.row-settled')
  const sha256 = digestOf(
    facts,
    found.rows
      .filter((one) => !one.isRemoved)
      .map(({ rule, id: of }) => (of === rowId ? confirmed(rule, note) : rule)),
  )
  return decided(
    [{ stream: { kind: 'schedule', id }, type: 'schedule.row-confirmed', data: { rowId, note, sha256 } }],
    { scheduleVersionId: id, rowId },
  )
}

export interface ScheduleStep {
  readonly id: string
  /** What the person looked at: the digest of the rows. */
  readonly sha256: string
  readonly note: string
}

export function reviewSchedule(facts: ActFacts, { id, sha256, note }: ScheduleStep): Decision {
  const found = versionFor(facts, id, { act: 'schedule.review', in: ['draft'] })
  if ('code' in found) return found
  const fault = changedSince(found.version, sha256) ?? hasPart(facts, found.version.editors)
  if (fault !== undefined) return fault
  return step({ stream: { kind: 'schedule', id }, type: 'schedule.reviewed', data: { sha256, note } })
}

/** The facts hold the version on which the draft is based as well. */
export function approveSchedule(facts: ActFacts, { id, sha256, note }: ScheduleStep): Decision {
  const found = versionFor(facts, id, { act: 'schedule.approve', in: ['reviewed'] })
  if ('code' in found) return found
  const { editors, reviewedBy, basedOnId } = found.version
  const base = basedOnId === null ? undefined : versionOf(facts, basedOnId)
  const fault =
    changedSince(found.version, sha256) ??
    unconfirmedOf(found.rows, base?.rows ?? []) ??
    hasPart(facts, [...editors, ...(reviewedBy === null ? [] : [reviewedBy])])
  if (fault !== undefined) return fault
  return step({ stream: { kind: 'schedule', id }, type: 'schedule.approved', data: { sha256, note } })
}

/** Back to the draft, by whoever may review or approve it; what was signed is void. */
export function returnSchedule(
  facts: ActFacts,
  { id, reason }: { readonly id: string; readonly reason: string },
): Decision {
  const found = versionFor(facts, id, { act: 'schedule.return', in: ['reviewed', 'approved'] })
  if ('code' in found) return found
  return step({ stream: { kind: 'schedule', id }, type: 'schedule.returned', data: { reason } })
}

export interface Activation {
  readonly id: string
  readonly sha256: string
  /** The version that is active now, which it replaces. */
  readonly activeId: string
  readonly consent: ArchivesConsent
}

/**
 * From now on this version governs what is filed. What was filed before keeps its pin until the re-dating moves it; the former
 * version stays readable for ever.
 */
export function activateSchedule(facts: ActFacts, { id, sha256, activeId, consent }: Activation): Decision {
  const found = versionFor(facts, id, { act: 'schedule.activate', in: ['approved'] })
  if ('code' in found) return found
  const { version } = found
  const active = versionOf(facts, activeId)
  if (active === undefined || active.version.state !== 'active') return refuse('schedule.moved')
  if (active.version.schedule !== version.schedule || version.basedOnId !== activeId)
    return refuse('schedule.moved')
  if (version.effectiveOn > facts.today)
    return refuse('schedule.not-yet-effective', { effectiveOn: version.effectiveOn })
  const fault =
    changedSince(version, sha256) ??
    unconfirmedOf(found.rows, active.rows) ??
    hasPart(facts, version.editors) ??
    consentFault(facts, consent)
  if (fault !== undefined) return fault
  const rows = found.rows.filter((row) => !row.isRemoved)
  return decided(
    [
      ...adopted(active),
      {
        stream: { kind: 'schedule', id: activeId },
        type: 'schedule.superseded',
        data: { by: id },
      },
      {
        stream: { kind: 'schedule', id },
        type: 'schedule.activated',
        data: { sha256, supersedes: activeId, consent },
      },
    ],
    { scheduleVersionId: id, supersedes: activeId },
    {
      activated: {
        scheduleVersionId: id,
        supersededId: activeId,
        classes: rows.map((row) => classOf(facts, row)),
      },
    },
  )
}

function consentFault(facts: ActFacts, { authority, number, on }: ArchivesConsent): Refusal | undefined {
  if (authority.trim() === '' || number.trim() === '') return refuse('schedule.consent-missing')
  return on > facts.today ? refuse('schedule.consent-missing', { on, today: facts.today }) : undefined
}

interface Found {
  readonly version: ScheduleVersionState
  readonly rows: readonly ScheduleRowState[]
  readonly jobs: readonly BulkJobRow[]
}

export function versionOf(facts: Pick<ActFacts, 'subjects'>, id: string): Found | undefined {
  const rows = facts.subjects.get(id)
  const version = rows?.get('scheduleVersion', id)
  return rows === undefined || version === undefined
    ? undefined
    : { version, rows: rows.all('scheduleRow'), jobs: rows.all('bulkJob') }
}

interface Needed {
  readonly act: ActName
  readonly in: readonly ScheduleState[]
}

function versionFor(facts: ActFacts, id: string, needed: Needed): Found | Refusal {
  const found = versionOf(facts, id)
  if (found === undefined) return refuse('not-found')
  if (!mayAct(facts.actor, needed.act)) return refuse('access.denied', { act: needed.act })
  if (!needed.in.includes(found.version.state))
    return refuse('schedule.out-of-order', { state: found.version.state })
  return found
}

function step(event: NewEvent): Decision {
  return decided([event], { scheduleVersionId: event.stream.id })
}

function changedSince(version: ScheduleVersionState, sha256: string): Refusal | undefined {
  return version.sha256 === sha256 ? undefined : refuse('schedule.moved', { sha256: version.sha256 })
}

function hasPart(facts: ActFacts, persons: readonly string[]): Refusal | undefined {
  return persons.includes(facts.actor.personId) ? refuse('schedule.second-person') : undefined
}

/** A [?] row that was one before stays locked; one that is new, or that would lock what is in force, must be confirmed first. */
function unconfirmedOf(
  rows: readonly ScheduleRowState[],
  base: readonly ScheduleRowState[],
): Refusal | undefined {
  const locked = new Set(base.filter((row) => !row.isActive).map(({ code }) => code))
  const codes = rows
    .filter((row) => !row.isRemoved && !row.isActive && !locked.has(row.code))
    .map(({ code }) => code)
  return codes.length === 0 ? undefined : refuse('schedule.unconfirmed-rows', { codes })
}

/** The first event of a version that came with the product: everything that it holds. */
function adopted({ version, rows }: Found): readonly NewEvent[] {
  if (version.streamVersion > 0) return []
  return [
    {
      stream: { kind: 'schedule', id: version.id },
      type: 'schedule.adopted',
      data: {
        schedule: version.schedule,
        version: version.version,
        effectiveOn: version.effectiveOn,
        sha256: version.sha256,
        rows: rows.map(({ id, rule }) => ({ id, rule })),
      },
    },
  ]
}

/** A confirmation is a person's act and never comes from a table: only a row that stands confirmed already may say so. */
function asWritten(rule: ScheduleRow, known: readonly ScheduleRowState[]): ScheduleRow {
  if (rule.confidence !== 'C') return rule
  const isConfirmed = known.some((row) => row.confidence === 'C' && contentOf(row.rule) === contentOf(rule))
  return isConfirmed ? { ...rule, isActive: true } : { ...rule, confidence: '?', isActive: false }
}

function confirmed(rule: ScheduleRow, note: string): ScheduleRow {
  return { ...rule, confidence: 'C', confidenceNote: note, isActive: true }
}

function digestOf(facts: Pick<ActFacts, 'digest'>, rules: readonly ScheduleRow[]): string {
  return facts.digest(rules.map(textOf).sort().join('\n'))
}

/** One text for one rule, whatever the order of its keys. */
function textOf(rule: ScheduleRow): string {
  return JSON.stringify(sorted(rule))
}

function contentOf({ scheduleVersion: _version, isActive: _isActive, ...rule }: ScheduleRow): string {
  return JSON.stringify(sorted(rule))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  )
}

/** The class of a row: how its codes begin is known of the class itself, or of its neighbours in the scheme. */
function classOf(
  { reference }: ActFacts,
  { code, rule, isActive, scheduleVersionId }: ScheduleRowState,
): RecordClass {
  const neighbour = Array.from(
    { length: 99 },
    (_one, n) => `${code.slice(0, -2)}${String(n + 1).padStart(2, '0')}`,
  )
  const known = [code, ...neighbour].map((one) => reference.recordClass(one)).find((one) => one !== undefined)
  const { family, titleZh } = rule
  return { code, nameZh: titleZh, family, codeParts: known?.codeParts ?? null, scheduleVersionId, isActive }
}
