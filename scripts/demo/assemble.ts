import { DEMO_API_KEY, DEMO_SERVICES } from '#db/seed/demo-organisation.ts'
import { signIn, systemAt } from './client.ts'
import { feedOf } from './feed.ts'
import { CAST, type Play } from './play.ts'

/** Everybody of the cast, signed in at a site, and the business system. What they do is told line by line. */
export async function assemble(url: string, say: Play['say']): Promise<Play> {
  const people = new Map(
    await Promise.all(CAST.map(async (login) => [login, await signIn(url, login)] as const)),
  )
  const as: Play['as'] = (login) => {
    const person = people.get(login)
    if (person === undefined) throw new Error(`${login} has no part`)
    return person
  }
  const system = systemAt(url, { ...DEMO_API_KEY, name: DEMO_SERVICES[1].zh })
  return { as, system, feed: feedOf(as('duan.jingxing'), say), say }
}
