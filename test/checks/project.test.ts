import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Runs a conclusion as a check does: in a process of its own, whose exit code is the verdict. */
function conclusionOf(outcome: { readonly faults: readonly string[]; readonly read: number }) {
  const script = `import { conclude } from '#scripts/checks/project.ts'; conclude('texts', ${JSON.stringify(outcome)})`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  return { status, stderr: stderr.trim() }
}

test('a check that read nothing has failed', () => {
  expect(conclusionOf({ faults: [], read: 0 })).toEqual({
    status: 1,
    stderr: 'nothing to check: no texts found',
  })
})

test('a check with faults has failed, and says them', () => {
  expect(conclusionOf({ faults: ['en/record.json: code is missing'], read: 3 })).toEqual({
    status: 1,
    stderr: 'en/record.json: code is missing',
  })
})

test('a check without faults over something has passed', () => {
  expect(conclusionOf({ faults: [], read: 3 })).toEqual({ status: 0, stderr: '' })
})
