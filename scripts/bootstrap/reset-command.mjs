// @ts-check
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { dataDirOf, endLeftovers, lockDataDir } from '#scripts/servers/data-folder.mjs'
import { SERVER_PARTS, startServers } from '#scripts/servers/servers.mjs'
import { askCli } from './product.mjs'

/** @import { Log } from '#scripts/servers/part.ts' */

/** Programs are not data, and the lock is ours until the end. */
const KEPT = Object.freeze(['programs', 'running.json'])
/** What the site may say of itself for its data to be removed; `none` is a database in which no site was made yet. */
const RESETTABLE = Object.freeze(['demo', 'test', 'none'])

/**
 * Runs the command and answers with its exit code.
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export async function resetCommand(args) {
  const log = (/** @type {string} */ line) => console.log(line)
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { yes: { type: 'boolean' }, data: { type: 'string' } },
    })
    const dataDir = dataDirOf(process.env, values.data)
    if (values.yes !== true)
      throw new Error(`This removes every record, file and log in ${dataDir}. Say so: npm run reset -- --yes`)
    if (!existsSync(dataDir)) {
      log(`Nothing to reset: ${dataDir} does not exist.`)
      return 0
    }
    await resetSite(dataDir, log)
    log(`Removed the data in ${dataDir}. \`npm start\` begins anew.`)
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

/**
 * @param {string} dataDir
 * @param {Log} log
 */
async function resetSite(dataDir, log) {
  const given = SERVER_PARTS.filter((part) => part.given(process.env) !== undefined).map((part) => part.title)
  if (given.length > 0)
    throw new Error(
      `Reset removes only what this folder holds, and these are given by the environment: ${given.join(', ')}. Unset them, or empty them with their own tools.`,
    )
  const lock = lockDataDir(dataDir)
  try {
    await endLeftovers(dataDir, log)
    if (existsSync(join(dataDir, 'postgres', 'cluster'))) await refuseUnlessResettable(dataDir, log)
    for (const name of readdirSync(dataDir)) {
      if (!KEPT.includes(name)) rmSync(join(dataDir, name), { recursive: true, force: true })
    }
  } finally {
    lock.release()
  }
}

/**
 * Asks the site itself what it is; only its database knows, and it never changes.
 * @param {string} dataDir
 * @param {Log} log
 */
async function refuseUnlessResettable(dataDir, log) {
  const servers = await startServers({ dataDir, log, only: ['postgres'] })
  try {
    const said = await askCli(['site-mode'], { dataDir, env: { ...process.env, ...servers.env }, log })
    const mode = said.trim().split('\n').at(-1)?.trim() ?? ''
    if (!RESETTABLE.includes(mode))
      throw new Error(`This site is of mode "${mode}". Only demo and test sites can be reset.`)
  } finally {
    await servers.stop()
  }
}
