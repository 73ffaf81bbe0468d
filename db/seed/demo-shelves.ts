import type { Sql } from '#db/client.ts'
import { idOf } from '#db/ids.ts'
import { demoUnitId } from './demo-organisation.ts'

/** The demo's one repository room: two racks of six cells. The last cell of the second rack holds a single file. */
const RACKS = 2
const CELLS_A_RACK = 6
const FILES_A_CELL = 20
const SMALL_CELL = 1

export function demoCellBarcode(rack: number, cell: number): string {
  return `K1-${String(rack).padStart(2, '0')}-${String(cell).padStart(2, '0')}`
}

/** Room, racks and cells, with fixed ids, once. */
export async function seedShelves(sql: Sql): Promise<void> {
  const roomId = idOf('demo', 'location', 'K1')
  const unitId = demoUnitId('archives')
  const room = {
    id: roomId,
    parent_id: null,
    kind: 'room',
    barcode: 'K1',
    name_zh: '一号库房',
    name_en: 'Room 1',
    capacity: null,
    position: 1,
  }
  const racks = Array.from({ length: RACKS }, (_, index) => ({
    id: idOf('demo', 'location', `K1-${index + 1}`),
    parent_id: roomId,
    kind: 'rack',
    barcode: `K1-${String(index + 1).padStart(2, '0')}`,
    name_zh: `${index + 1} 号架`,
    name_en: `Rack ${index + 1}`,
    capacity: null,
    position: index + 1,
  }))
  const cells = racks.flatMap((rack, at) =>
    Array.from({ length: CELLS_A_RACK }, (_, index) => ({
      id: idOf('demo', 'location', demoCellBarcode(at + 1, index + 1)),
      parent_id: rack.id,
      kind: 'cell',
      barcode: demoCellBarcode(at + 1, index + 1),
      name_zh: `${index + 1} 格`,
      name_en: `Cell ${index + 1}`,
      capacity: at === RACKS - 1 && index === CELLS_A_RACK - 1 ? SMALL_CELL : FILES_A_CELL,
      position: index + 1,
    })),
  )
  for (const row of [room, ...racks, ...cells])
    await sql`insert into location ${sql({ ...row, unit_id: unitId })} on conflict do nothing`
}
