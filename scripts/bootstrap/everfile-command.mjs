// @ts-check
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dataDirOf, lockDataDir, rememberedEnvironment } from '#scripts/servers/data-folder.mjs'
import { startServers } from '#scripts/servers/servers.mjs'
import { runProductScript } from './run-product-script.mjs'

/** @import { Environment } from '#scripts/servers/part.ts' */

const CLI = 'scripts/cli/main.ts'
/** What is done to the database alone, and before a site can start. */
const NEED_DATABASE_ALONE = Object.freeze(['init', 'unit', 'user'])

/**
 * Servers that the environment names win; otherwise the site that runs in the data folder is meant. Where none runs, its database is
 * brought up for the verbs that need nothing else, and stopped again.
 * @param {readonly string[]} args
 * @param {Environment} [given]
 * @returns {Promise<number>}
 */
export async function everfileCommand(args, given = process.env) {
  const dataDir = dataDirOf(given)
  const known =
    given['DATABASE_ADMIN_URL'] === undefined ? { ...given, ...rememberedEnvironment(dataDir) } : given
  const verb = args.find((word) => !word.startsWith('-')) ?? ''
  const isAlone =
    known['DATABASE_ADMIN_URL'] === undefined && existsSync(join(dataDir, 'postgres', 'cluster'))
  if (!isAlone || !NEED_DATABASE_ALONE.includes(verb)) return runProductScript(CLI, args, known)
  const lock = lockDataDir(dataDir)
  try {
    const servers = await startServers({ dataDir, log: () => {}, only: ['postgres'], env: given })
    try {
      return await runProductScript(CLI, args, { ...known, ...servers.env })
    } finally {
      await servers.stop()
    }
  } finally {
    lock.release()
  }
}
