import { hash as argon2 } from '@node-rs/argon2'
import { randomBytes } from 'node:crypto'
import { givesScope, isAppraiserKind } from '#domain/access.ts'
import { GRADES, ROLES, type AppraiserKind, type Role } from '#domain/vocabulary.ts'
import type { Sql } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import { withAdmin } from './connection.ts'
import { table, UsageFault, type Answer, type Context } from './verb.ts'

export interface NewUser {
  readonly login: string
  readonly name: string
  readonly nameEn: string
  readonly unit: string
  readonly role: string
  readonly appraiser?: string
  readonly clearance: string
}

interface UserRow {
  readonly login: string
  readonly name: string
  readonly state: string
  readonly clearance: string
  readonly posts: string
  readonly mustChange: boolean
  readonly hasFactor: boolean
}

export async function listUsers({ config }: Context): Promise<Answer> {
  const users = await withAdmin(
    config,
    async (sql) => sql<UserRow[]>`
    select p.login, p.name_zh as name, p.state, p.clearance, coalesce(c.must_change, false) as "mustChange", c.totp_secret is not null as "hasFactor",
      coalesce((select string_agg(o.role || '@' || u.name_en, ', ' order by o.role) from post o join unit u on u.id = o.unit_id
        where o.person_id = p.id and (o.to_on is null or o.to_on >= archive_today())), '') as posts
    from person p left join credential c on c.person_id = p.id where p.kind = 'person' order by p.login`,
  )
  const rows = users.map(({ login, name, state, clearance, posts }) => [login, name, state, clearance, posts])
  return { lines: table([['login', 'name', 'state', 'clearance', 'posts'], ...rows]), json: { users } }
}

/** Adds a person with one post and a first password that must be changed at once. It is printed here and nowhere else. */
export async function addUser({ config }: Context, user: NewUser): Promise<Answer> {
  const role = oneOf(ROLES, user.role, 'role')
  const clearance = oneOf(GRADES, user.clearance, 'clearance')
  const appraiserKind = appraiserKindOf(role, user.appraiser)
  if (!/^[a-z][a-z0-9.-]{1,62}$/.test(user.login))
    throw new UsageFault('a login is of small letters, digits, dots and hyphens')
  const password = firstPassword()
  const id = newId()
  await withAdmin(config, async (sql) => {
    const unitId = await unitOf(sql, user.unit)
    const passwordHash = await hashOf(password)
    await sql.begin(async (tx) => {
      const [known] = await tx`select 1 from person where login = ${user.login}`
      if (known !== undefined) throw new UsageFault(`the login ${user.login} is taken`)
      await tx`insert into person (id, kind, login, name_zh, name_en, clearance) values (${id}, 'person', ${user.login}, ${user.name}, ${user.nameEn}, ${clearance})`
      await tx`insert into post (id, person_id, unit_id, role, appraiser_kind, gives_scope, from_on)
        values (${newId()}, ${id}, ${unitId}, ${role}, ${appraiserKind}, ${givesScope(role)}, archive_today())`
      await tx`insert into credential (person_id, password_hash, must_change) values (${id}, ${passwordHash}, true)`
    })
  })
  return {
    lines: [`Added ${user.login}. First password, to be changed at sign-in: ${password}`],
    json: { id, login: user.login, password },
  }
}

/** A new first password: every session of the person ends, and a lock after wrong tries is lifted. */
export async function resetPassword({ config }: Context, login: string): Promise<Answer> {
  const password = firstPassword()
  const passwordHash = await hashOf(password)
  await withAdmin(config, async (sql) =>
    sql.begin(async (tx) => {
      const [row] = await tx<{ id: string }[]>`
        update credential c set password_hash = ${passwordHash}, must_change = true, failures = 0, locked_until = null
        from person p where p.id = c.person_id and p.login = ${login} and p.kind = 'person' returning p.id`
      if (row === undefined) throw new UsageFault(`there is no person with the login ${login}`)
      await tx`delete from session where person_id = ${row.id}`
    }),
  )
  return {
    lines: [`New first password of ${login}, to be changed at sign-in: ${password}`],
    json: { login, password },
  }
}

/** A leaver: signs in no more, and whatever they had begun under old rights is refused. Their history stays under their name. */
export async function makePassive({ config }: Context, login: string): Promise<Answer> {
  await withAdmin(config, async (sql) =>
    sql.begin(async (tx) => {
      const [row] = await tx<{ id: string }[]>`
        update person set state = 'passive', rights_version = rights_version + 1 where login = ${login} and kind = 'person' returning id`
      if (row === undefined) throw new UsageFault(`there is no person with the login ${login}`)
      await tx`delete from session where person_id = ${row.id}`
    }),
  )
  return { lines: [`${login} is passive now.`], json: { login, state: 'passive' } }
}

function oneOf<T extends string>(known: readonly T[], given: string, what: string): T {
  const found = known.find((one) => one === given)
  if (found === undefined) throw new UsageFault(`there is no ${what} ${given}; known: ${known.join(', ')}`)
  return found
}

function appraiserKindOf(role: Role, given: string | undefined): AppraiserKind | null {
  if (role !== 'appraiser') return null
  if (given === undefined || !isAppraiserKind(given))
    throw new UsageFault('an appraiser needs --appraiser agency-head, business, archives or administration')
  return given
}

async function unitOf(sql: Sql, name: string): Promise<string> {
  const rows = await sql<
    { id: string }[]
  >`select id from unit where id::text = ${name} or name_zh = ${name} or name_en = ${name}`
  const [unit, other] = rows
  if (unit === undefined || other !== undefined)
    throw new UsageFault(`${rows.length} units are called ${name}`)
  return unit.id
}

/** 18 bytes: far beyond guessing, short enough to be typed once. */
const FIRST_PASSWORD_BYTES = 18

function firstPassword(): string {
  return randomBytes(FIRST_PASSWORD_BYTES).toString('base64url')
}

/** The cost that OWASP names for argon2id, as everywhere in the product. */
async function hashOf(password: string): Promise<string> {
  return argon2(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
}
