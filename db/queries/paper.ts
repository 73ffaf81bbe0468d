import type { PlainDate } from '#domain/dates.ts'
import type { LocationKind } from '#domain/vocabulary.ts'
import type { Tx } from '#db/actor.ts'

export interface LocationRow {
  readonly id: string
  readonly parentId: string | null
  readonly kind: LocationKind
  readonly barcode: string
  readonly nameZh: string
  readonly nameEn: string
  /** Null for rooms and racks, like `taken`. */
  readonly capacity: number | null
  readonly taken: number | null
}

/** A large repository has some ten thousand cells. */
const MOST_LOCATIONS = 20_000

/** The whole tree in its order, with how full each cell is over all files. */
export async function readLocations(tx: Tx): Promise<readonly LocationRow[]> {
  return tx<LocationRow[]>`
    select l.id, l.parent_id as "parentId", l.kind, l.barcode, l.name_zh as "nameZh", l.name_en as "nameEn", l.capacity,
      case when l.kind = 'cell' then coalesce(c.taken, 0) end as taken
    from location l left join shelf_counts() c on c.cell_id = l.id
    order by l.kind, l.position, l.barcode limit ${MOST_LOCATIONS}`
}

export interface StandingRow {
  readonly recordId: string
  readonly archivalCode: string | null
  readonly title: string
  readonly slot: number
  readonly boxNumber: string | null
  readonly placedOn: PlainDate
}

export interface CellRow extends LocationRow {
  readonly rackZh: string
  readonly rackEn: string
  readonly roomZh: string
  readonly roomEn: string
}

/** A cell by its barcode, and the files in it that the reader may see. Undefined: no cell has this barcode. */
export async function readCell(
  tx: Tx,
  barcode: string,
): Promise<{ readonly cell: CellRow; readonly files: readonly StandingRow[] } | undefined> {
  const [cell] = await tx<CellRow[]>`
    select l.id, l.parent_id as "parentId", l.kind, l.barcode, l.name_zh as "nameZh", l.name_en as "nameEn", l.capacity,
      coalesce((select c.taken from shelf_counts() c where c.cell_id = l.id), 0) as taken,
      rack.name_zh as "rackZh", rack.name_en as "rackEn", room.name_zh as "roomZh", room.name_en as "roomEn"
    from location l join location rack on rack.id = l.parent_id join location room on room.id = rack.parent_id
    where l.barcode = ${barcode} and l.kind = 'cell'`
  if (cell === undefined) return undefined
  const files = await tx<StandingRow[]>`
    select p.subject_id as "recordId", r.archival_code as "archivalCode", r.title, p.slot, p.box_number as "boxNumber", p.placed_on::text as "placedOn"
    from placement p join record r on r.id = p.subject_id
    where p.cell_id = ${cell.id} and p.freed_at is null order by p.slot limit 1000`
  return { cell, files }
}

export interface PlacementHistoryRow {
  readonly barcode: string
  readonly slot: number
  readonly boxNumber: string | null
  readonly placedBy: string
  readonly placedAt: Date
  readonly freedAt: Date | null
  readonly freedReason: string | null
}

/** Where a file stands and stood, newest first. */
export async function readPlacements(tx: Tx, recordId: string): Promise<readonly PlacementHistoryRow[]> {
  return tx<PlacementHistoryRow[]>`
    select barcode, slot, box_number as "boxNumber", placed_by as "placedBy", placed_at as "placedAt", freed_at as "freedAt", freed_reason as "freedReason"
    from placement where subject_id = ${recordId} order by placed_at desc limit 200`
}
