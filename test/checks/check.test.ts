import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '#scripts/checks/project.ts'

interface Step {
  readonly name: string
  readonly args: readonly string[]
}

/** Runs steps as `npm run check` does, and answers what was printed and how many failed. */
function runOf(steps: readonly Step[]) {
  const place = JSON.stringify({ node: process.execPath, root: projectRoot })
  const script = `import { runSteps } from '#scripts/checks/steps.mjs'; process.exitCode = await runSteps(${JSON.stringify(steps)}, ${place})`
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  return { failures: status, lines: stdout.trimEnd().split('\n') }
}

test('counts a step that failed, and prints all that it said', () => {
  const broken = { name: 'broken', args: ['scripts/checks/requirements.ts', '--run', 'no-such-run.json'] }
  const { failures, lines } = runOf([broken])
  expect(failures).toBe(1)
  expect(lines[0]).toMatch(/^FAILED broken/)
  expect(lines[1]?.trim()).toBe('No test run to read: run npm test first.')
})

test('counts a step whose script is not there', () => {
  const { failures, lines } = runOf([{ name: 'gone', args: ['scripts/gone.ts'] }])
  expect(failures).toBe(1)
  expect(lines[1]?.trim()).toBe('scripts/gone.ts is missing')
})

test('passes over what passed', () => {
  const { failures, lines } = runOf([{ name: 'quiet', args: ['scripts/checks/project.ts'] }])
  expect(failures).toBe(0)
  expect(lines).toHaveLength(1)
})

test('refuses a check that there is none of, so that a slip of the pen is not green', () => {
  const answer = spawnSync(process.execPath, [join('scripts', 'check.mjs'), 'lint', 'typos'], {
    encoding: 'utf8',
  })
  expect(answer.status).toBe(1)
  expect(answer.stderr).toContain('No such check: typos')
})
