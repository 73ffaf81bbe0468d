import { rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { startOwnServers } from '#scripts/bench/own-servers.mjs'
import type { Child, Environment } from '#scripts/servers/part.ts'

/** Something that is kept running, whatever ends it, until it is stopped. */
export interface Part {
  readonly name: string
  /** kill -9; false when it was not running at that moment. */
  kill(): boolean
  /** Settles when it runs. */
  up(): Promise<void>
  stop(): Promise<void>
  /** How often it ended without having been killed or stopped. */
  crashes(): number
}

/** The longest that a killed part stays down before it is started again. */
const MOST_DOWN_MS = 1_000

export function keepRunning(name: string, start: () => Promise<Child>, random: () => number): Part {
  let child: Child | undefined
  let isStopping = false
  let crashes = 0
  const killed = new WeakSet<Child>()
  const run = async (): Promise<void> => {
    while (!isStopping) {
      const started = await start()
      child = started
      await started.ended
      child = undefined
      if (isStopping) return
      if (!killed.has(started)) crashes += 1
      await delay(random() * MOST_DOWN_MS)
    }
  }
  const running = run()
  return {
    name,
    kill() {
      if (child?.pid === undefined || child.hasEnded()) return false
      killed.add(child)
      process.kill(child.pid, 'SIGKILL')
      return true
    },
    async up() {
      while (child === undefined || child.hasEnded()) await Promise.race([delay(50), running])
    },
    async stop() {
      isStopping = true
      await child?.stop()
      await running
    },
    crashes: () => crashes,
  }
}

/** A server of the run's own, which can be killed and comes back to the same data at the same address. */
export interface OwnServer {
  /** The variables that tell the product where it is. */
  readonly address: Environment
  start(): Promise<Child>
  /** Removes its folder once it is stopped. */
  forget(): void
}

/** A database that was killed leaves processes behind, and does not begin again before the last of them has noticed. */
const COME_BACK_MS = 30_000

const ADDRESS = {
  postgres: ['DATABASE_ADMIN_URL'],
  temporal: ['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'],
} as const

export async function ownServer(name: keyof typeof ADDRESS, dataDir: string): Promise<OwnServer> {
  const bring = async (): Promise<{ readonly child: Child; readonly env: Environment }> => {
    const { servers } = await startOwnServers({ dataDir, log: () => {}, only: [name] })
    const child = servers.parts[0]?.child
    if (child === undefined) throw new Error(`${name} did not start`)
    return { child, env: servers.env }
  }
  const insist = async (): Promise<Child> => {
    for (const end = performance.now() + COME_BACK_MS; ; await delay(200)) {
      try {
        return (await bring()).child
      } catch (error) {
        if (performance.now() > end) throw error
      }
    }
  }
  const { child, env } = await bring()
  let first: Child | undefined = child
  return {
    address: Object.fromEntries(ADDRESS[name].map((variable) => [variable, env[variable]])),
    async start() {
      const running = first ?? (await insist())
      first = undefined
      return running
    },
    forget: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}
