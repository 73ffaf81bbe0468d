import { setTimeout as delay } from 'node:timers/promises'
import { failureOf } from '#scripts/servers/processes.mjs'
import type { Child } from '#scripts/servers/part.ts'
import { choosePorts } from '#scripts/servers/ports.mjs'
import type { Stage } from './stage.ts'

/** The API of a stage in a process of its own, with no limit on how often it may be asked. */
export interface StagedApi {
  readonly port: number
  launch(): Child
}

export async function stageApi(stage: Stage): Promise<StagedApi> {
  const { api: port = 0 } = await choosePorts({ wishes: [{ name: 'api' }] })
  const variables = { EVERFILE_PORT: String(port), EVERFILE_RATE_LIMIT: '100000000' }
  return { port, launch: () => stage.launch('api', 'api/main.ts', { variables }) }
}

const ANSWER_MS = 2_000
const POLL_MS = 100

/** Waits until the API answers; throws with its last lines when it has ended and nobody starts it again. */
export async function untilAnswering(port: number, child?: Child): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`, {
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.ok === true) return
    if (child?.hasEnded() === true) throw await failureOf(child, 'ended before it answered')
    await delay(POLL_MS)
  }
}
