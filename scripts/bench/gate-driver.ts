import { claimTask } from '#domain/acts/claim-task.ts'
import { completeTask } from '#domain/acts/complete-task.ts'
import { createRecord } from '#domain/acts/create-record.ts'
import type { ActFacts, Decision } from '#domain/acts/act.ts'
import { withActor } from '#db/actor.ts'
import type { Sql } from '#db/client.ts'
import type { FactsRequest } from '#db/gate/facts.ts'
import type { Gate } from '#db/gate/gate.ts'
import { newId } from '#db/ids.ts'
import { readTasks } from '#db/queries/tasks.ts'
import { demoPersonId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { textAt } from './caller.ts'
import { aBenchRecord, BENCH_DONE, BENCH_STEPS } from './eight-steps.ts'
import type { Clock, Driver } from './load.ts'

interface GateDriverOptions {
  readonly gate: Gate
  readonly sql: Sql
  /** Whether the next group's worklist is asked after each completion. */
  readonly looks: boolean
}

/** Clients in this process that act through the gate. */
export function gateDriver(options: GateDriverOptions): Driver {
  return {
    name: options.looks ? 'gate, looking' : 'gate',
    open: async () => ({ lifecycle: async (clock) => lifecycle(options, clock), close: async () => {} }),
  }
}

async function lifecycle(options: GateDriverOptions, clock: Clock): Promise<string> {
  const record = aBenchRecord()
  const created = await act(options.gate, BENCH_STEPS[0].login, {
    name: 'record.create',
    facts: { unit: record.formingUnitId, uploads: [] },
    decide: (facts) => createRecord(facts, record),
  })
  let taskId = created.opened
  for (const [index, step] of BENCH_STEPS.entries()) {
    const id = taskId
    await act(options.gate, step.login, {
      name: 'task.claim',
      facts: { task: id },
      decide: (facts) => claimTask(facts, { taskId: id }),
    })
    const begun = performance.now()
    const done = await act(options.gate, step.login, {
      name: 'task.complete',
      facts: { task: id },
      decide: (facts) => completeTask(facts, { taskId: id, ...BENCH_DONE }),
    })
    clock.completed(performance.now() - begun)
    taskId = done.opened
    const next = BENCH_STEPS[index + 1]
    if (options.looks && next !== undefined) {
      await untilListed(options.sql, next.login, taskId)
      clock.nextVisible(performance.now() - begun)
    }
  }
  return textAt(created.answer, 'recordId')
}

interface BenchAct {
  readonly name: string
  readonly facts: Omit<FactsRequest, 'principal' | 'key'>
  readonly decide: (facts: ActFacts) => Decision
}

/** One act; also says which task it opened, which a client would read in a worklist. */
async function act(gate: Gate, login: DemoLogin, { name, facts, decide }: BenchAct) {
  let opened = ''
  const watched = (seen: ActFacts): Decision => {
    const decision = decide(seen)
    if (decision.kind === 'decided') {
      for (const event of decision.events) if (event.type === 'task.opened') opened = event.data.id
    }
    return decision
  }
  const principal = { kind: 'person' as const, id: demoPersonId(login) }
  const answer = await gate.act({ name, facts: { ...facts, principal, key: newId() }, body: facts }, watched)
  if (answer.kind === 'refused')
    throw new Error(`${login} ${name}: ${answer.code} ${JSON.stringify(answer.detail)}`)
  return { answer: answer.answer, opened }
}

const PAGE = 50

async function untilListed(sql: Sql, login: DemoLogin, taskId: string): Promise<void> {
  for (;;) {
    const seen = await withActor(sql, { kind: 'person', id: demoPersonId(login) }, async (tx) =>
      readTasks(tx, { view: 'group', limit: PAGE }),
    )
    if (seen.kind === 'refused') throw new Error(`${login}: ${seen.code}`)
    if (seen.value.items.some((task) => task.id === taskId)) return
  }
}
