import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openTestApi, type TestApi } from './api.ts'
import { startEngine, type Engine } from './engine.ts'

const SCREENS = fileURLToPath(new URL('../../dist/ui', import.meta.url))

/** A whole site for browsers: database and buckets of its own, the application on a port, worker and relay beside it. */
export interface ServedSite extends TestApi {
  readonly origin: string
  readonly engine: Engine
}

export async function openServedSite(): Promise<ServedSite> {
  if (!existsSync(`${SCREENS}/index.html`))
    throw new Error(
      'dist/ui is missing: build the screens with "npx vite build", or run "npm test", which does',
    )
  const api = await openTestApi({ screens: SCREENS })
  try {
    const engine = await startEngine(api.site)
    const origin = await api.app.listen({ host: '127.0.0.1', port: 0 })
    return {
      ...api,
      origin,
      engine,
      async close() {
        api.app.server.closeAllConnections()
        await engine.stop()
        await api.close()
      },
    }
  } catch (error) {
    await api.close()
    throw error
  }
}
