import { hash as argon2 } from '@node-rs/argon2'
import { createHash } from 'node:crypto'
import { EXCLUSIVE_ROLES } from '#domain/access.ts'
import { foundSite, type Founding } from '#domain/acts/found-site.ts'
import { createServiceKey } from '#domain/acts/keys.ts'
import { plainDate } from '#domain/dates.ts'
import { RECORD_FAMILIES, type SiteMode } from '#domain/vocabulary.ts'
import type { Sql } from '#db/client.ts'
import { administer, OPERATOR_PERSON } from '#db/gate/administration.ts'
import { idOf } from '#db/ids.ts'
import { sealSecret } from '#db/secrets.ts'
import {
  DEMO_API_KEY,
  DEMO_ARCHIVE_KEY,
  DEMO_FONDS,
  DEMO_FONDS_ID,
  DEMO_PASSWORD,
  DEMO_PEOPLE,
  DEMO_SERVICES,
  DEMO_UNITS,
  demoFactorSeed,
  demoUnitId,
  type DemoPerson,
} from './demo-organisation.ts'
import { seedShelves } from './demo-shelves.ts'

export interface SeedOptions {
  readonly mode: SiteMode
  readonly secretKey: string
}

/** The act that founds the demo's organisation, and the beginning of those that complete it; a site that has them has no demo records yet. */
export const DEMO_FOUNDING_KEY = 'seed/organisation'
const FOUNDED_ON = plainDate('2009-01-01')
const KEYS_EXPIRE_ON = plainDate('2198-12-31')
const ZONE = 'Asia/Shanghai'
const PEOPLE: readonly DemoPerson[] = [...DEMO_PEOPLE, ...DEMO_SERVICES]

/** The demo's units, people and keys, founded like every site, by a connection that may administer. Only into an empty site. */
export async function seedOrganisation(sql: Sql, { mode, secretKey }: SeedOptions): Promise<void> {
  if (mode === 'production') throw new Error('a production site is never seeded with demo people')
  const passwordHash = await argon2(DEMO_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const founding = demoFounding(mode)
  const founded = await administer(
    sql,
    {
      name: 'site.found',
      key: DEMO_FOUNDING_KEY,
      body: founding,
      operator: 'seed',
      zone: ZONE,
      credentials: async () =>
        PEOPLE.map((person) => ({
          personId: personIdOf(person),
          passwordHash: kindOf(person) === 'person' ? passwordHash : null,
          mustChange: false,
          totpSecret: person.hasFactor === true ? sealSecret(demoFactorSeed(person.login), secretKey) : null,
        })),
    },
    (facts) => foundSite(facts, founding),
  )
  if (founded.kind === 'refused') throw new Error(`the demo site was not founded: ${founded.code}`)
  await seedKey(sql, 'benefits-system', DEMO_API_KEY)
  await seedKey(sql, 'city-archive', DEMO_ARCHIVE_KEY)
  await seedShelves(sql)
}

async function seedKey(
  sql: Sql,
  login: 'benefits-system' | 'city-archive',
  { id, secret }: { readonly id: string; readonly secret: string },
): Promise<void> {
  const key = {
    login,
    id,
    name: 'demo',
    expiresOn: KEYS_EXPIRE_ON,
    secretHash: createHash('sha256').update(secret).digest('hex'),
  }
  const made = await administer(
    sql,
    { name: 'key.create', key: `${DEMO_FOUNDING_KEY}/key/${login}`, body: { login, id }, operator: 'seed' },
    (facts) => createServiceKey(facts, key),
  )
  if (made.kind === 'refused') throw new Error(`the demo has no key for ${login}: ${made.code}`)
}

function demoFounding(mode: SiteMode): Founding {
  return {
    site: {
      mode,
      nameZh: '示范市人力社保电子档案馆',
      nameEn: 'Shifan HRSS Electronic Archive',
      zone: ZONE,
      coolingDays: 7,
      backupDays: 35,
    },
    units: DEMO_UNITS.map(({ key, parent, kind, zh, en }) => ({
      id: demoUnitId(key),
      parentId: parent === null ? null : demoUnitId(parent),
      kind,
      nameZh: zh,
      nameEn: en,
      fromOn: FOUNDED_ON,
    })),
    fonds: {
      id: DEMO_FONDS_ID,
      code: DEMO_FONDS.code,
      nameZh: DEMO_FONDS.zh,
      nameEn: DEMO_FONDS.en,
      agencyUnitId: demoUnitId('agency'),
      archivesUnitId: demoUnitId('archives'),
      bureauUnitId: demoUnitId('bureau'),
    },
    people: [OPERATOR_PERSON, ...PEOPLE.map(personOf)],
  }
}

function personOf(person: DemoPerson): Founding['people'][number] {
  const { login, zh, en, clearance, unit, role, appraiserKind = null } = person
  const families = EXCLUSIVE_ROLES.includes(role) ? [] : RECORD_FAMILIES
  const post = { id: idOf('demo', 'post', login), unit: demoUnitId(unit), role, appraiserKind, families }
  return {
    id: personIdOf(person),
    kind: kindOf(person),
    login,
    nameZh: zh,
    nameEn: en,
    clearance,
    posts: [post],
    fromOn: FOUNDED_ON,
  }
}

function personIdOf({ login }: DemoPerson): string {
  return idOf('demo', 'person', login)
}

function kindOf({ role }: DemoPerson): 'person' | 'service' {
  return role === 'engine' || role === 'integration' || role === 'receiving-archive' ? 'service' : 'person'
}
