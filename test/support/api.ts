import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { generate } from 'otplib'
import { buildApp } from '#api/app.ts'
import type { Dependencies } from '#api/dependencies.ts'
import { openAccessLog, type AccessLog } from '#db/access-log.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { newId } from '#db/ids.ts'
import { openObjectStore, type ObjectStore } from '#db/objects.ts'
import {
  DEMO_API_KEY,
  DEMO_PASSWORD,
  demoFactorSeed,
  demoUnitId,
  type DemoLogin,
} from '#db/seed/demo-organisation.ts'
import type { ActFacts } from '#domain/acts/act.ts'
import { finishJob, type JobResult } from '#domain/acts/engine.ts'
import { registerEvents } from '#domain/acts/run-list.ts'
import { createLogger } from '#logger.ts'
import { openTestSite, type TestSite } from '#test/support/database.ts'

export interface TestApi {
  readonly app: FastifyInstance
  readonly site: TestSite
  readonly store: ObjectStore
  readonly accessLog: AccessLog
  close(): Promise<void>
}

/** The whole application on a database and buckets of its own; every answer is proved against its schema. */
export async function openTestApi(changes: Partial<Dependencies> = {}): Promise<TestApi> {
  const site = await openTestSite()
  const store = openObjectStore(site.config.store)
  await store.ensureBuckets()
  const accessLog = openAccessLog(site.sql, {
    onFault: (error) => {
      throw error
    },
  })
  const app = buildApp({
    config: { ...site.config, http: { ...site.config.http, rateLimitPerMinute: 100_000 } },
    sql: site.sql,
    gate: site.gate,
    reference: site.reference,
    store,
    accessLog,
    logger: createLogger('test', 'silent'),
    cache: null,
    version: '0.0.0',
    probeEngine: async () => ({ state: 'down', detail: null, workers: 0, heardAt: null }),
    screens: null,
    answers: 'checked',
    ...changes,
  })
  await app.ready()
  return {
    app,
    site,
    store,
    accessLog,
    async close() {
      await app.close()
      store.close()
      await site.close()
    },
  }
}

export interface SignedIn {
  readonly cookie: string
  readonly csrfToken: string
}

export interface Sent {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly key?: string
}

/** A person at a browser: cookie, token and a fresh key with every write. */
export interface Person {
  readonly session: SignedIn
  get(url: string): Promise<LightMyRequestResponse>
  post(url: string, sent?: Sent): Promise<LightMyRequestResponse>
  del(url: string, sent?: Sent): Promise<LightMyRequestResponse>
}

export function signInWith(
  app: FastifyInstance,
  login: string,
  password: string = DEMO_PASSWORD,
): Promise<LightMyRequestResponse> {
  return app.inject({ method: 'POST', url: '/api/session', payload: { login, password } })
}

export function cookieOf(response: LightMyRequestResponse): string {
  const cookie = response.cookies.find(({ name }) => name === 'everfile_session')
  if (cookie === undefined) throw new Error(`no session: ${response.statusCode} ${response.body}`)
  return `everfile_session=${cookie.value}`
}

export async function personAt(app: FastifyInstance, login: DemoLogin): Promise<Person> {
  const response = await signInWith(app, login)
  const session = { cookie: cookieOf(response), csrfToken: response.json<{ csrfToken: string }>().csrfToken }
  return withSession(app, session)
}

export interface People {
  as(login: DemoLogin): Promise<Person>
  /** The first by login of those who hold a post in the role. */
  inRole(role: string): Promise<Person>
}

/** The demo's people, each signed in when first asked for, and once. */
export function peopleOf(api: TestApi): People {
  const people = new Map<string, Person>()
  const as = async (login: DemoLogin): Promise<Person> => {
    const known = people.get(login) ?? (await personAt(api.app, login))
    people.set(login, known)
    return known
  }
  return {
    as,
    async inRole(role) {
      const [row] = await api.site.admin<{ login: DemoLogin }[]>`
        select p.login from person p join post o on o.person_id = p.id where o.role = ${role} order by p.login limit 1`
      if (row === undefined) throw new Error(`nobody is ${role}`)
      return as(row.login)
    },
  }
}

export function withSession(app: FastifyInstance, session: SignedIn): Person {
  const { cookie, csrfToken } = session
  const send = (method: 'POST' | 'DELETE', url: string, { body, headers, key = newId() }: Sent = {}) =>
    app.inject({
      method,
      url,
      headers: { cookie, 'x-csrf-token': csrfToken, 'idempotency-key': key, ...headers },
      ...(body === undefined ? {} : { payload: body as NonNullable<InjectOptions['payload']> }),
    })
  return {
    session,
    get: (url) => app.inject({ method: 'GET', url, headers: { cookie } }),
    post: (url, sent) => send('POST', url, sent),
    del: (url, sent) => send('DELETE', url, sent),
  }
}

/** The business system of the demo site. */
export const SYSTEM_KEY = `Bearer evk_${DEMO_API_KEY.id}.${DEMO_API_KEY.secret}`

