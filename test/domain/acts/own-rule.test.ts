import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#domain/access.ts'
import { confirmDue } from '#domain/acts/engine.ts'
import { decideOwnRule, proposeOwnRule, type ProposedRule } from '#domain/acts/own-rule.ts'
import { plainDate } from '#domain/dates.ts'
import { created, due, kept } from '#test/support/decided-lives.ts'
import { aReference, PEOPLE, World } from '#test/support/decisions.ts'
import { aScheduleRow } from '#test/support/domain.ts'

let world: World
let id: string
beforeEach(() => {
  world = new World('2020-03-01')
  id = kept(world, { formedOn: plainDate('2016-03-02') })
})

const OTHER_HEAD: Actor = { ...PEOPLE.archivesHead, personId: 'other-head' }
const ofYears = (years: number) => ({ kind: 'years', years }) as const
const proposes = (
  period: ProposedRule['period'],
  actor: Actor = PEOPLE.compiler,
  { recordId = id, reason = '涉及长期信访' }: { recordId?: string; reason?: string } = {},
) => world.act(actor, (f) => proposeOwnRule(f, { recordId, period, reason }))
const decides = (
  decision: 'confirm' | 'refuse',
  actor: Actor = PEOPLE.archivesHead,
  { ruleId = world.record(id).ownRuleProposal?.id ?? 'none', reason = '' } = {},
) => world.act(actor, (f) => decideOwnRule(f, { recordId: id, ruleId, decision, reason }))

describe('refused', () => {
  test('REQ-6 REQ-12 a rule of a file that shortens, is no longer, is no period, or goes beyond the longest term', () => {
    expect(proposes(ofYears(5))).toMatchObject({ code: 'retention.minimum-term' })
    expect(proposes(ofYears(10))).toMatchObject({ code: 'retention.not-longer' })
    expect(proposes(ofYears(201))).toMatchObject({ code: 'retention.period-invalid' })
    expect(proposes({ kind: 'class' })).toMatchObject({ code: 'retention.no-own-rule' })
    world.reference = aReference({ 'schedule-1/SI-5-03': aScheduleRow({ maximumYears: 12 }) })
    expect(proposes(ofYears(13))).toMatchObject({ code: 'retention.maximum-exceeded' })
    expect(proposes({ kind: 'permanent' })).toMatchObject({ code: 'retention.maximum-exceeded' })
  })

  test('REQ-6 without a reason, without a right, of what is not filed, or of what has fallen due', () => {
    expect(proposes(ofYears(30), PEOPLE.archivist)).toMatchObject({ code: 'access.denied' })
    expect(proposes(ofYears(30), PEOPLE.compiler, { reason: ' ' })).toMatchObject({
      code: 'retention.reason-missing',
    })
    expect(proposes(ofYears(30), PEOPLE.compiler, { recordId: created(world) })).toMatchObject({
      code: 'retention.not-fixed',
    })
    world.today = plainDate('2027-03-01')
    expect(proposes(ofYears(30), PEOPLE.compiler, { recordId: due(world) })).toMatchObject({
      code: 'retention.already-due',
    })
  })

  test('REQ-6 by who proposed it, by who has no right, without a reason to refuse, or of another proposal', () => {
    expect(decides('confirm')).toMatchObject({ code: 'retention.no-own-rule' })
    proposes(ofYears(30), PEOPLE.archivesHead)
    expect(proposes(ofYears(50))).toMatchObject({ code: 'retention.rule-waits' })
    expect(decides('confirm')).toMatchObject({ code: 'retention.rule-second-person' })
    expect(decides('confirm', PEOPLE.compiler)).toMatchObject({ code: 'access.denied' })
    expect(decides('refuse', OTHER_HEAD)).toMatchObject({ code: 'retention.reason-missing' })
    expect(decides('confirm', OTHER_HEAD, { ruleId: 'other' })).toMatchObject({
      code: 'retention.no-own-rule',
    })
    expect(world.record(id)).toMatchObject({ ownRule: null, dueOn: '2027-01-01' })
  })
})

test('REQ-6 REQ-5 it counts from the second person’s word on, wakes the record on the new day, and is lifted by two again', () => {
  proposes(ofYears(30))
  expect(world.record(id)).toMatchObject({ dueOn: '2027-01-01', ownRule: null })
  expect(decides('confirm')).toMatchObject({ kind: 'decided' })
  const inForce = { period: ofYears(30), proposedBy: PEOPLE.compiler.personId, confirmedOn: world.today }
  expect(world.record(id)).toMatchObject({
    ownRule: { ...inForce, confirmedBy: PEOPLE.archivesHead.personId },
    ownRuleProposal: null,
    dueOn: '2047-01-01',
    wakeOn: '2047-01-01',
  })
  const computed = (world.history.get(id) ?? []).findLast(({ type }) => type === 'retention.computed')
  expect(computed?.data).toMatchObject({ explanation: { reasons: [{ code: 'precedence.file' }] } })
  world.today = plainDate('2027-01-01')
  expect(world.act(PEOPLE.engine, (f) => confirmDue(f, { recordId: id }))).toMatchObject({
    code: 'record.not-due',
  })
  world.today = plainDate('2020-03-02')
  proposes({ kind: 'class' })
  expect(world.record(id).dueOn).toBe('2047-01-01')
  decides('refuse', PEOPLE.archivesHead, {
    reason: '信访未结',
    ruleId: world.record(id).ownRuleProposal?.id ?? '',
  })
  expect(world.record(id)).toMatchObject({ dueOn: '2047-01-01', ownRuleProposal: null })
  proposes({ kind: 'class' })
  decides('confirm')
  expect(world.record(id)).toMatchObject({ dueOn: '2027-01-01', wakeOn: '2027-01-01', ownRule: null })
})

test('REQ-6 for ever by its own rule, a record falls due no more', () => {
  proposes({ kind: 'permanent' })
  decides('confirm')
  expect(world.record(id)).toMatchObject({ dueOn: null, retentionEndsOn: null })
})
