// @ts-check
import { createDataDir, programsDirOf } from '#scripts/servers/data-folder.mjs'
import { SERVER_PARTS, startServers } from '#scripts/servers/servers.mjs'

/** @import { Environment, Log, RunningServers } from '#scripts/servers/part.ts' */

/**
 * Servers of a bench's or a test's own in a folder of its own. It writes and kills: it never does so on servers that the
 * environment names.
 * @param {{ readonly dataDir: string, readonly log: Log, readonly only?: readonly string[] }} options
 * @returns {Promise<{ readonly servers: RunningServers, readonly env: Environment }>}
 */
export async function startOwnServers({ dataDir, log, only }) {
  createDataDir(dataDir)
  const env = withoutGivenServers(process.env)
  const programsDir = programsDirOf(process.env)
  const servers = await startServers({
    dataDir,
    log,
    env,
    programsDir,
    ...(only === undefined ? {} : { only }),
  })
  return { servers, env: { ...env, ...servers.env } }
}

/** @param {Environment} env */
function withoutGivenServers(env) {
  const named = new Set(SERVER_PARTS.flatMap((part) => Object.keys(part.given(env) ?? {})))
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !named.has(name) && name !== 'DATABASE_URL'),
  )
}
