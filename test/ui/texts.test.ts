import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { columnsOf } from '#db/gate/tables.ts'
import { DOCUMENT_FAILURES, FORMAT_FINDINGS } from '#domain/documents.ts'
import { FORM_FAULT_CODES } from '#domain/forms.ts'
import { RETENTION_VERDICTS } from '#domain/explanation.ts'
import { BOOKKEEPING } from '#domain/replay.ts'
import { METADATA_FAULT_CODES } from '#domain/metadata.ts'
import { METADATA_GROUPS } from '#domain/metadata-scheme.ts'
import { IDENTITY_PLACES, PERSONAL_DATA } from '#domain/personal-data.ts'
import { PROBLEMS } from '#domain/problems.ts'
import { CUT_OFFS, TRIGGER_EVENTS } from '#domain/schedule.ts'
import { TABLE_COLUMNS, TABLE_FAULTS } from '#domain/schedule-table.ts'
import { MOVEMENTS } from '#domain/what-if.ts'
import { APPOINTMENT_TABLES, ORGANISATION_TABLES, PROJECTED_TABLES } from '#domain/state.ts'
import {
  APPRAISER_KINDS,
  BULK_STATES,
  BUCKETS,
  CARRIERS,
  EVENT_TYPES,
  GRADES,
  HOLD_STATES,
  JOB_KINDS,
  LEAVE_REASONS,
  LIST_ITEM_STATES,
  OPENING_STATES,
  RECORD_FAMILIES,
  REDATING_VERDICTS,
  SCHEDULE_STATES,
  ROLES,
  SCAN_POLICIES,
  SITE_MODES,
  STREAM_KINDS,
  VERDICTS,
} from '#domain/vocabulary.ts'

const TABLES = [...PROJECTED_TABLES, ...ORGANISATION_TABLES, ...APPOINTMENT_TABLES]
const SPOKEN: readonly (readonly [string, string, readonly string[]])[] = [
  ['problems', '', Object.keys(PROBLEMS).flatMap((code) => [`${code}.title`, `${code}.fix`])],
  ['events', '', EVENT_TYPES],
  ['audit', 'stream.', STREAM_KINDS],
  ['audit', 'table.', TABLES],
  ['audit', 'field.', [...new Set(TABLES.flatMap(fieldsOf))]],
  ['schedules', 'state.', SCHEDULE_STATES],
  ['schedules', 'redating.state.', BULK_STATES],
  ['schedules', 'verdict.', REDATING_VERDICTS],
  ['schedules', 'movement.', MOVEMENTS],
  ['schedules', 'family.', RECORD_FAMILIES],
  ['schedules', 'cutOff.', CUT_OFFS],
  ['schedules', 'trigger.', TRIGGER_EVENTS],
  ['schedules', 'column.', TABLE_COLUMNS],
  ['schedules', 'fault.', TABLE_FAULTS.map((code) => code.replace('schedule.', ''))],
  ['vocabulary', 'role.', ROLES],
  ['vocabulary', 'appraiser.', APPRAISER_KINDS],
  ['vocabulary', 'bucket.', BUCKETS],
  ['vocabulary', 'carrier.', CARRIERS],
  ['vocabulary', 'personalData.', PERSONAL_DATA],
  ['vocabulary', 'identityIn.', IDENTITY_PLACES],
  ['vocabulary', 'choice.', [...GRADES, ...OPENING_STATES, ...SCAN_POLICIES, ...VERDICTS]],
  ['vocabulary', 'verdict.', VERDICTS],
  ['vocabulary', 'event.', TRIGGER_EVENTS],
  ['vocabulary', 'fault.', [...FORM_FAULT_CODES, ...METADATA_FAULT_CODES]],
  ['record', 'metadata.group.', METADATA_GROUPS],
  ['vocabulary', 'finding.', FORMAT_FINDINGS],
  ['vocabulary', 'hold.', HOLD_STATES],
  ['vocabulary', 'item.', LIST_ITEM_STATES],
  ['vocabulary', 'job.', JOB_KINDS],
  ['vocabulary', 'leave.', LEAVE_REASONS],
  ['vocabulary', 'machineFault.', DOCUMENT_FAILURES],
  ['vocabulary', 'mode.', SITE_MODES],
  ['vocabulary', 'retention.', RETENTION_VERDICTS],
]

test.each(['zh-CN', 'en'])('every word of the closed lists is said in %s', (language) => {
  const missing = SPOKEN.flatMap(([area, prefix, words]) => {
    const texts: unknown = JSON.parse(
      readFileSync(join(import.meta.dirname, '..', '..', 'ui', 'i18n', language, `${area}.json`), 'utf8'),
    )
    return words
      .filter((word) => typeof at(texts, `${prefix}${word}`) !== 'string')
      .map((word) => `${area}:${prefix}${word}`)
  })
  expect(missing).toEqual([])
})

test('a word that nobody said would be found', () => {
  expect(at({ role: { auditor: 'x' } }, 'role.auditor')).toBe('x')
  expect(at({ role: { auditor: 'x' } }, 'role.scribe')).toBeUndefined()
})

/** The fields of a table that comparisons show: all but what only counts or points to the history itself. */
function fieldsOf(table: (typeof TABLES)[number]): readonly string[] {
  return [...columnsOf(table).columns.keys()].filter((field) => !BOOKKEEPING.has(field))
}

/** The text under a dotted key, as the screens look it up. */
function at(texts: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((node, part) => {
    const parts: ReadonlyMap<string, unknown> = new Map(
      typeof node === 'object' && node !== null ? Object.entries(node) : [],
    )
    return parts.get(part)
  }, texts)
}
