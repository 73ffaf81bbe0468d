import {
  addPerson,
  endPost,
  givePost,
  makePassive,
  setPassword,
  type NewPerson,
  type NewPost,
} from '#domain/acts/administer.ts'
import { grantClasses, withdrawClasses } from '#domain/acts/class-grants.ts'
import { APPRAISER_KINDS, GRADES, RECORD_FAMILIES, ROLES, type RecordFamily } from '#domain/vocabulary.ts'
import { releaseTasksWithin } from '#db/leavers.ts'
import { readDatabaseConfig } from '#config.ts'
import { act, firstCredential, firstPassword } from './administer.ts'
import { withAdmin } from './connection.ts'
import { oneOf, table, type Answer } from './verb.ts'

export interface AskedPost {
  readonly unit: string
  readonly role: string
  readonly appraiser?: string
  /** Families of classes with commas between them, or `all`; none where nothing is said. */
  readonly classes?: string
  readonly key?: string
}

export interface AskedUser extends AskedPost {
  readonly name: string
  readonly nameEn: string
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

export async function listUsers(): Promise<Answer> {
  const users = await withAdmin(
    readDatabaseConfig(),
    async (sql) => sql<UserRow[]>`
    select p.login, p.name_zh as name, p.state, p.clearance, coalesce(c.must_change, false) as "mustChange", c.totp_secret is not null as "hasFactor",
      coalesce((select string_agg(o.role || '@' || u.name_en || coalesce((select ' (' || string_agg(g.family, ' ' order by g.family) || ')'
          from class_grant g where g.post_id = o.id and (g.to_on is null or g.to_on >= archive_today())), ''), ', ' order by o.role) from post o join unit u on u.id = o.unit_id
        where o.person_id = p.id and (o.to_on is null or o.to_on >= archive_today())), '') as posts
    from person p left join credential c on c.person_id = p.id where p.kind = 'person' order by p.login`,
  )
  const rows = users.map(({ login, name, state, clearance, posts }) => [login, name, state, clearance, posts])
  return { lines: table([['login', 'name', 'state', 'clearance', 'posts'], ...rows]), json: { users } }
}

/** Adds a person with one post and a first password that must be changed at once. It is printed here and nowhere else. */
export async function addUser(login: string, asked: AskedUser): Promise<Answer> {
  const person: NewPerson = {
    login,
    nameZh: asked.name,
    nameEn: asked.nameEn,
    clearance: oneOf(GRADES, asked.clearance, 'clearance'),
    posts: [postOf(asked)],
  }
  const password = firstPassword()
  const { answer, replayed } = await act(
    {
      name: 'person.add',
      key: asked.key,
      body: person,
      credentials: async ({ personId }) => [await firstCredential(personId ?? '', password)],
    },
    (facts) => addPerson(facts, person),
  )
  const id = answer['personId']
  if (replayed)
    return doneBefore(`${login} was added before; the first password was printed then.`, { id, login })
  return {
    lines: [`Added ${login}. First password, to be changed at sign-in: ${password}`],
    json: { id, login, password },
  }
}

/** A new first password: every session of the person ends, and a lock after wrong tries is lifted. */
export async function resetPassword(login: string, { key }: { readonly key?: string }): Promise<Answer> {
  const password = firstPassword()
  const { replayed } = await act(
    {
      name: 'person.set-password',
      key,
      body: { login },
      credentials: async ({ personId }) => [await firstCredential(personId ?? '', password)],
    },
    (facts) => setPassword(facts, login),
  )
  if (replayed)
    return doneBefore(`The password of ${login} was set before under this key, and printed then.`, { login })
  return {
    lines: [`New first password of ${login}, to be changed at sign-in: ${password}`],
    json: { login, password },
  }
}

/** A leaver: signs in no more; sessions and keys end and claimed tasks go back in one commit, and what they had begun is refused. */
export async function retire(login: string, { key }: { readonly key?: string }): Promise<Answer> {
  let released = 0
  const { answer } = await act(
    {
      name: 'person.make-passive',
      key,
      body: { login },
      async within(tx, { personId }) {
        released = await releaseTasksWithin(tx, personId ?? '')
      },
    },
    (facts) => makePassive(facts, login),
  )
  return {
    lines: [
      `${login} is passive now; sessions and keys have ended.`,
      `${released} claimed ${released === 1 ? 'task' : 'tasks'} went back to the group.`,
    ],
    json: { ...answer, released },
  }
}

export async function addPost(login: string, asked: AskedPost): Promise<Answer> {
  const post = postOf(asked)
  const { answer } = await act({ name: 'post.give', key: asked.key, body: { login, post } }, (facts) =>
    givePost(facts, login, post),
  )
  return { lines: [`${login} is ${post.role} in ${post.unit}.`], json: answer }
}

export async function removePost(login: string, asked: AskedPost): Promise<Answer> {
  const post = { unit: asked.unit, role: oneOf(ROLES, asked.role, 'role') }
  const { answer } = await act({ name: 'post.end', key: asked.key, body: { login, post } }, (facts) =>
    endPost(facts, login, post),
  )
  return { lines: [`${login} is ${post.role} in ${post.unit} no more.`], json: answer }
}

function postOf({ unit, role, appraiser, classes = '' }: AskedPost): NewPost {
  const appraiserKind =
    appraiser === undefined ? null : oneOf(APPRAISER_KINDS, appraiser, 'seat in the appraisal group')
  return { unit, role: oneOf(ROLES, role, 'role'), appraiserKind, families: familiesOf(classes) }
}

function familiesOf(classes: string): readonly RecordFamily[] {
  if (classes === 'all') return RECORD_FAMILIES
  return classes === ''
    ? []
    : classes.split(',').map((name) => oneOf(RECORD_FAMILIES, name.trim(), 'family of classes'))
}

export interface AskedGrant {
  readonly unit: string
  readonly role: string
  readonly classes: string
  readonly key?: string
}

/** Lets a post see records of more families of classes: nobody sees any without (default deny). */
export async function grant(login: string, asked: AskedGrant): Promise<Answer> {
  const said = { login, ...grantOf(asked) }
  const { answer } = await act({ name: 'class.grant', key: asked.key, body: said }, (facts) =>
    grantClasses(facts, said),
  )
  return {
    lines: [`${login} is granted ${said.families.join(', ')} as ${said.role} in ${said.unit}.`],
    json: answer,
  }
}

export async function withdraw(login: string, asked: AskedGrant): Promise<Answer> {
  const said = { login, ...grantOf(asked) }
  const { answer } = await act({ name: 'class.withdraw', key: asked.key, body: said }, (facts) =>
    withdrawClasses(facts, said),
  )
  return { lines: [`${login} is not granted ${said.families.join(', ')} any more.`], json: answer }
}

function grantOf({ unit, role, classes }: AskedGrant) {
  return { unit, role: oneOf(ROLES, role, 'role'), families: familiesOf(classes) }
}

function doneBefore(line: string, json: unknown): Answer {
  return { lines: [line], json }
}
