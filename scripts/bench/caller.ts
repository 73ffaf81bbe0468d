import { Agent, request } from 'node:http'
import { DEMO_PASSWORD } from '#db/seed/demo-organisation.ts'

export interface Answer {
  readonly status: number
  readonly body: unknown
}

export interface Ask {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Kept connections to one API, as a browser or a business system keeps them. */
export interface Caller {
  ask(ask: Ask): Promise<Answer>
  close(): void
}

/** An answer that does not come within this is asked for again, or given up, by whoever asked. */
const ANSWER_MS = 30_000

export function callerOf(port: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  return {
    ask: async ({ method, path, headers = {}, body }) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? undefined : Buffer.from(JSON.stringify(body), 'utf8')
        const content =
          text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': String(text.length) }
        const sent = request(
          {
            host: '127.0.0.1',
            port,
            method,
            path,
            agent,
            timeout: ANSWER_MS,
            headers: { ...content, ...headers },
          },
          (response) => {
            const chunks: Buffer[] = []
            response.on('data', (chunk: Buffer) => chunks.push(chunk))
            response.on('error', reject)
            response.on('end', () =>
              resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks)) }),
            )
          },
        )
        sent.on('timeout', () =>
          sent.destroy(new Error(`${method} ${path}: no answer within ${ANSWER_MS} ms`)),
        )
        sent.on('error', reject)
        sent.end(text)
      }),
    close: () => agent.destroy(),
  }
}

function parsed(bytes: Buffer): unknown {
  return bytes.length === 0 ? undefined : (JSON.parse(bytes.toString('utf8')) as unknown)
}

/** Headers of a signed-in person: the session's cookie, and the token that cookie writes need. */
export async function signIn(
  caller: Caller,
  login: string,
  port: number,
): Promise<Readonly<Record<string, string>>> {
  const { body, cookie } = await signedIn(port, login)
  const csrf = textAt(body, 'csrfToken')
  const headers = { cookie, 'x-csrf-token': csrf }
  const seen = await caller.ask({ method: 'GET', path: '/api/session', headers })
  if (seen.status !== 200) throw new Error(`${login} is not signed in: ${seen.status}`)
  return headers
}

async function signedIn(
  port: number,
  login: string,
): Promise<{ readonly body: unknown; readonly cookie: string }> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `sign-in-${login}` },
    body: JSON.stringify({ login, password: DEMO_PASSWORD }),
  })
  const body: unknown = await answer.json()
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  if (!answer.ok) throw new Error(`${login} cannot sign in: ${answer.status} ${JSON.stringify(body)}`)
  return { body, cookie }
}

/** A text that an answer must hold. */
export function textAt(body: unknown, name: string): string {
  const value =
    typeof body === 'object' && body !== null
      ? Object.entries(body).find(([key]) => key === name)?.[1]
      : undefined
  if (typeof value !== 'string') throw new Error(`no ${name} in ${JSON.stringify(body)}`)
  return value
}
