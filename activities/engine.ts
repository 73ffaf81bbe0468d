import { ApplicationFailure, Context, heartbeat } from '@temporalio/activity'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import type { Refusal } from '#domain/refusal.ts'
import type { SiteMode } from '#domain/vocabulary.ts'
import { withEngine, type Tx } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import type { Accepted, Gate } from '#db/gate/gate.ts'
import type { FactsRequest } from '#db/gate/facts.ts'
import type { ObjectStore } from '#db/objects.ts'

/** What the product's own work needs; built once per worker. */
export interface EngineDeps {
  readonly sql: Sql
  readonly gate: Gate
  readonly store: ObjectStore
  readonly siteMode: SiteMode
  /** The engine's own principal: it sees all units, and every act of its is an event under its name. */
  readonly engineId: string
  /** Where the work runs: inside an activity, or beside Temporal when a demo archive is filled. */
  readonly run: EngineRun
  /** Where packages for another archive may be put; the operator's, so nobody names a place in a request. */
  readonly transfer?: {
    readonly folder: string | null
    readonly bucket: ObjectStore | null
  }
}

export interface EngineRun {
  /** Workflow and run that events name; undefined outside Temporal. */
  via(): { readonly workflow: string; readonly run: string } | undefined
  /** Says that the work is alive. */
  beat(): void
}

/** Runs inside an activity. */
export const ACTIVITY_RUN: EngineRun = {
  via() {
    const execution = Context.current().info.workflowExecution
    return execution === undefined ? undefined : { workflow: execution.workflowId, run: execution.runId }
  },
  beat: () => heartbeat(),
}

/** Runs in a process of its own, where nobody waits for heartbeats. */
export const DIRECT_RUN: EngineRun = { via: () => undefined, beat: () => {} }

export interface EngineAct {
  readonly name: string
  /** The same for every retry of the same work: a retry finds its own result. */
  readonly key: string
  readonly facts: Omit<FactsRequest, 'principal' | 'key'>
}

/** An act of the engine through the one gate, with workflow and run named in its events. */
export async function engineAct(
  deps: EngineDeps,
  act: EngineAct,
  decide: (facts: ActFacts) => Decision,
): Promise<Accepted | Refusal> {
  const via = deps.run.via()
  return deps.gate.act(
    {
      name: act.name,
      facts: { ...act.facts, principal: { kind: 'person', id: deps.engineId }, key: act.key },
      body: { name: act.name, key: act.key },
      ...(via === undefined ? {} : { via }),
    },
    decide,
  )
}

/** The act must be accepted; a refusal here is final for this attempt and becomes an incident. */
export async function mustAct(
  deps: EngineDeps,
  act: EngineAct,
  decide: (facts: ActFacts) => Decision,
): Promise<Accepted> {
  const answer = await engineAct(deps, act, decide)
  if (answer.kind === 'accepted') return answer
  if (answer.code === 'act.stale')
    throw ApplicationFailure.retryable(`${act.name}: it changed meanwhile`, answer.code)
  throw ApplicationFailure.nonRetryable(`${act.name}: ${answer.code}`, answer.code, answer.detail)
}

/** Reads through the engine's eyes, in one transaction. */
export async function asEngine<T>(
  { sql, engineId }: Pick<EngineDeps, 'sql' | 'engineId'>,
  read: (tx: Tx) => Promise<T>,
): Promise<T> {
  return withEngine(sql, engineId, read)
}
