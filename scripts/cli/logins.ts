import {
  DEMO_API_KEY,
  DEMO_PASSWORD,
  DEMO_PEOPLE,
  demoFactorSeed,
  type DemoPerson,
} from '#db/seed/demo-organisation.ts'
import { readSiteMode } from './connection.ts'
import { table, type Answer, type Context } from './verb.ts'

/** The demo people, for demo and test sites alone: a production site has no password that anybody could print. */
export async function logins({ config }: Context): Promise<Answer> {
  const mode = await readSiteMode(config)
  if (mode !== 'demo' && mode !== 'test') return { lines: [], json: { mode, logins: [] } }
  const people = (DEMO_PEOPLE as readonly DemoPerson[]).map(({ login, zh, role, hasFactor }) => ({
    login,
    name: zh,
    role,
    password: DEMO_PASSWORD,
    factorSeed: hasFactor === true ? demoFactorSeed(login) : null,
  }))
  const rows = people.map(({ login, name, role, factorSeed }) => [login, name, role, factorSeed ?? ''])
  const lines = [
    `Demo logins (password of all: ${DEMO_PASSWORD})`,
    ...table([['login', 'name', 'role', 'second-factor seed'], ...rows]),
    `Demo API key: evk_${DEMO_API_KEY.id}.${DEMO_API_KEY.secret}`,
  ]
  return { lines, json: { mode, logins: people } }
}
