import { expect, test } from 'vitest'
import type { RetentionDrawingView } from '#api/contract/records.ts'
import { scaleOf } from '#ui/screens/record/retention/scale.ts'

type Steps = RetentionDrawingView['steps']
const STEPS: Steps = [
  { kind: 'trigger', from: null, years: null, to: '2024-12-31' },
  { kind: 'cut-off', from: '2024-12-31', years: null, to: '2025-01-01' },
  { kind: 'term', from: '2025-01-01', years: 10, to: '2034-12-31' },
  { kind: 'due', from: '2034-12-31', years: null, to: '2035-01-01' },
]
const kindsOn = (today: string, steps: Steps = STEPS) =>
  scaleOf({ steps }, today)?.parts.map(({ kind }) => kind)

test('what waits for its event has no scale', () => {
  expect(scaleOf({ steps: [] }, '2026-01-01')).toBeUndefined()
  expect(scaleOf({ steps: STEPS.slice(0, 1) }, '2026-01-01')).toBeUndefined()
})

test('FEA-B15 the term is drawn to scale: before it, what is over, what is left', () => {
  expect(kindsOn('2024-12-31')).toEqual(['before', 'rest'])
  expect(kindsOn('2030-01-01')).toEqual(['before', 'running', 'rest'])
  expect(kindsOn('2034-12-31')).toEqual(['before', 'running'])
  const half = scaleOf({ steps: STEPS }, '2030-01-01')
  expect(half?.parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
  expect(half?.today).toBeCloseTo(0.5, 1)
})

test('after its end today lies outside, and a day by hand makes it longer', () => {
  expect(scaleOf({ steps: STEPS }, '2040-01-01')?.today).toBeNull()
  const byHand: Steps = [
    ...STEPS.slice(0, 3),
    { kind: 'by-hand', from: '2034-12-31', years: null, to: '2044-12-31' },
  ]
  expect(kindsOn('2030-01-01', byHand)).toEqual(['before', 'running', 'rest', 'hand'])
  expect(scaleOf({ steps: byHand }, '2030-01-01')?.to).toBe('2044-12-31')
})
