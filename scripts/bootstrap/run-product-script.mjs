// @ts-check
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { cloneRoot } from '#scripts/servers/data-folder.mjs'
import { productNode } from './dependencies.mjs'

/** @import { Environment } from '#scripts/servers/part.ts' */

/**
 * Runs a TypeScript script of the product on its own Node, on this terminal, and answers with its exit code.
 * @param {string} script its path in the clone
 * @param {readonly string[]} args
 * @param {Environment} [env]
 * @returns {Promise<number>}
 */
export function runProductScript(script, args, env = process.env) {
  const child = spawn(productNode(), [join(cloneRoot, script), ...args], { stdio: 'inherit', env })
  // A terminal's Ctrl-C reaches the script itself; this process stays to hand on its exit code.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
