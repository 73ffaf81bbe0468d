import type { TransactionSql } from 'postgres'
import { codePartsOf, NO_CODE_RULES } from '#domain/code-rules.ts'
import { isUsable } from '#domain/schedule.ts'
import { canonicalJson, sha256Hex } from '#db/gate/canonical.ts'
import { idOf } from '#db/ids.ts'
import { readCodeRules } from './load-code-rules.ts'
import { readDefinitions } from './load-definitions.ts'
import { readMetadataScheme } from './load-metadata.ts'
import { readPersonalData } from './load-personal-data.ts'
import { readVolumeRules } from './load-volume-rules.ts'
import { readWorkingDays } from './load-working-days.ts'
import { readSchedules, type ReadSchedule } from './load-schedules.ts'

const CODE_RULES = readCodeRules()
const NEWEST_CODE_RULES = CODE_RULES.at(-1) ?? NO_CODE_RULES

/** Loads schedules, classes and definitions as versions; what is there already is left as it is. */
export async function loadReference(tx: TransactionSql): Promise<void> {
  for (const schedule of readSchedules()) await loadSchedule(tx, schedule)
  for (const { document, sha256 } of readDefinitions()) {
    const id = idOf('definition', document.key, document.version)
    const [loaded] = await tx<{ sha256: string }[]>`select sha256 from definition where id = ${id}`
    if (loaded !== undefined && loaded.sha256 !== sha256) {
      throw new Error(`definition ${document.key} v${document.version} was changed; a changed procedure is a new version`)
    }
    await tx`insert into definition (id, key, version, document, sha256)
      values (${id}, ${document.key}, ${document.version}, ${tx.json(document as never)}, ${sha256}) on conflict do nothing`
  }
  await loadTable(tx, 'metadata-scheme', readMetadataScheme())
  await loadTable(tx, 'volume-rules', readVolumeRules())
  await loadTable(tx, 'personal-data', readPersonalData())
  // A year that somebody here entered from its order is theirs.
  for (const { on, isWorkday, nameZh, source, confidence } of readWorkingDays())
    await tx`insert into working_day_exception (on_date, is_workday, name_zh, source, confidence)
      select ${on}, ${isWorkday}, ${nameZh}, ${source}, ${confidence}
      where not exists (select 1 from calendar_year where year = extract(year from ${on}::date)) on conflict do nothing`
  for (const rules of CODE_RULES) await loadTable(tx, 'code-rules', rules)
}

/** A table of rules as a version; one that is there already and differs stops the loading. */
async function loadTable(
  tx: TransactionSql,
  key: string,
  document: { readonly version: number },
): Promise<void> {
  const sha256 = sha256Hex(canonicalJson(document))
  const [loaded] = await tx<{ sha256: string }[]>`
    select sha256 from reference_table where key = ${key} and version = ${document.version}`
  if (loaded !== undefined && loaded.sha256 !== sha256)
    throw new Error(`${key} v${document.version} was changed; a change is a new version`)
  await tx`insert into reference_table (key, version, document, sha256)
    values (${key}, ${document.version}, ${tx.json(document as never)}, ${sha256}) on conflict do nothing`
}

async function loadSchedule(tx: TransactionSql, schedule: ReadSchedule): Promise<void> {
  const id = idOf('schedule', schedule.schedule, schedule.version)
  const [loaded] = await tx<{ sha256: string }[]>`select sha256 from schedule_version where id = ${id}`
  if (loaded !== undefined) {
    if (loaded.sha256 === schedule.sha256) return
    throw new Error(`schedule ${schedule.version} was changed; an active schedule is never edited, a change is a new version`)
  }
  await tx`insert into schedule_version (id, schedule, version, state, effective_on, sha256)
    values (${id}, ${schedule.schedule}, ${schedule.version}, 'active', ${schedule.effectiveOn}, ${schedule.sha256})`
  const rows = schedule.rows.map((row) => ({
    schedule_version_id: id,
    code: row.code,
    rule: row,
    is_active: isUsable(row),
    confidence: row.confidence,
    source: row.source,
  }))
  await tx`insert into schedule_row ${tx(rows.map((row) => ({ ...row, rule: tx.json(row.rule as never) })) as never)}`
  const classes = schedule.rows.map((row) => ({
    code: row.code,
    name_zh: row.titleZh,
    name_en: null,
    family: row.family,
    code_parts: codePartsOf(NEWEST_CODE_RULES, row.code),
    schedule_version_id: id,
    is_active: isUsable(row),
  }))
  await tx`insert into record_class ${tx(classes as never)}`
}
