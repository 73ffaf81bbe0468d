import type { PlainDate } from '#domain/dates.ts'
import type { FondsRow, FondsSuccessionRow, UnitNameRow, UnitRow } from '#domain/organisation.ts'
import type { Tx } from '#db/actor.ts'

/** More than any bureau has. */
const MOST = 5000

export interface Structure {
  readonly units: readonly UnitRow[]
  readonly names: readonly UnitNameRow[]
  readonly fonds: readonly FondsRow[]
  readonly successions: readonly FondsSuccessionRow[]
}

/** Units that existed on a day, or all that ever did up to it, with their names and the fonds that they form. */
export async function readStructure(tx: Tx, on: PlainDate): Promise<Structure> {
  const units = await tx<UnitRow[]>`
    select id, parent_id as "parentId", path, kind, name_zh as "nameZh", name_en as "nameEn", from_on::text as "fromOn", live_from::text as "liveFrom",
      to_on::text as "toOn", ended_by as "endedBy", successor_ids as "successorIds", heir_id as "heirId"
    from unit where from_on <= ${on} order by cardinality(path), name_zh, id limit ${MOST}`
  const names = await tx<UnitNameRow[]>`
    select id, unit_id as "unitId", name_zh as "nameZh", name_en as "nameEn", from_on::text as "fromOn", to_on::text as "toOn"
    from unit_name where from_on <= ${on} order by unit_id, from_on limit ${MOST}`
  const fonds = await tx<FondsRow[]>`
    select id, code, name_zh as "nameZh", name_en as "nameEn", agency_unit_id as "agencyUnitId", archives_unit_id as "archivesUnitId",
      bureau_unit_id as "bureauUnitId", frozen_since::text as "frozenSince", closed_on::text as "closedOn"
    from fonds order by code limit ${MOST}`
  const successions = await tx<FondsSuccessionRow[]>`
    select id, fonds_id as "fondsId", unit_id as "unitId", opened_on::text as "openedOn", settled_on::text as "settledOn",
      settled_by as "settledBy", way, successor_unit_id as "successorUnitId", authority
    from fonds_succession order by fonds_id, opened_on limit ${MOST}`
  return { units, names, fonds, successions }
}
