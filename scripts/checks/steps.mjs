// @ts-check
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'

/** @typedef {{ readonly name: string, readonly args: readonly string[] }} Step */

const MOST_AT_ONCE = 4

/**
 * Runs the steps side by side, a line each, with everything that a failed one said. Answers how many failed.
 * @param {readonly Step[]} steps
 * @param {{ readonly node: string, readonly root: string }} place the Node that runs them, and where
 * @returns {Promise<number>}
 */
export async function runSteps(steps, place) {
  const waiting = [...steps]
  let failures = 0
  const workOff = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const hasPassed = await tell(step, place)
      if (!hasPassed) failures += 1
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), MOST_AT_ONCE) }, workOff))
  return failures
}

/** @param {number} begunAtMs */
export function secondsSince(begunAtMs) {
  return `${((performance.now() - begunAtMs) / 1000).toFixed(1)} s`
}

/**
 * @param {Step} step
 * @param {{ readonly node: string, readonly root: string }} place
 */
async function tell(step, place) {
  const begunAt = performance.now()
  const { code, output } = await run(step, place)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name.padEnd(12)} ${secondsSince(begunAt)}`)
  if (code !== 0) console.log(output.trimEnd().replaceAll(/^/gm, '       '))
  return code === 0
}

/**
 * @param {Step} step
 * @param {{ readonly node: string, readonly root: string }} place
 * @returns {Promise<{ readonly code: number, readonly output: string }>}
 */
async function run({ args }, { node, root }) {
  const [script = ''] = args
  if (!existsSync(resolve(root, script))) return { code: 1, output: `${script} is missing` }
  const env = { ...process.env, NO_COLOR: '1' }
  const child = spawn(node, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const take = (/** @type {Buffer} */ chunk) => (output += chunk.toString())
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return new Promise((settle, reject) => {
    child.once('error', reject)
    child.once('close', (code) => settle({ code: code ?? 1, output }))
  })
}
