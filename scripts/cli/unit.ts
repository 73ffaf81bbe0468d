import { addUnit, type NewUnit } from '#domain/acts/administer.ts'
import { UNIT_KINDS } from '#domain/vocabulary.ts'
import { readDatabaseConfig } from '#config.ts'
import { act } from './administer.ts'
import { withAdmin } from './connection.ts'
import { oneOf, table, type Answer } from './verb.ts'

export interface AskedUnit {
  readonly nameZh: string
  readonly nameEn: string
  readonly under: string
  readonly kind: string
  readonly key?: string
}

interface UnitLine {
  readonly id: string
  readonly kind: string
  readonly nameZh: string
  readonly nameEn: string
  readonly under: string
}

export async function listUnits(): Promise<Answer> {
  const units = await withAdmin(
    readDatabaseConfig(),
    async (sql) => sql<UnitLine[]>`
    select u.id, u.kind, u.name_zh as "nameZh", u.name_en as "nameEn", coalesce(p.name_en, '') as under
    from unit u left join unit p on p.id = u.parent_id order by cardinality(u.path), u.name_en limit 10000`,
  )
  const rows = units.map(({ id, kind, nameZh, nameEn, under }) => [id, kind, nameZh, nameEn, under])
  return { lines: table([['id', 'kind', 'name', 'in Latin letters', 'under'], ...rows]), json: { units } }
}

export async function addUnitBelow({ key, under, nameZh, nameEn, ...rest }: AskedUnit): Promise<Answer> {
  const unit: NewUnit = { nameZh, nameEn, parent: under, kind: oneOf(UNIT_KINDS, rest.kind, 'kind of unit') }
  const { answer } = await act({ name: 'unit.add', key, body: unit }, (facts) => addUnit(facts, unit))
  return { lines: [`Added the unit ${nameEn}: ${answer['unitId'] ?? ''}`], json: answer }
}
