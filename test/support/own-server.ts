import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServers } from '#scripts/servers/servers.mjs'

/** A server of the test's own, so that it may be killed and come back at the same address with what it held. */
export interface OwnServer {
  readonly env: Readonly<Record<string, string | undefined>>
  /** kill -9: its port is closed and every connection cut. */
  kill(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

export async function startOwnServer(part: 's3' | 'redis'): Promise<OwnServer> {
  const dataDir = mkdtempSync(join(tmpdir(), `everfile-${part}-`))
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('S3_') && !name.startsWith('REDIS_')),
  )
  const start = async () => startServers({ dataDir, log: () => {}, only: [part], env })
  let running = await start()
  return {
    env: running.env,
    async kill() {
      const child = running.parts[0]?.child
      if (child?.pid === undefined) throw new Error(`${part} is not a child of this test`)
      process.kill(child.pid, 'SIGKILL')
      await child.ended
    },
    async restart() {
      running = await start()
    },
    async stop() {
      await running.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
