// @ts-check
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { cloneRoot } from '#scripts/servers/data-folder.mjs'
import { productNode } from './dependencies.mjs'

/**
 * Runs a TypeScript program of the clone with the product's own Node, whatever Node npm was started with, and answers its exit code.
 * @param {string} entry
 * @param {readonly string[]} args
 */
export function runProgram(entry, args) {
  const answer = spawnSync(productNode(), [join(cloneRoot, entry), ...args], {
    cwd: cloneRoot,
    stdio: 'inherit',
  })
  return answer.status ?? 1
}
