import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lockStepMsOf, type LockRenewal, type LockStanding, renewUntil } from '#domain/lock.ts'
import { SITE_MODES, type SiteMode } from '#domain/vocabulary.ts'

const DAY = 86_400_000
const NOW = 1_800_000_000_000

const notDue = (earliestLawfulEndMs: number | null): LockStanding => ({
  kind: 'not-due',
  earliestLawfulEndMs,
})
const DUE: LockStanding = { kind: 'due' }
const APPROVED: LockStanding = { kind: 'destruction-approved' }
const renew = (untilMs: number): LockRenewal => ({ kind: 'renew', untilMs })

interface Case {
  readonly name: string
  readonly siteMode: SiteMode
  readonly standing: LockStanding
  readonly retainUntilMs: number | null
  readonly expected: LockRenewal
}

const STOPPED: LockRenewal = { kind: 'leave', reason: 'renewal-stopped' }
const LONG_ENOUGH: LockRenewal = { kind: 'leave', reason: 'long-enough' }

const cases: readonly Case[] = [
  {
    name: 'approved, never locked',
    siteMode: 'production',
    standing: APPROVED,
    retainUntilMs: null,
    expected: STOPPED,
  },
  {
    name: 'approved, lock lapsed',
    siteMode: 'production',
    standing: APPROVED,
    retainUntilMs: NOW - 1,
    expected: STOPPED,
  },
  {
    name: 'approved on a demo site',
    siteMode: 'demo',
    standing: APPROVED,
    retainUntilMs: null,
    expected: STOPPED,
  },
  {
    name: 'locked as long already',
    siteMode: 'production',
    standing: notDue(null),
    retainUntilMs: NOW + 90 * DAY,
    expected: LONG_ENOUGH,
  },
  {
    name: 'locked longer than asked',
    siteMode: 'production',
    standing: DUE,
    retainUntilMs: NOW + 60 * DAY,
    expected: LONG_ENOUGH,
  },
  {
    name: 'one millisecond short',
    siteMode: 'production',
    standing: DUE,
    retainUntilMs: NOW + 7 * DAY - 1,
    expected: renew(NOW + 7 * DAY),
  },
  {
    name: 'permanent or waiting',
    siteMode: 'production',
    standing: notDue(null),
    retainUntilMs: null,
    expected: renew(NOW + 90 * DAY),
  },
  {
    name: 'ends in ten years',
    siteMode: 'production',
    standing: notDue(NOW + 3652 * DAY),
    retainUntilMs: null,
    expected: renew(NOW + 90 * DAY),
  },
  {
    name: 'ends in 91 days',
    siteMode: 'production',
    standing: notDue(NOW + 91 * DAY),
    retainUntilMs: null,
    expected: renew(NOW + 90 * DAY),
  },
  {
    name: 'ends in 90 days',
    siteMode: 'production',
    standing: notDue(NOW + 90 * DAY),
    retainUntilMs: null,
    expected: renew(NOW + 90 * DAY),
  },
  {
    name: 'ends in 89 days',
    siteMode: 'production',
    standing: notDue(NOW + 89 * DAY),
    retainUntilMs: null,
    expected: renew(NOW + 89 * DAY),
  },
  {
    name: 'ends tomorrow',
    siteMode: 'production',
    standing: notDue(NOW + DAY),
    retainUntilMs: NOW + 3,
    expected: renew(NOW + DAY),
  },
  {
    name: 'end passed by the store clock alone',
    siteMode: 'production',
    standing: notDue(NOW - DAY),
    retainUntilMs: null,
    expected: renew(NOW + 90 * DAY),
  },
  {
    name: 'due',
    siteMode: 'production',
    standing: DUE,
    retainUntilMs: NOW - 5,
    expected: renew(NOW + 7 * DAY),
  },
  {
    name: 'not due, demo',
    siteMode: 'demo',
    standing: notDue(NOW + 3652 * DAY),
    retainUntilMs: null,
    expected: renew(NOW + 5000),
  },
  { name: 'due, demo', siteMode: 'demo', standing: DUE, retainUntilMs: null, expected: renew(NOW + 5000) },
  {
    name: 'not due, test',
    siteMode: 'test',
    standing: notDue(null),
    retainUntilMs: null,
    expected: renew(NOW + 5000),
  },
  {
    name: 'ends in two seconds, test',
    siteMode: 'test',
    standing: notDue(NOW + 2000),
    retainUntilMs: null,
    expected: renew(NOW + 2000),
  },
]

describe('renewUntil', () => {
  test.each(cases)('PRM-4 rolling lock: $name', ({ siteMode, standing, retainUntilMs, expected }) => {
    expect(renewUntil({ siteMode, storeNowMs: NOW, standing, retainUntilMs })).toEqual(expected)
  })

  test('PRM-4 never asks for an earlier end than the store already keeps, nor one that has passed', () => {
    const standing = fc.oneof(
      fc.constant(DUE),
      fc.option(fc.integer({ min: NOW - 100 * DAY, max: NOW + 40_000 * DAY }), { nil: null }).map(notDue),
    )
    const current = fc.option(fc.integer({ min: NOW - DAY, max: NOW + 200 * DAY }), { nil: null })
    fc.assert(
      fc.property(fc.constantFrom(...SITE_MODES), standing, current, (siteMode, where, retainUntilMs) => {
        const renewal = renewUntil({ siteMode, storeNowMs: NOW, standing: where, retainUntilMs })
        const keptUntilMs = renewal.kind === 'renew' ? renewal.untilMs : (retainUntilMs ?? 0)
        expect(keptUntilMs).toBeGreaterThan(NOW)
        expect(keptUntilMs).toBeGreaterThanOrEqual(retainUntilMs ?? 0)
        const furthestMs = Math.max(NOW + lockStepMsOf(siteMode, where), retainUntilMs ?? 0)
        expect(keptUntilMs).toBeLessThanOrEqual(furthestMs)
      }),
    )
  })
})