/** The digits that a demo person's authenticator shows, some steps of thirty seconds from now. */
export async function codeOf(login: DemoLogin, steps = 0): Promise<string> {
  return generate({ secret: demoFactorSeed(login), epoch: Math.floor(Date.now() / 1000) + steps * 30 })
}

export interface Part {
  readonly name: string
  readonly content: string | Buffer
  readonly filename?: string
  readonly type?: string
}

/** A multipart body as a browser sends it. `end` leaves it cut off in the middle. */
export function multipart(
  parts: readonly Part[],
  end: 'whole' | 'cut-off' = 'whole',
): { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> } {
  const boundary = 'everfile-test-boundary'
  const chunks = parts.flatMap(({ name, content, filename, type }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n` +
        `${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
  const whole = Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)])
  const body = end === 'whole' ? whole : whole.subarray(0, whole.length - boundary.length - 20)
  return { body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

/** What the business system of the demo hands in; complete, so that nobody needs to add anything. */
export function aHandIn(changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    definition: 'electronic-item',
    title: '失业保险待遇核定材料',
    classCode: 'SI-5-03',
    formedOn: '2015-03-02',
    formingUnitId: demoUnitId('unemployment'),
    carrier: 'electronic',
    grade: 'internal',
    subjectName: '周明远',
    sourceReference: 'UB-2015-000173',
    ...changes,
  }
}

/** A document of a few bytes that is what its name says. */
export const A_PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')

interface HandIn {
  readonly record?: Readonly<Record<string, unknown>>
  readonly files?: readonly Part[]
  readonly key?: string
}

/** Hands in a record with its files through the business system's key. */
export function handIn(
  app: FastifyInstance,
  { record = aHandIn(), files = [aFile()], key = newId() }: HandIn = {},
): Promise<LightMyRequestResponse> {
  const { body, headers } = multipart([
    { name: 'record', content: JSON.stringify(record), type: 'application/json' },
    ...files,
  ])
  return app.inject({
    method: 'POST',
    url: '/api/lifecycles',
    headers: { authorization: SYSTEM_KEY, 'idempotency-key': key, ...headers },
    payload: body,
  })
}

export function aFile(filename = '核定表.pdf', content: string | Buffer = A_PDF): Part {
  return { name: 'file', content, filename, type: 'application/octet-stream' }
}

/** Lets the machine's work at the present place be done, as the engine would report it. */
export async function engineDoes(site: TestSite, subjectId: string, outcome: string): Promise<void> {
  await finish(site, subjectId, () => ({ outcome, events: [] }))
}

/** Lets the engine conclude the register of a list from its opinions. */
export async function engineConcludes(site: TestSite, listId: string): Promise<void> {
  await finish(site, listId, (facts) => registerEvents(facts, listId))
}

type Work = (facts: ActFacts) => Pick<JobResult, 'outcome' | 'events'>

async function finish({ gate, admin }: TestSite, subjectId: string, work: Work): Promise<void> {
  const [job] = await admin<
    { id: string }[]
  >`select id from job where subject_id = ${subjectId} and state = 'running' and step is not null`
  if (job === undefined) throw new Error(`no machine works on ${subjectId}`)
  const facts = {
    principal: { kind: 'person' as const, id: ENGINE_ID },
    key: newId(),
    subjects: [subjectId],
    want: { objects: true, items: true, listed: true } as const,
  }
  const answer = await gate.act({ name: 'job.finish', facts, body: {} }, (seen) =>
    finishJob(seen, { subjectId, jobId: job.id, ...work(seen) }),
  )
  if (answer.kind === 'refused') throw new Error(`the engine was refused: ${answer.code}`)
}

/** A record that stands at its first person's step after the machine has looked at it. */
export async function aRecordAtArrange(
  api: TestApi,
  record = aHandIn(),
): Promise<{ readonly recordId: string; readonly taskId: string }> {
  const answer = await handIn(api.app, { record })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  const { recordId } = answer.json<{ recordId: string }>()
  await engineDoes(api.site, recordId, 'inspected')
  return { recordId, taskId: await openTaskOf(api, recordId) }
}

/** Says what a person's file is opened for. */
export async function saysWhy(person: Person, recordId: string): Promise<LightMyRequestResponse> {
  return person.post(`/api/records/${recordId}/purpose`, { body: { kind: 'handling', text: '待遇核定' } })
}

export async function openTaskOf({ site }: TestApi, subjectId: string): Promise<string> {
  const [task] = await site.admin<
    { id: string }[]
  >`select id from task where subject_id = ${subjectId} and state in ('open', 'claimed') order by id`
  if (task === undefined) throw new Error(`no open task of ${subjectId}`)
  return task.id
}

/** Claims and completes the open task of a subject. */
export async function doNext(
  api: TestApi,
  subjectId: string,
  {
    person,
    outcome,
    form = {},
  }: { readonly person: Person; readonly outcome: string; readonly form?: object },
) {
  const taskId = await openTaskOf(api, subjectId)
  await person.post(`/api/tasks/${taskId}/claim`)
  return person.post(`/api/tasks/${taskId}/complete`, { body: { outcome, form } })
}
