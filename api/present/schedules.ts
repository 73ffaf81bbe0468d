import type { ActFacts, Decision } from '#domain/acts/act.ts'
import {
  activateSchedule,
  approveSchedule,
  returnSchedule,
  reviewSchedule,
  rewriteSchedule,
  versionOf,
} from '#domain/acts/schedules.ts'
import { orderRedating } from '#domain/acts/redate.ts'
import { mayAct } from '#domain/access.ts'
import { refuse } from '#domain/refusal.ts'
import { TABLE_COLUMNS, tableCellsOf } from '#domain/schedule-table.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import type { Summary } from '#domain/what-if-records.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { ClassRow, Names, UnitRow } from '#db/queries/organisation.ts'
import type { RedatingRow } from '#db/queries/bulk.ts'
import type { ScheduleRowRow, ScheduleVersionRow } from '#db/queries/schedules.ts'
import type {
  RedatingView,
  ScheduleDetailView,
  ScheduleRowView,
  ScheduleVersionView,
  WhatIfView,
} from '#api/contract/schedules.ts'
import { allowed, allowedBut } from './allowed.ts'
import { iso, isoOrNull, personOrNull, personView } from './words.ts'

export function scheduleVersionView(row: ScheduleVersionRow, names: Names): ScheduleVersionView {
  const signed = (by: string | null, at: Date | null) =>
    by === null || at === null ? null : { by: personView(names, by), at: iso(at) }
  const { id, schedule, version, state, effectiveOn, sha256, basedOnId, rows, locked, supersededOn } = row
  return {
    id,
    schedule,
    version,
    state,
    effectiveOn,
    sha256,
    basedOnId,
    rows,
    locked,
    supersededOn,
    consent:
      row.consentAuthority === null || row.consentNumber === null || row.consentOn === null
        ? null
        : { authority: row.consentAuthority, number: row.consentNumber, on: row.consentOn },
    editors: row.editors.map((editor) => personView(names, editor)),
    draftedAt: isoOrNull(row.draftedAt),
    reviewed: signed(row.reviewedBy, row.reviewedAt),
    approved: signed(row.approvedBy, row.approvedAt),
    activated: signed(row.activatedBy, row.activatedAt),
  }
}

/** Everyone whom a version names. */
export function namedBySchedule(row: ScheduleVersionRow): readonly (string | null)[] {
  return [...row.editors, row.reviewedBy, row.approvedBy, row.activatedBy]
}

export function scheduleRowView(
  { id, rule, isActive, confirmedBy }: ScheduleRowRow,
  names: Names,
): ScheduleRowView {
  const { period, trigger } = rule
  return {
    id,
    code: rule.code,
    family: rule.family,
    category: rule.categoryZh,
    title: rule.titleZh,
    period: period.kind === 'years' ? period.years : period.kind === 'permanent' ? 'permanent' : null,
    maximumYears: rule.maximumYears ?? null,
    trigger: trigger.kind === 'event' ? trigger.event : trigger.kind,
    triggerOf: trigger.kind === 'event' ? (trigger.of ?? null) : null,
    cutOff: rule.cutOff,
    follows: trigger.kind === 'follows' ? [...trigger.codes] : [],
    alsoFor: [...(rule.alsoFor ?? [])],
    scanPolicy: rule.scanPolicy,
    source: rule.source,
    confidence: rule.confidence,
    note: rule.confidenceNote,
    isActive,
    confirmedBy: personOrNull(names, confirmedBy),
  }
}

/** Row by row and cell by cell, in the words of the table. */
export function scheduleChanges(
  from: readonly ScheduleRow[],
  to: readonly ScheduleRow[],
): ScheduleDetailView['changes'] {
  const before = new Map(from.map((row) => [row.code, tableCellsOf(row)]))
  const after = new Map(to.map((row) => [row.code, tableCellsOf(row)]))
  const codes = [...new Set([...before.keys(), ...after.keys()])].sort()
  return codes.flatMap((code) => {
    const [old, now] = [before.get(code), after.get(code)]
    const cells = TABLE_COLUMNS.filter((column) => old?.[column] !== now?.[column]).map((column) => ({
      column,
      from: old?.[column] ?? '',
      to: now?.[column] ?? '',
    }))
    if (cells.length === 0) return []
    return [{ code, change: old === undefined ? 'added' : now === undefined ? 'removed' : 'changed', cells }]
  })
}

/** What the reader may do with a version: the acts themselves, tried without doing them. */
export function scheduleAllowed(
  facts: ActFacts,
  { id, activeId }: { readonly id: string; readonly activeId: string },
): ScheduleDetailView['allowed'] {
  const found = versionOf(facts, id)
  if (found === undefined) throw new Error(`schedule version ${id} was not among the facts`)
  const { sha256, state } = found.version
  const signed = { id, sha256, note: '' }
  const confirm: Decision | undefined = !mayAct(facts.actor, 'schedule.confirm')
    ? refuse('access.denied')
    : state === 'draft'
      ? undefined
      : refuse('schedule.out-of-order')
  return {
    rewrite: allowed(
      rewriteSchedule(facts, { id, basedOnId: activeId, rows: found.rows.map(({ rule }) => rule) }),
    ),
    confirm: allowed(confirm),
    review: allowed(reviewSchedule(facts, signed)),
    approve: allowed(approveSchedule(facts, signed)),
    return: allowed(returnSchedule(facts, { id, reason: '' })),
    activate: allowedBut(
      activateSchedule(facts, {
        ...signed,
        activeId,
        consent: { authority: '', number: '', on: facts.today },
      }),
      ['schedule.consent-missing'],
    ),
    redate: allowed(orderRedating(facts, { id })),
  }
}

/** The counts so far, and what is left, of one that has not finished. */
export function redatingView(
  { id, state, orderedBy, orderedAt, finishedAt, counts }: RedatingRow,
  names: Names,
  soFar: Pick<RedatingView, 'counts' | 'left'>,
): RedatingView {
  return {
    id,
    state,
    orderedBy: personView(names, orderedBy),
    orderedAt: iso(orderedAt),
    finishedAt: isoOrNull(finishedAt),
    counts: { ...(counts ?? soFar.counts) },
    left: state === 'finished' ? null : soFar.left,
  }
}

export interface WhatIfNames {
  readonly classes: readonly ClassRow[]
  readonly units: readonly UnitRow[]
}

export function whatIfView(summary: Summary, names: WhatIfNames, asOf: PlainDate): WhatIfView {
  const titles = new Map(names.classes.map(({ code, title }) => [code, title]))
  const units = new Map(names.units.map((unit) => [unit.id, { zh: unit.zh, en: unit.en }]))
  return {
    asOf,
    total: { ...summary.total },
    byClass: sortedBy(summary.byClass).map(([code, tally]) => ({
      code,
      name: titles.get(code) ?? code,
      tally,
    })),
    byUnit: sortedBy(summary.byUnit).map(([id, tally]) => ({
      id,
      name: units.get(id) ?? { zh: '—', en: '—' },
      tally,
    })),
    byYear: sortedBy(summary.byYear).map(([year, tally]) => ({ year, tally })),
    dueBefore: sortedBy(summary.dueBefore).map(([year, count]) => ({ year, count })),
    byShift: sortedBy(summary.byShift).map(([years, count]) => ({ years, count })),
  }
}

function sortedBy<K extends string | number, V>(sums: ReadonlyMap<K, V>): readonly (readonly [K, V])[] {
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1))
}
