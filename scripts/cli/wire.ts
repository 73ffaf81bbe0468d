import { readConfig, readOwnPassword } from '#config.ts'
import { newId } from '#db/ids.ts'
import type { Answer } from './verb.ts'
import { UsageFault } from './verb.ts'

/** Who asks, and where. The password comes from the environment, where no list of processes shows it. */
export interface AskedSession {
  readonly login?: string
  readonly url?: string
  /** Six digits, where the account has a second factor. */
  readonly code?: string
}

/** A signed-in person's way to the product: the same acts, rights and refusals as on the screens. */
export interface Wire {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: object, key?: string): Promise<T>
}

/** What the product refused, with the detail that names rows and reasons. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly problem: { readonly code: string; readonly detail: unknown }
  constructor(message: string, problem: { readonly code: string; readonly detail: unknown }) {
    super(message)
    this.problem = problem
  }
}

/** Signs in, works and signs out again, whatever happens. A refusal becomes an answer of exit code 1. */
export async function signedIn(asked: AskedSession, work: (wire: Wire) => Promise<Answer>): Promise<Answer> {
  const password = readOwnPassword()
  if (asked.login === undefined) throw new UsageFault('say who asks with --login')
  if (password === null)
    throw new UsageFault(`the password of ${asked.login} is taken from EVERFILE_PASSWORD`)
  const base = asked.url ?? `http://127.0.0.1:${readConfig().http.port}`
  try {
    const { login, code } = asked
    const session = await open(base, { login, password, ...(code === undefined ? {} : { code }) })
    try {
      return await work(wireOf(base, session))
    } finally {
      await fetch(`${base}/api/session`, { method: 'DELETE', headers: session }).catch(() => undefined)
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { lines: [error.message], json: error.problem, hasFaults: true }
  }
}

function wireOf(base: string, session: Readonly<Record<string, string>>): Wire {
  return {
    get: async (path) => ask(base, { method: 'GET', path, headers: session }),
    post: async (path, body, key) => {
      const headers = { ...session, 'idempotency-key': key ?? newId(), 'content-type': 'application/json' }
      return ask(base, { method: 'POST', path, headers, body })
    },
  }
}

async function open(base: string, body: object): Promise<Readonly<Record<string, string>>> {
  const answer = await reach(`${base}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': newId() },
    body: JSON.stringify(body),
  })
  const said: unknown = await answer.json()
  if (!answer.ok) throw refusedBy(said)
  const csrf =
    typeof said === 'object' && said !== null && 'csrfToken' in said && typeof said.csrfToken === 'string'
      ? said.csrfToken
      : ''
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { cookie, 'x-csrf-token': csrf }
}

interface Asked {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: object
}

async function ask<T>(base: string, { method, path, headers, body }: Asked): Promise<T> {
  const answer = await reach(`${base}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const said: unknown = await answer.json()
  if (!answer.ok) throw refusedBy(said)
  return said as T
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    throw new Error(`the product does not answer at ${new URL(url).origin}`, { cause: error })
  }
}

function refusedBy(said: unknown): Refused {
  const {
    code = 'internal',
    title = 'The product refused',
    fix = '',
    detail = null,
  } = (said ?? {}) as {
    readonly code?: string
    readonly title?: string
    readonly fix?: string
    readonly detail?: unknown
  }
  return new Refused(`${title}. ${fix}`.trim(), { code, detail })
}
