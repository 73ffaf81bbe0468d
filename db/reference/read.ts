import type { RecordClass, Reference } from '#domain/acts/act.ts'
import type { Definition } from '#domain/lifecycle.ts'
import type { ScheduleRow } from '#domain/schedule.ts'
import type { Sql } from '#db/client.ts'

/** Versions of definitions and schedules: immutable once loaded, so each process reads them once at its start. */
export async function readReference(sql: Sql): Promise<Reference> {
  const definitions = await sql<{ id: string; key: string; version: number; document: Definition }[]>`
    select id, key, version, document from definition order by key, version`
  const rows = await sql<{ scheduleVersionId: string; code: string; rule: ScheduleRow }[]>`
    select schedule_version_id as "scheduleVersionId", code, rule from schedule_row`
  const classes = await sql<RecordClass[]>`
    select code, name_zh as "nameZh", family, code_parts as "codeParts", schedule_version_id as "scheduleVersionId", is_active as "isActive"
    from record_class`
  const byId = new Map(definitions.map((d) => [d.id, d.document]))
  const newest = new Map(definitions.map((d) => [d.key, { id: d.id, document: d.document }]))
  const byRow = new Map(rows.map((row) => [`${row.scheduleVersionId}/${row.code}`, row.rule]))
  const byClass = new Map(classes.map((c) => [c.code, c]))
  return {
    definition: (id) => byId.get(id),
    newestDefinition: (key) => newest.get(key),
    recordClass: (code) => byClass.get(code),
    scheduleRow: (versionId, code) => byRow.get(`${versionId}/${code}`),
  }
}
