import { expect, test } from 'vitest'
import { proposeOwnRule } from '#domain/acts/own-rule.ts'
import type { RecordedEvent } from '#domain/events.ts'
import { project } from '#domain/projection.ts'
import { plainDate } from '#domain/dates.ts'
import { kept } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

test('REQ-6 a rule is confirmed of what was proposed, and of nothing else', () => {
  const world = new World('2020-03-01')
  const id = kept(world, { formedOn: plainDate('2016-03-02') })
  const period = { kind: 'permanent' } as const
  const { version, headHash } = world.record(id)
  const confirmed: RecordedEvent<'retention.rule-confirmed'> = {
    stream: { kind: 'record', id },
    seq: version + 1,
    type: 'retention.rule-confirmed',
    data: { id: 'rule' },
    actor: PEOPLE.archivesHead.personId,
    at: '2020-03-01T01:00:00.000Z',
    on: world.today,
    hash: headHash,
  }
  expect(() => project(world.rows(id).copy(), confirmed)).toThrow(/no rule to confirm/)
  world.must(PEOPLE.compiler, (f) => proposeOwnRule(f, { recordId: id, period, reason: '涉及长期信访' }))
  const rows = world.rows(id).copy()
  project(rows, { ...confirmed, seq: world.record(id).version + 1 })
  expect(rows.must('record', id)).toMatchObject({
    ownRule: { period, proposedBy: PEOPLE.compiler.personId, confirmedBy: PEOPLE.archivesHead.personId },
    ownRuleProposal: null,
  })
})
