import type { PlainDate } from '#domain/dates.ts'
import type { ClassCadenceRow, SchemeClassRow, SchemeRow } from '#domain/state/structure.ts'
import type { Tx } from '#db/actor.ts'

/** More than any bureau has. */
const MOST = 5000

export async function readSchemes(tx: Tx): Promise<readonly SchemeRow[]> {
  return await tx<SchemeRow[]>`
    select id, line, version, name_zh as "nameZh", name_en as "nameEn", state, effective_on::text as "effectiveOn", ends_on::text as "endsOn",
      authority, drafted_by as "draftedBy", drafted_on::text as "draftedOn", activated_by as "activatedBy", activated_on::text as "activatedOn"
    from scheme order by line, effective_on, version limit ${MOST}`
}

/** Classes of one scheme, or of all. */
export async function readSchemeClasses(tx: Tx, schemeId: string | null): Promise<readonly SchemeClassRow[]> {
  return await tx<SchemeClassRow[]>`
    select id, scheme_id as "schemeId", code, parent_id as "parentId", name_zh as "nameZh", name_en as "nameEn",
      record_classes as "recordClasses", unit_ids as "unitIds"
    from scheme_class where ${schemeId}::uuid is null or scheme_id = ${schemeId} order by code limit ${MOST}`
}

export async function readCadences(tx: Tx, schemeId: string | null): Promise<readonly ClassCadenceRow[]> {
  return await tx<ClassCadenceRow[]>`
    select id, scheme_id as "schemeId", class_id as "classId", cadence, from_on::text as "fromOn", to_on::text as "toOn",
      term_days as "termDays", set_on::text as "setOn"
    from class_cadence where ${schemeId}::uuid is null or scheme_id = ${schemeId} order by class_id, from_on limit ${MOST}`
}

export interface WalkRow {
  readonly fromVersion: string
  readonly fromCode: string
  readonly fromZh: string
  readonly fromEn: string
  readonly toCode: string
  readonly note: string
}

/** From the classes of older versions to those of this one. */
export async function readCrosswalk(tx: Tx, schemeId: string): Promise<readonly WalkRow[]> {
  return await tx<WalkRow[]>`
    select s.version as "fromVersion", f.code as "fromCode", f.name_zh as "fromZh", f.name_en as "fromEn", t.code as "toCode", x.note
    from crosswalk x join scheme_class f on f.id = x.from_class_id join scheme s on s.id = f.scheme_id
      join scheme_class t on t.id = x.to_class_id
    where x.scheme_id = ${schemeId} order by s.version, f.code limit ${MOST}`
}

export interface SchemeCodeRow {
  readonly line: string
  readonly version: string
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly isOwn: boolean
  readonly isInForce: boolean
}

/** What the schemes call a record of that class, formed on that day: oldest first. */
export async function readSchemeCodes(
  tx: Tx,
  { classCode, formedOn }: { readonly classCode: string; readonly formedOn: PlainDate },
): Promise<readonly SchemeCodeRow[]> {
  return await tx<SchemeCodeRow[]>`
    select line, version, code, name_zh as zh, name_en as en, is_own as "isOwn", is_in_force as "isInForce"
    from scheme_codes(${classCode}, ${formedOn}::date)`
}
