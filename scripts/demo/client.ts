import { randomUUID } from 'node:crypto'
import { generate } from 'otplib'
import { z } from 'zod'
import { UploadView } from '#api/contract/objects.ts'
import { SessionView } from '#api/contract/session.ts'
import {
  DEMO_PASSWORD,
  DEMO_PEOPLE,
  demoFactorSeed,
  type DemoLogin,
  type DemoPerson,
} from '#db/seed/demo-organisation.ts'
import { pause, until } from './wait.ts'

/** Somebody who speaks to the site by its public API and nothing else. */
export interface Caller {
  readonly name: string
  get<T extends z.ZodType>(path: string, view: T): Promise<z.output<T>>
  post<T extends z.ZodType>(path: string, body: unknown, view: T): Promise<z.output<T>>
  bytes(path: string): Promise<Buffer>
}

export interface Person extends Caller {
  readonly login: DemoLogin
  /** A code of the person's second factor that was not used before; waits for the next one where it must. */
  code(): Promise<string>
}

interface Credentials {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly name: string
}

/** Hands in one file, as a form does; answers the upload that names it from then on. */
export async function upload(
  caller: Caller,
  { name, type, bytes }: { readonly name: string; readonly type: string; readonly bytes: Uint8Array },
): Promise<string> {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(bytes)], { type }), name)
  return (await caller.post('/api/uploads', body, UploadView)).id
}

/** A business system with its key. */
export function systemAt(
  url: string,
  key: { readonly id: string; readonly secret: string; readonly name: string },
): Caller {
  return callerOf({ url, name: key.name, headers: { authorization: `Bearer evk_${key.id}.${key.secret}` } })
}

export async function signIn(url: string, login: DemoLogin): Promise<Person> {
  const known = (DEMO_PEOPLE as readonly DemoPerson[]).find((person) => person.login === login)
  const answer = await send(new URL('/api/session', url), {
    method: 'POST',
    headers: {},
    body: { login, password: DEMO_PASSWORD },
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ')
  const { csrfToken } = SessionView.parse(await answer.json())
  const caller = callerOf({
    url,
    name: `${known?.zh ?? login} (${known?.role ?? ''})`,
    headers: { cookie, 'x-csrf-token': csrfToken },
  })
  return { ...caller, login, code: codesOf(login) }
}

function callerOf({ url, name, headers }: Credentials): Caller {
  return {
    name,
    async get(path, view) {
      const answer = await send(new URL(path, url), { method: 'GET', headers })
      return view.parse(await answer.json())
    },
    async post(path, body, view) {
      const answer = await send(new URL(path, url), { method: 'POST', headers, body })
      return view.parse(await answer.json())
    },
    async bytes(path) {
      const answer = await send(new URL(path, url), { method: 'GET', headers })
      return Buffer.from(await answer.arrayBuffer())
    },
  }
}

interface Request {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

const ANSWER_MS = 60_000
const MOST_TRIES = 5
const TRY_AGAIN_S = 10

/** What the demo opens a person's file for. */
const PURPOSE = { kind: 'handling', text: '演示全流程' }

/** Sends once more, as the same request, when the site was asked too often, or when it asks what a person's file is opened for. */
async function send(url: URL, request: Request): Promise<Response> {
  const key = randomUUID()
  for (let tries = 1; ; tries += 1) {
    const answer = await sendOnce(url, request, key)
    if (answer.ok) return answer
    const text = await answer.text()
    const personal = personalFileIn(text)
    if (tries === MOST_TRIES || (answer.status !== 429 && personal === undefined))
      throw new Error(`${request.method} ${url.pathname} was answered ${answer.status}: ${text}`)
    if (personal === undefined) await pause(1000 * Number(answer.headers.get('retry-after') ?? TRY_AGAIN_S))
    else {
      const say = new URL(`/api/records/${personal}/purpose`, url)
      await send(say, { ...request, method: 'POST', body: PURPOSE })
    }
  }
}

const PurposeAsked = z.object({
  code: z.literal('access.purpose-required'),
  detail: z.object({ recordId: z.string() }),
})

function personalFileIn(text: string): string | undefined {
  if (!text.includes('access.purpose-required')) return undefined
  return PurposeAsked.parse(JSON.parse(text)).detail.recordId
}

async function sendOnce(url: URL, { method, headers, body }: Request, key: string): Promise<Response> {
  const isForm = body instanceof FormData
  const sent: Record<string, string> = { ...headers }
  if (method === 'POST') sent['idempotency-key'] = key
  if (body !== undefined && !isForm) sent['content-type'] = 'application/json'
  const text = body === undefined ? undefined : isForm ? body : JSON.stringify(body)
  return fetch(url, {
    method,
    headers: sent,
    signal: AbortSignal.timeout(ANSWER_MS),
    ...(text === undefined ? {} : { body: text }),
  })
}

const STEP_S = 30

/** A code counts once; the next one is waited for by the clock that makes it. */
function codesOf(login: string): () => Promise<string> {
  let lastStep = 0
  return async () => {
    const step = await until(`the next code of ${login}`, async () => {
      const now = Math.floor(Date.now() / 1000 / STEP_S)
      return now > lastStep ? now : undefined
    })
    lastStep = step
    return generate({ secret: demoFactorSeed(login), epoch: step * STEP_S })
  }
}
