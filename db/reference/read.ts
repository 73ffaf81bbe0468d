import type { RecordClass, Reference } from '#domain/acts/act.ts'
import type { Definition } from '#domain/lifecycle.ts'
import { SHIPPED_FORMATS, type ArchiveFormats } from '#domain/archive-formats.ts'
import { codePartsOf, NO_CODE_RULES, type CodeRules } from '#domain/code-rules.ts'
import { NO_PERSONAL_DATA_RULES, type PersonalDataRules } from '#domain/personal-data.ts'
import { NO_VOLUME_RULES, type VolumeRules } from '#domain/volume-rules.ts'
import { NO_SCHEME, type MetadataScheme } from '#domain/metadata-scheme.ts'
import { rulesFor, type ScheduleRow } from '#domain/schedule.ts'
import type { PlainDate, WorkingCalendar } from '#domain/dates.ts'
import type { StandingHold } from '#domain/state/holds.ts'
import type { Asking } from '#db/client.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { readWorkingCalendar } from '#db/queries/filings.ts'

/** Definitions, schedules, working days, live days of units and standing holds, and which versions are in force: read anew by each process when one of them changed. */
export interface LiveReference extends Reference {
  /** Holidays and make-up days of every year that is known. */
  readonly calendar: () => WorkingCalendar
  /** Reads again when the site has counted further than what is known here: each act says how far it has. */
  renewTo(epoch: number): Promise<void>
}

/** A loaded version is immutable, so a process reads all of them at its start, and again only after an activation. */
export async function readReference(sql: Asking): Promise<LiveReference> {
  let known = await readOnce(sql)
  return {
    definition: (id) => known.reference.definition(id),
    newestDefinition: (key) => known.reference.newestDefinition(key),
    recordClass: (code) => known.reference.recordClass(code),
    scheduleRow: (versionId, code) => known.reference.scheduleRow(versionId, code),
    metadataScheme: () => known.reference.metadataScheme(),
    volumeRules: () => known.reference.volumeRules(),
    personalData: () => known.reference.personalData(),
    archiveFormats: () => known.reference.archiveFormats(),
    rules: (versionId, code) => known.reference.rules(versionId, code),
    liveFrom: (unitId) => known.reference.liveFrom(unitId),
    standingHolds: () => known.reference.standingHolds(),
    calendar: () => known.calendar,
    async renewTo(epoch) {
      if (epoch > known.epoch) known = await readOnce(sql)
    },
  }
}

interface Known {
  readonly epoch: number
  readonly calendar: WorkingCalendar
  readonly reference: Reference
}

/** The epoch is read first: what is activated meanwhile is read, and read again at worst. */
async function readOnce(sql: Asking): Promise<Known> {
  const [site] = await sql<{ epoch: number }[]>`select reference_epoch as epoch from site`
  const definitions = await sql<{ id: string; key: string; version: number; document: Definition }[]>`
    select id, key, version, document from definition order by key, version`
  const rows = await sql<{ scheduleVersionId: string; code: string; rule: ScheduleRow }[]>`
    select schedule_version_id as "scheduleVersionId", code, rule from schedule_row where not is_removed`
  const classes = await sql<RecordClass[]>`
    select code, name_zh as "nameZh", family, code_parts as "codeParts", schedule_version_id as "scheduleVersionId", is_active as "isActive"
    from record_class`
  const [scheme] = await sql<{ document: MetadataScheme }[]>`
    select document from reference_table where key = 'metadata-scheme' order by version desc limit 1`
  const byId = new Map(definitions.map((d) => [d.id, d.document]))
  const newest = new Map(definitions.map((d) => [d.key, { id: d.id, document: d.document }]))
  const byRow = new Map(rows.map((row) => [`${row.scheduleVersionId}/${row.code}`, row.rule]))
  const versions = Map.groupBy(rows, (row) => row.scheduleVersionId)
  const rules = new Map(
    rows.map(({ scheduleVersionId, code }) => [
      `${scheduleVersionId}/${code}`,
      rulesFor(
        code,
        (versions.get(scheduleVersionId) ?? []).map(({ rule }) => rule),
      ),
    ]),
  )
  const [volumes] = await sql<{ document: VolumeRules }[]>`
    select document from reference_table where key = 'volume-rules' order by version desc limit 1`
  const [personal] = await sql<{ document: PersonalDataRules }[]>`
    select document from reference_table where key = 'personal-data' order by version desc limit 1`
  const [codes] = await sql<{ document: CodeRules }[]>`
    select document from reference_table where key = 'code-rules' order by version desc limit 1`
  const [formats] = await sql<ArchiveFormats[]>`
    select media_types as "mediaTypes", moment from archive_format_list order by number desc limit 1`
  const units = await sql<{ id: string; liveFrom: PlainDate | null }[]>`
    select id, live_from::text as "liveFrom" from unit`
  const holds = await sql<StandingHold[]>`
    select id, scope_kind as "scopeKind", class_code as "classCode", family, unit_id as "unitId", record_id as "recordId", reason, authority,
      review_on::text as "reviewOn", placed_by as "placedBy" from standing_holds(${ENGINE_ID})`
  const liveDays = new Map(units.map(({ id, liveFrom }) => [id, liveFrom]))
  const codeRules = codes?.document ?? NO_CODE_RULES
  const byClass = new Map(
    classes.map((c) => [c.code, { ...c, codeParts: codePartsOf(codeRules, c.code) ?? c.codeParts }]),
  )
  return {
    epoch: site?.epoch ?? 0,
    calendar: await readWorkingCalendar(sql),
    reference: {
      definition: (id) => byId.get(id),
      newestDefinition: (key) => newest.get(key),
      recordClass: (code) => byClass.get(code),
      scheduleRow: (versionId, code) => byRow.get(`${versionId}/${code}`),
      metadataScheme: () => scheme?.document ?? NO_SCHEME,
      volumeRules: () => volumes?.document ?? NO_VOLUME_RULES,
      personalData: () => personal?.document ?? NO_PERSONAL_DATA_RULES,
      archiveFormats: () => formats ?? SHIPPED_FORMATS,
      rules: (versionId, code) => rules.get(`${versionId}/${code}`),
      liveFrom: (unitId) => liveDays.get(unitId),
      standingHolds: () => holds,
    },
  }
}
