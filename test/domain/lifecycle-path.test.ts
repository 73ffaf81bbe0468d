import { describe, expect, test } from 'vitest'
import { pathOf, wayThrough, type PathStanding } from '#domain/lifecycle-path.ts'
import type { Definition } from '#domain/lifecycle.ts'
import { ITEM_DEFINITION, PAPER_DEFINITION as PAPER } from '#test/support/decisions.ts'

const SCANNING = ['scan', 'check-images', 'quality', 'preserve']
const shown = (standing: Partial<PathStanding> & { readonly step: string }, definition = PAPER) =>
  pathOf(definition, { keptFor: 'a-time', ...standing }).map(({ id, state }) => `${id} ${state}`)
const scanned = (scanPolicy: string) => ({ guarded: { scanPolicy } })

describe('the line of steps over a record', () => {
  test('FEA-C14 a step that was passed over is never shown as done', () => {
    const path = shown({ step: 'shelve', ...scanned('never') })
    expect(path).toEqual(expect.arrayContaining(SCANNING.map((step) => `${step} skipped`)))
    expect(path).toEqual(
      expect.arrayContaining(['hand-over done', 'bind done', 'shelve now', 'keep to-come']),
    )
  })

  test('a step that the appraisal ordered is done, and one that it has not judged yet is to come', () => {
    const done = SCANNING.map((step) => `${step} done`)
    expect(shown({ step: 'shelve', ...scanned('always') })).toEqual(expect.arrayContaining(done))
    expect(shown({ step: 'arrange' })).toContain('scan to-come')
    expect(shown({ step: 'hand-over', ...scanned('if-used') })).toContain('scan skipped')
  })

  test('what is kept for ever goes to the city archive and shows no destruction', () => {
    const path = shown({ step: 'keep', keptFor: 'ever', ...scanned('never') })
    expect(path.slice(-4)).toEqual([
      'due to-come',
      'at-transfer to-come',
      'transferred to-come',
      'released to-come',
    ])
    expect(path.join()).not.toMatch(/disposal|destroyed/)
    expect(shown({ step: 'keep', keptFor: 'ever' }, withoutTransfer()).at(-1)).toBe('keep now')
  })

  test('a way that was gone all the same is shown as far as it went', () => {
    expect(shown({ step: 'at-disposal', keptFor: 'ever' })).toContain('at-disposal now')
    expect(shown({ step: 'transferred' })).toEqual(
      expect.arrayContaining(['due done', 'at-transfer done', 'transferred now', 'released to-come']),
    )
    expect(shown({ step: 'aborted' }).every((step) => step.endsWith('done'))).toBe(true)
  })
})

test('the straight way takes the first outcome of each step and ends where it would go round', () => {
  expect(wayThrough(ITEM_DEFINITION).at(-1)).toBe('destroyed')
  expect(wayThrough(ITEM_DEFINITION, 'keep')[0]).toBe('keep')
})

function withoutTransfer(): Definition {
  return {
    ...PAPER,
    steps: PAPER.steps.map((step) =>
      step.id === 'due'
        ? { ...step, outcomes: step.outcomes.filter(({ to }) => to !== 'at-transfer') }
        : step,
    ),
  }
}
