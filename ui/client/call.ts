import type { z } from 'zod'
import type { RouteKey, Routes } from '#api/contract/routes.ts'
import { offlineError, problemFrom } from './problem-error.ts'

type ParamsPart<R> = R extends { readonly params: infer P extends z.ZodType }
  ? { readonly params: z.input<P> }
  : object
type QueryPart<R> = R extends { readonly query: infer Q extends z.ZodType }
  ? { readonly query?: z.input<Q> }
  : object
type BodyPart<R> = R extends { readonly body: 'multipart' }
  ? { readonly file: File }
  : R extends { readonly body: infer B extends z.ZodType }
    ? { readonly body: z.input<B> }
    : object

/** What a call needs: the parts that its row in the table of the wire names. */
export type Asked<K extends RouteKey> = ParamsPart<Routes[K]> & QueryPart<Routes[K]> & BodyPart<Routes[K]>
export type Answered<K extends RouteKey> = z.output<Routes[K]['response']>

/** Routes by method: reads can be repeated at will, writes carry an idempotency key. */
export type ReadKey = Extract<RouteKey, `GET ${string}`>
export type WriteKey = Exclude<RouteKey, ReadKey>

interface Parts {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly file?: File
}

/** Comes with the session and goes back with every write. */
let csrfToken = ''
export function keepCsrfToken(token: string): void {
  csrfToken = token
}

export async function read<K extends ReadKey>(
  key: K,
  asked: Asked<K>,
  signal?: AbortSignal,
): Promise<Answered<K>> {
  return send(key, asked, signal === undefined ? {} : { signal })
}

/** `idempotencyKey` stays the same over retries of one act, so that a lost answer is never a question. */
export async function write<K extends WriteKey>(
  key: K,
  asked: Asked<K>,
  idempotencyKey: string,
): Promise<Answered<K>> {
  return send(key, asked, { headers: { 'Idempotency-Key': idempotencyKey, 'X-CSRF-Token': csrfToken } })
}

async function send<K extends RouteKey>(key: K, asked: Parts, init: RequestInit): Promise<Answered<K>> {
  const [method = 'GET', path = ''] = key.split(' ')
  const headers = new Headers(init.headers)
  headers.set('Accept', 'application/json')
  if (asked.body !== undefined) headers.set('Content-Type', 'application/json')
  const body = bodyOf(asked)
  const response = await fetch(addressOf(path, asked), {
    ...init,
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body }),
  }).catch((cause: unknown) => {
    if (init.signal?.aborted === true) throw cause
    throw offlineError()
  })
  if (!response.ok) throw await problemFrom(response)
  return (await response.json()) as Answered<K>
}

function bodyOf({ body, file }: Parts): string | FormData | undefined {
  if (file === undefined) return body === undefined ? undefined : JSON.stringify(body)
  const form = new FormData()
  form.append('file', file)
  return form
}

/** The address of a route with its parameters filled in and its query appended. */
export function addressOf(path: string, { params = {}, query = {} }: Parts): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string' && value !== '') search.set(name, value)
    if (typeof value === 'number') search.set(name, String(value))
  }
  return search.size === 0 ? filled : `${filled}?${search.toString()}`
}
