import { hash as argon2 } from '@node-rs/argon2'
import { createHash } from 'node:crypto'
import { givesScope } from '#domain/access.ts'
import type { SiteMode } from '#domain/vocabulary.ts'
import type { Sql } from '#db/client.ts'
import { idOf } from '#db/ids.ts'
import { sealSecret } from '#db/secrets.ts'
import {
  DEMO_API_KEY,
  DEMO_FONDS,
  DEMO_FONDS_ID,
  DEMO_PASSWORD,
  DEMO_PEOPLE,
  DEMO_SERVICES,
  DEMO_UNITS,
  demoFactorSeed,
  demoUnitId,
  SITE_ID,
  type DemoPerson,
  type DemoUnitKey,
} from './demo-organisation.ts'

export interface SeedOptions {
  readonly mode: SiteMode
  readonly secretKey: string
}

/** The demo's units, people and keys, by a connection that may write the organisation (the admin's). Only into an empty site. */
export async function seedOrganisation(sql: Sql, { mode, secretKey }: SeedOptions): Promise<void> {
  if (mode === 'production') throw new Error('a production site is never seeded with demo people')
  const passwordHash = await argon2(DEMO_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  await sql.begin(async (tx) => {
    await tx`insert into site (id, mode, name_zh, name_en, latest_on, cooling_days)
      values (${SITE_ID}, ${mode}, '示范市人力社保电子档案馆', 'Shifan HRSS Electronic Archive', (now() at time zone 'Asia/Shanghai')::date, 7)`
    for (const unit of DEMO_UNITS) {
      await tx`insert into unit (id, parent_id, path, kind, name_zh, name_en, from_on) values (${demoUnitId(unit.key)},
        ${unit.parent === null ? null : demoUnitId(unit.parent)}, ${pathOf(unit.key)}, ${unit.kind}, ${unit.zh}, ${unit.en}, '2009-01-01')`
    }
    await tx`insert into fonds (id, code, name_zh, name_en, agency_unit_id, archives_unit_id, bureau_unit_id)
      values (${DEMO_FONDS_ID}, ${DEMO_FONDS.code}, ${DEMO_FONDS.zh}, ${DEMO_FONDS.en}, ${demoUnitId('agency')}, ${demoUnitId('archives')}, ${demoUnitId('bureau')})`
    for (const person of [...DEMO_PEOPLE, ...DEMO_SERVICES] as readonly DemoPerson[]) {
      const id = idOf('demo', 'person', person.login)
      const kind = person.role === 'engine' || person.role === 'integration' ? 'service' : 'person'
      await tx`insert into person (id, kind, login, name_zh, name_en, clearance) values (${id}, ${kind}, ${person.login}, ${person.zh}, ${person.en}, ${person.clearance})`
      await tx`insert into post (id, person_id, unit_id, role, appraiser_kind, gives_scope, from_on) values (${idOf('demo', 'post', person.login)},
        ${id}, ${demoUnitId(person.unit)}, ${person.role}, ${person.appraiserKind ?? null}, ${givesScope(person.role)}, '2009-01-01')`
      const totp = person.hasFactor === true ? sealSecret(demoFactorSeed(person.login), secretKey) : null
      await tx`insert into credential (person_id, password_hash, totp_secret) values (${id}, ${kind === 'person' ? passwordHash : null}, ${totp})`
    }
    await tx`insert into api_key (id, person_id, name, secret_hash, expires_at) values (${DEMO_API_KEY.id}, ${idOf('demo', 'person', 'benefits-system')},
      'demo', ${createHash('sha256').update(DEMO_API_KEY.secret).digest('hex')}, '2199-01-01')`
  })
}

function pathOf(key: DemoUnitKey): readonly string[] {
  const unit = DEMO_UNITS.find((candidate) => candidate.key === key)
  if (unit === undefined) throw new Error(`no demo unit ${key}`)
  return [...(unit.parent === null ? [] : pathOf(unit.parent)), demoUnitId(key)]
}
