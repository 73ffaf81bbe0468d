import { createHash } from 'node:crypto'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { claimTask } from '#domain/acts/claim-task.ts'
import { completeTask, type Completion } from '#domain/acts/complete-task.ts'
import type { SubjectKind } from '#domain/vocabulary.ts'
import type { LifecycleActivities } from '#activities/contract.ts'
import { asEngine, type EngineDeps } from '#activities/engine.ts'
import { createLifecycleActivities } from '#activities/lifecycle.ts'
import type { Accepted } from '#db/gate/gate.ts'
import type { FactsRequest } from '#db/gate/facts.ts'
import { idOf } from '#db/ids.ts'
import { objectKeyOf } from '#db/objects/keys.ts'
import { demoPersonId } from '#db/seed/demo-organisation.ts'
import { ApplicationFailure } from '@temporalio/common'

type Login = Parameters<typeof demoPersonId>[0]

export interface SubjectRef {
  readonly subjectKind: SubjectKind
  readonly subjectId: string
}

export interface Act {
  /** Fixed, so that an interrupted seed finds what it did: a repeated key is answered and does nothing. */
  readonly key: string
  readonly facts: Omit<FactsRequest, 'principal' | 'key'>
}

export interface StepDone extends Omit<Completion, 'taskId'> {
  readonly step: string
  readonly slot?: string
}

export interface Upload {
  /** Key of the act that takes it: once that is done, the file is not given again, destroyed ones least of all. */
  readonly key: string
  readonly name: string
  readonly mediaType: string
  /** Made only where it was not given before. `announced`: what was promised, where other bytes arrive. */
  readonly file: () => Promise<{ readonly body: Buffer; readonly announced?: Buffer }>
}

/** Hands for the people, the business system and the engine of the demo archive; everything goes through the gate. */
export interface Hands {
  act(login: Login, act: Act, decide: (facts: ActFacts) => Decision): Promise<Accepted>
  /** Takes and completes the open task of a step, then lets the machines do theirs. No open task: the person's part was done before. */
  does(login: Login, ref: SubjectRef, done: StepDone): Promise<void>
  upload(login: Login, upload: Upload): Promise<string>
  /** The machine work that waits for a subject, until a person or a date is waited for. */
  machines(ref: SubjectRef): Promise<void>
  confirmDue(ref: SubjectRef): Promise<void>
  today(): Promise<string>
}

/** The id that an accepted act answers with. */
export function idIn({ answer }: Accepted, name: string): string {
  const id = answer[name]
  if (typeof id !== 'string') throw new Error(`the act answered no ${name}`)
  return id
}

/** Tries of an act that others moved on: two records may want one counter at once. */
const TRIES = 20

export function handsOn(deps: EngineDeps): Hands {
  const engine = createLifecycleActivities(deps)
  const act: Hands['act'] = async (login, { key, facts }, decide) => {
    for (let attempt = 1; ; attempt += 1) {
      const principal = { kind: 'person' as const, id: demoPersonId(login) }
      const answer = await deps.gate.act(
        { name: 'seed', facts: { ...facts, key: `seed/${key}`, principal }, body: {} },
        decide,
      )
      if (answer.kind === 'accepted') return answer
      if (answer.code !== 'act.stale' || attempt === TRIES)
        throw new Error(`${login}, ${key}: ${answer.code} ${JSON.stringify(answer.detail)}`)
    }
  }
  const machines: Hands['machines'] = async (ref) => runMachines(engine, ref)
  return {
    act,
    machines,
    async does(login, ref, { step, slot, ...done }) {
      const task = await openTask(deps, ref.subjectId, { step, slot })
      if (task === undefined) return machines(ref)
      const { id: taskId, state } = task
      const facts = { task: taskId }
      if (state === 'open')
        await act(login, { key: `task/${taskId}/claim`, facts }, (f) => claimTask(f, { taskId }))
      await act(login, { key: `task/${taskId}/complete`, facts }, (f) => completeTask(f, { taskId, ...done }))
      await machines(ref)
    },
    upload: async (login, upload) => putUpload(deps, demoPersonId(login), upload),
    confirmDue: async (ref) => engine.confirmDue(ref),
    async today() {
      const [row] = await deps.sql<{ today: string }[]>`select archive_today()::text as today`
      return row?.today ?? ''
    },
  }
}

interface Slot {
  readonly step: string
  readonly slot: string | undefined
}

/** Of the first round alone: what was sent back is left to people. */
async function openTask(
  deps: EngineDeps,
  subjectId: string,
  { step, slot = '' }: Slot,
): Promise<{ readonly id: string; readonly state: string } | undefined> {
  const [row] = await asEngine(
    deps,
    (tx) => tx<{ id: string; state: string }[]>`
    select id, state from task where subject_id = ${subjectId} and step = ${step} and round = 0 and state in ('open', 'claimed')
      and (${slot} = '' or slot = ${slot}) limit 1`,
  )
  return row
}

const LONGEST_LOCK_WAIT_MS = 30_000

async function runMachines(engine: LifecycleActivities, ref: SubjectRef): Promise<void> {
  for (;;) {
    const standing = await engine.locate({ ...ref, workflowNowMs: Date.now() })
    if (standing.kind !== 'machine') return
    try {
      const progress = await engine.performJob(standing.job)
      if (progress.kind === 'wait')
        await new Promise((resolve) => setTimeout(resolve, Math.min(progress.ms, LONGEST_LOCK_WAIT_MS)))
    } catch (error) {
      if (!(error instanceof ApplicationFailure) || error.nonRetryable !== true) throw error
      await engine.reportIncident({ ...standing.job, code: error.type ?? 'internal', detail: error.message })
    }
  }
}

async function putUpload(
  deps: EngineDeps,
  ownerId: string,
  { key, name, mediaType, file }: Upload,
): Promise<string> {
  const id = idOf('seed', 'upload', key)
  const known = await asEngine(
    deps,
    (tx) =>
      tx`select 1 from upload where id = ${id} union all select 1 from command where key = ${`seed/${key}`}`,
  )
  if (known.length > 0) return id
  const { body, announced = body } = await file()
  const objectKey = objectKeyOf({ area: 'upload', ownerId, objectId: id })
  await deps.store.put({ bucket: 'intake', key: objectKey, body })
  const sha256 = createHash('sha256').update(announced).digest('hex')
  await deps.sql`insert into upload (id, owner_id, key, name, media_type, size_bytes, sha256)
    values (${id}, ${ownerId}, ${objectKey}, ${name}, ${mediaType}, ${body.length}, ${sha256}) on conflict (id) do nothing`
  return id
}
