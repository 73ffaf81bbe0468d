import { newId } from '#db/ids.ts'
import type { Sql } from '#db/client.ts'
import type { DemoLogin } from '#db/seed/demo-organisation.ts'
import { callerOf, signIn, textAt, type Answer, type Caller } from './caller.ts'
import { aBenchRecord, BENCH_DONE, BENCH_STEPS } from './eight-steps.ts'
import type { Clock, Driver } from './load.ts'

type Headers = Readonly<Record<string, string>>

interface Desk {
  readonly caller: Caller
  readonly sessions: ReadonlyMap<DemoLogin, Headers>
  readonly admin: Sql
  readonly looks: boolean
}

export interface HttpDriverOptions {
  readonly port: number
  /** Says which task a commit opened; the clients of the throughput runs do not read worklists in between. */
  readonly admin: Sql
  /** Whether the next group's worklist is asked after each completion. */
  readonly looks: boolean
}

/** Signed-in people who act through the API. */
export async function httpDriver({ port, admin, looks }: HttpDriverOptions): Promise<Driver> {
  const caller = callerOf(port)
  const logins = [...new Set(BENCH_STEPS.map((step) => step.login))]
  const sessions = new Map<DemoLogin, Headers>()
  for (const login of logins) sessions.set(login, await signIn(caller, login, port))
  const desk: Desk = { caller, sessions, admin, looks }
  return {
    name: looks ? 'http, looking' : 'http',
    open: async () => ({ lifecycle: async (clock) => lifecycle(desk, clock), close: async () => {} }),
    close: async () => caller.close(),
  }
}

async function lifecycle(desk: Desk, clock: Clock): Promise<string> {
  const { sourceSystem: _system, sourceReference: _reference, subjectName: _name, ...record } = aBenchRecord()
  const created = await post(desk, BENCH_STEPS[0].login, { path: '/api/records', body: record })
  const recordId = textAt(created, 'recordId')
  for (const [index, step] of BENCH_STEPS.entries()) {
    const taskId = await openTaskOf(desk.admin, recordId)
    await post(desk, step.login, { path: `/api/tasks/${taskId}/claim` })
    const begun = performance.now()
    await post(desk, step.login, { path: `/api/tasks/${taskId}/complete`, body: BENCH_DONE })
    clock.completed(performance.now() - begun)
    const next = BENCH_STEPS[index + 1]
    if (desk.looks && next !== undefined) {
      await untilListed(desk, next.login, recordId)
      clock.nextVisible(performance.now() - begun)
    }
  }
  return recordId
}

interface Post {
  readonly path: string
  readonly body?: unknown
}

async function post(desk: Desk, login: DemoLogin, { path, body }: Post): Promise<unknown> {
  const headers = { ...desk.sessions.get(login), 'idempotency-key': newId() }
  return good(
    await desk.caller.ask({ method: 'POST', path, headers, ...(body === undefined ? {} : { body }) }),
    path,
  )
}

function good({ status, body }: Answer, path: string): unknown {
  if (status < 200 || status > 299) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
  return body
}

async function openTaskOf(admin: Sql, recordId: string): Promise<string> {
  const [row] = await admin<
    { id: string }[]
  >`select id from task where subject_id = ${recordId} and state = 'open'`
  if (row === undefined) throw new Error(`record ${recordId} has no open task`)
  return row.id
}

interface Listed {
  readonly items: readonly { readonly subjectId: string }[]
}

async function untilListed(desk: Desk, login: DemoLogin, recordId: string): Promise<void> {
  const path = '/api/tasks?view=group&limit=50'
  for (;;) {
    const page = good(
      await desk.caller.ask({ method: 'GET', path, headers: desk.sessions.get(login) ?? {} }),
      path,
    ) as Listed
    if (page.items.some((task) => task.subjectId === recordId)) return
  }
}
