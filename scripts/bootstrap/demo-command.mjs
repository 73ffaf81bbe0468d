// @ts-check
import { parseArgs } from 'node:util'
import { dataDirOf, runningIn, transferFolderOf } from '#scripts/servers/data-folder.mjs'
import { runProductScript } from './run-product-script.mjs'
import { startCommand } from './start-command.mjs'

const USAGE = 'npm run demo -- [--input DIR] [--data DIR]'

/**
 * Plays both endings of a record's life on the site of a data folder, which is started first where it does not run. Answers with the exit
 * code: 0 only when everything held.
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export async function demoCommand(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { input: { type: 'string' }, data: { type: 'string' } },
    })
    const dataDir = dataDirOf(process.env, values.data)
    const url = await runningSite(dataDir)
    const input = values.input === undefined ? [] : ['--input', values.input]
    const folders = ['--data', dataDir, '--transfer', transferFolderOf(process.env, dataDir)]
    return await runProductScript('scripts/demo/main.ts', ['--url', url, ...folders, ...input])
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    console.error(`Usage: ${USAGE}`)
    return 2
  }
}

/** @param {string} dataDir */
async function runningSite(dataDir) {
  const known = runningIn(dataDir)?.url
  if (known !== undefined) return known
  console.log(`No site runs in ${dataDir}; starting it, as \`npm start -- --detach\` does.`)
  const code = await startCommand(['--detach', '--data', dataDir])
  const url = runningIn(dataDir)?.url
  if (code !== 0 || url === undefined) throw new Error(`The site in ${dataDir} did not come up.`)
  return url
}
