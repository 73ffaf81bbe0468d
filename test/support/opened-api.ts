import { afterAll, beforeAll } from 'vitest'
import type { Dependencies } from '#api/dependencies.ts'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { openTestApi, personAt, type Person, type TestApi } from '#test/support/api.ts'

type Cast = Readonly<Record<string, DemoLogin>>

/**
 * The application for the tests of one file, with the people who take part, by their part: all open before its first test, closed
 * after its last. What the file opens beside it stands in a `beforeAll` below this.
 */
export function openApi<C extends Cast>(
  cast: C,
  changes: Partial<Dependencies> = {},
): { readonly api: TestApi } & { readonly [Part in keyof C]: Person } {
  let opened: TestApi | undefined
  const people = new Map<string, Person>()
  beforeAll(async () => {
    const api = await openTestApi(changes)
    opened = api
    await Promise.all(
      Object.entries(cast).map(async ([part, login]) => people.set(part, await personAt(api.app, login))),
    )
  })
  afterAll(async () => opened?.close())
  const parts = Object.keys(cast).map((part) => [part, standIn(part, () => people.get(part))])
  return { api: standIn('api', () => opened), ...Object.fromEntries(parts) }
}

/** Has a name before it is there, as `let` and `beforeAll` would give it. */
function standIn<T extends object>(name: string, of: () => T | undefined): T {
  return new Proxy({} as T, {
    get(_, property) {
      const it = of()
      if (it === undefined) throw new Error(`${name} is not open yet: use it in a hook or a test`)
      return Reflect.get(it, property)
    },
  })
}
