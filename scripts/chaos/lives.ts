import { setTimeout as delay } from 'node:timers/promises'
import { DEMO_API_KEY, demoUnitId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { callerOf, signIn, textAt, type Answer } from '#scripts/bench/caller.ts'

/** What a client was told was done: it must be in the ledger once, whatever was killed meanwhile. */
export interface Acknowledged {
  readonly login: DemoLogin | 'benefits-system'
  readonly key: string
  readonly recordId: string
}

export interface Lives {
  readonly acknowledged: readonly Acknowledged[]
  /** Tries that had no answer, or one that asked to come again. */
  readonly retries: () => number
  /** The longest that a client waited for the next task of its record, machine's work between included. */
  readonly longestWaitMs: () => number
  /** One record from its hand-in to its sleep. */
  live(index: number): Promise<string>
  close(): void
}

interface Step {
  readonly step: string
  readonly slot: string
  readonly login: DemoLogin
  readonly done: { readonly outcome: string; readonly form: Readonly<Record<string, unknown>> }
}

/** The people's steps of an electronic item, with the machine's inspection before them and its preservation between them. */
export const PEOPLES_STEPS: readonly Step[] = [
  {
    step: 'arrange',
    slot: 'archivist',
    login: 'shen.zhiqiu',
    done: { outcome: 'arranged', form: { pages: 1, isInOrder: true } },
  },
  {
    step: 'file',
    slot: 'archivist',
    login: 'shen.zhiqiu',
    done: { outcome: 'filed', form: { classCode: 'SI-5-03' } },
  },
  {
    step: 'appraise',
    slot: 'head',
    login: 'guo.huaiyuan',
    done: {
      outcome: 'appraised',
      form: { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' },
    },
  },
  {
    step: 'hand-over',
    slot: 'sender',
    login: 'shen.zhiqiu',
    done: { outcome: 'signed', form: { records: 1, pages: 1 } },
  },
  {
    step: 'hand-over',
    slot: 'receiver',
    login: 'han.shuning',
    done: { outcome: 'signed', form: { countedPages: 1 } },
  },
]

const RECORD = {
  definition: 'electronic-item',
  title: '失业保险待遇核定材料',
  classCode: 'SI-5-03',
  formedOn: '2016-03-02',
  formingUnitId: demoUnitId('unemployment'),
  carrier: 'electronic',
  grade: 'internal',
  sourceReference: 'chaos',
}

const SYSTEM = { authorization: `Bearer evk_${DEMO_API_KEY.id}.${DEMO_API_KEY.secret}` }
/** An act that was not answered for this long, retries and all, is lost; a worker that was killed twice in a row takes two minutes. */
const PATIENCE_MS = 300_000
const POLL_MS = 150

interface LivesOptions {
  readonly port: number
  readonly pdf: Buffer
  readonly run: string
}

/** Clients of one API: the same key again until there is an answer. */
export async function openLives({ port, pdf, run }: LivesOptions): Promise<Lives> {
  const caller = callerOf(port)
  const acknowledged: Acknowledged[] = []
  const { insist, retries } = insistence()
  const tasks = taskWaits(caller, insist)
  const sessions = await sessionsOf(caller, port)
  const act = async (by: Pick<Acknowledged, 'login' | 'key'>, path: string, body?: unknown) => {
    const headers = {
      ...(by.login === 'benefits-system' ? SYSTEM : sessions.get(by.login)),
      'idempotency-key': by.key,
    }
    return insist(`${by.key} ${path}`, async () =>
      caller.ask({ method: 'POST', path, headers, ...(body === undefined ? {} : { body }) }),
    )
  }
  return {
    acknowledged,
    retries,
    longestWaitMs: tasks.longestMs,
    async live(index) {
      const by = { login: 'benefits-system', key: `${run}-${index}-start` } as const
      const started = await insist(by.key, async () => handIn({ port, pdf, key: by.key }))
      const recordId = textAt(started, 'recordId')
      acknowledged.push({ ...by, recordId })
      for (const one of PEOPLES_STEPS) {
        const taskId = await tasks.taskAt(recordId, one)
        for (const verb of ['claim', 'complete'] as const) {
          const key = `${run}-${index}-${one.step}-${one.slot}-${verb}`
          await act(
            { login: one.login, key },
            `/api/tasks/${taskId}/${verb}`,
            verb === 'complete' ? one.done : undefined,
          )
          acknowledged.push({ login: one.login, key, recordId })
        }
      }
      return recordId
    },
    close: () => caller.close(),
  }
}

type Caller = ReturnType<typeof callerOf>
type Insist = (what: string, tryOnce: () => Promise<Answer>) => Promise<unknown>

/** Everybody who takes a step, signed in. */
async function sessionsOf(caller: Caller, port: number) {
  const sessions = new Map<DemoLogin, Readonly<Record<string, string>>>()
  for (const { login } of PEOPLES_STEPS)
    if (!sessions.has(login)) sessions.set(login, await signIn(caller, login, port))
  return sessions
}

/** Tries again until there is an answer, and counts how often. */
function insistence(): { readonly insist: Insist; readonly retries: () => number } {
  let retries = 0
  return {
    retries: () => retries,
    async insist(what, tryOnce) {
      const end = performance.now() + PATIENCE_MS
      for (;;) {
        const answer = await tryOnce().catch(() => undefined)
        if (answer !== undefined && answer.status < 300) return answer.body
        if (answer !== undefined && !mayTryAgain(answer))
          throw new Error(`${what}: refused ${answer.status} ${JSON.stringify(answer.body)}`)
        if (performance.now() > end) throw new Error(`${what}: no answer for ${PATIENCE_MS} ms`)
        retries += 1
        await delay(POLL_MS)
      }
    },
  }
}

/** Waits for the tasks of records, and knows the longest wait. */
function taskWaits(caller: Caller, insist: Insist) {
  let longestMs = 0
  return {
    longestMs: () => longestMs,
    async taskAt(recordId: string, { step, slot }: Step): Promise<string> {
      const begunAt = performance.now()
      const end = begunAt + PATIENCE_MS
      for (;;) {
        const life = await insist(recordId, async () =>
          caller.ask({ method: 'GET', path: `/api/lifecycles/${recordId}`, headers: SYSTEM }),
        )
        const found = (life as { tasks: readonly { id: string; step: string; slot: string }[] }).tasks.find(
          (t) => t.step === step && t.slot === slot,
        )
        longestMs = Math.max(longestMs, performance.now() - begunAt)
        if (found !== undefined) return found.id
        if (performance.now() > end)
          throw new Error(`${recordId} did not come to ${step} within ${PATIENCE_MS} ms`)
        await delay(POLL_MS)
      }
    },
  }
}

/** Too busy, not up yet, or moved meanwhile. Everything else is an answer. */
function mayTryAgain({ status, body }: Answer): boolean {
  if (status >= 500 || status === 429) return true
  return status === 409 && textAt(body, 'code') === 'act.stale'
}

/** The record and its file in one call, as a business system sends them. */
async function handIn({
  port,
  pdf,
  key,
}: {
  readonly port: number
  readonly pdf: Buffer
  readonly key: string
}): Promise<Answer> {
  const form = new FormData()
  form.append('record', JSON.stringify(RECORD))
  form.append('file', new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), '核定表.pdf')
  const answer = await fetch(`http://127.0.0.1:${port}/api/lifecycles`, {
    method: 'POST',
    headers: { ...SYSTEM, 'idempotency-key': key },
    body: form,
    signal: AbortSignal.timeout(30_000),
  })
  return { status: answer.status, body: await answer.json() }
}
