import { addUnit, type NewUnit } from '#domain/acts/administer.ts'
import { UNIT_KINDS } from '#domain/vocabulary.ts'
import { UNIT_BEGINNINGS } from '#domain/vocabulary/structure.ts'
import { readDatabaseConfig } from '#config.ts'
import { act } from './administer.ts'
import { withAdmin } from './connection.ts'
import { oneOf, table, type Answer } from './verb.ts'

export interface AskedUnit {
  readonly nameZh: string
  readonly nameEn: string
  readonly under: string
  readonly kind: string
  readonly begins: string
  readonly key?: string
}

interface UnitLine {
  readonly id: string
  readonly kind: string
  readonly nameZh: string
  readonly nameEn: string
  readonly under: string
  /** Null while it is not set. */
  readonly liveFrom: string | null
}

export async function listUnits(): Promise<Answer> {
  const units = await withAdmin(
    readDatabaseConfig(),
    async (sql) => sql<UnitLine[]>`
    select u.id, u.kind, u.name_zh as "nameZh", u.name_en as "nameEn", coalesce(p.name_en, '') as under,
      u.live_from::text as "liveFrom"
    from unit u left join unit p on p.id = u.parent_id order by cardinality(u.path), u.name_en limit 10000`,
  )
  const rows = units.map(({ id, kind, nameZh, nameEn, under, liveFrom }) => [
    id,
    kind,
    nameZh,
    nameEn,
    under,
    liveFrom ?? 'not set',
  ])
  const head = ['id', 'kind', 'name', 'in Latin letters', 'under', 'live from']
  return { lines: table([head, ...rows]), json: { units } }
}

export async function addUnitBelow({ key, under, nameZh, nameEn, ...rest }: AskedUnit): Promise<Answer> {
  const kind = oneOf(UNIT_KINDS, rest.kind, 'kind of unit')
  const begins = oneOf(UNIT_BEGINNINGS, rest.begins, 'beginning')
  const unit: NewUnit = { nameZh, nameEn, parent: under, kind, ...(begins === 'at-once' ? {} : { begins }) }
  const { answer } = await act({ name: 'unit.add', key, body: unit }, (facts) => addUnit(facts, unit))
  return { lines: [`Added the unit ${nameEn}: ${answer['unitId'] ?? ''}`], json: answer }
}
