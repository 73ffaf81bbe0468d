import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Decided } from '#domain/acts/act.ts'
import {
  activateSchedule,
  approveSchedule,
  confirmRow,
  draftSchedule,
  returnSchedule,
  reviewSchedule,
  rewriteSchedule,
  versionOf,
} from '#domain/acts/schedules.ts'
import { plainDate } from '#domain/dates.ts'
import { fold } from '#domain/projection.ts'
import { isUsable, type ScheduleRow } from '#domain/schedule.ts'
import { Rows } from '#domain/state.ts'
import { aPerson, World } from '#test/support/decisions.ts'
import { aScheduleRow, CONSENT } from '#test/support/domain.ts'

const clerk = aPerson('archives-clerk', 'archives', { personId: 'clerk', roles: ['archives-clerk'] })
const head = aPerson('archives-head', 'archives', { personId: 'head', roles: ['archives-head'] })
const otherHead = aPerson('archives-head', 'archives', { personId: 'other-head', roles: ['archives-head'] })
const main = aPerson('main-head', 'archives', { personId: 'main', roles: ['main-head'] })
const [known, locked] = [aScheduleRow(), aScheduleRow({ code: 'SI-1-07', confidence: '?', isActive: false })]

/** A version that came with the product: rows and no history. */
function shipped(id: string): Rows {
  const rows = new Rows()
  rows.load('scheduleVersion', {
    id,
    streamVersion: 0,
    headHash: '',
    schedule: 'social-insurance',
    version: 'LING3-2009',
    state: 'active',
    effectiveOn: plainDate('2009-09-01'),
    sha256: 'shipped',
    basedOnId: null,
    editors: [],
    draftedAt: null,
    reviewedBy: null,
    reviewedAt: null,
    approvedBy: null,
    approvedAt: null,
    activatedBy: null,
    activatedAt: null,
    supersededOn: null,
    consentAuthority: null,
    consentNumber: null,
    consentOn: null,
  })
  for (const rule of [known, locked]) {
    rows.load('scheduleRow', {
      id: `row-${rule.code}`,
      scheduleVersionId: id,
      code: rule.code,
      rule,
      isActive: isUsable(rule),
      confidence: rule.confidence,
      source: rule.source,
      isRemoved: false,
      confirmedBy: null,
      confirmedAt: null,
      confirmNote: null,
    })
  }
  return rows
}

function idIn({ answer }: Decided): string {
  const id = answer['scheduleVersionId']
  if (typeof id !== 'string') throw new Error('the act answers its version')
  return id
}

let world: World
beforeEach(() => {
  world = new World()
  world.over = { digest: (text) => createHash('sha256').update(text).digest('hex') }
  world.subjects.set('base', shipped('base'))
})

function drafts(rows: readonly ScheduleRow[], effectiveOn = '2027-01-01'): string {
  const done = world.must(clerk, (facts) =>
    draftSchedule(facts, {
      basedOnId: 'base',
      version: 'LING3-2027',
      effectiveOn: plainDate(effectiveOn),
      rows,
    }),
  )
  return idIn(done)
}

function current(id: string) {
  const found = versionOf({ subjects: world.subjects }, id)
  if (found === undefined) throw new Error('there is such a version')
  return found
}

const now = (id: string) => ({ id, sha256: current(id).version.sha256, note: '核对', consent: CONSENT })

function signed(id: string): Decided {
  world.must(head, (facts) => reviewSchedule(facts, now(id)))
  return world.must(main, (facts) => approveSchedule(facts, now(id)))
}

describe('refusals', () => {
  test.each([
    [
      'draft',
      () =>
        draftSchedule(world.facts(head), {
          basedOnId: 'base',
          version: 'x',
          effectiveOn: world.today,
          rows: [],
        }),
    ],
    ['review', () => reviewSchedule(world.facts(clerk), now(drafts([known])))],
    [
      'approve',
      () => {
        const id = drafts([known])
        world.must(head, (f) => reviewSchedule(f, now(id)))
        return approveSchedule(world.facts(head), now(id))
      },
    ],
  ])('REG-20 %s is refused to whoever has not the post', (_what, tried) => {
    expect(tried()).toMatchObject({ kind: 'refused', code: 'access.denied' })
  })

  test('REQ-4 REG-20 nobody signs what they wrote, and nobody signs twice', () => {
    const both = aPerson('archives-clerk', 'archives', {
      personId: 'both',
      roles: ['archives-clerk', 'archives-head', 'main-head'],
    })
    const done = world.must(both, (facts) =>
      draftSchedule(facts, { basedOnId: 'base', version: 'V', effectiveOn: world.today, rows: [known] }),
    )
    const id = idIn(done)
    expect(world.act(both, (facts) => reviewSchedule(facts, now(id)))).toMatchObject({
      code: 'schedule.second-person',
    })
    const twice = aPerson('archives-head', 'archives', {
      personId: 'twice',
      roles: ['archives-head', 'main-head'],
    })
    world.must(twice, (facts) => reviewSchedule(facts, now(id)))
    expect(world.act(twice, (facts) => approveSchedule(facts, now(id)))).toMatchObject({
      code: 'schedule.second-person',
    })
    world.must(main, (facts) => approveSchedule(facts, now(id)))
    expect(
      world.act(both, (facts) => activateSchedule(facts, { ...now(id), activeId: 'base' })),
    ).toMatchObject({
      code: 'schedule.second-person',
    })
  })

  test('REG-6 a [?] row that would come into force blocks; one that was locked before stays locked', () => {
    const blocking = drafts([aScheduleRow({ confidence: '?', isActive: false }), locked])
    world.must(head, (facts) => reviewSchedule(facts, now(blocking)))
    expect(world.act(main, (facts) => approveSchedule(facts, now(blocking)))).toMatchObject({
      code: 'schedule.unconfirmed-rows',
      detail: { codes: ['SI-5-03'] },
    })
    expect(signed(drafts([known, locked])).kind).toBe('decided')
  })

  test('REG-6 a row that a table calls confirmed is locked until a person confirms it', () => {
    const id = drafts([{ ...known, confidence: 'C' }])
    expect(current(id).rows).toMatchObject([{ confidence: '?', isActive: false }])
  })

  test('REQ-4 FEA-B13 not before its day, not over a version that moved, not once it is signed', () => {
    const early = drafts([known], '2027-03-02')
    signed(early)
    expect(
      world.act(head, (facts) => activateSchedule(facts, { ...now(early), activeId: 'base' })),
    ).toMatchObject({
      code: 'schedule.not-yet-effective',
    })
    expect(
      world.act(clerk, (facts) => rewriteSchedule(facts, { id: early, basedOnId: 'base', rows: [] })),
    ).toMatchObject({
      code: 'schedule.out-of-order',
    })
    const [one, two] = [drafts([known]), drafts([known])]
    signed(one)
    signed(two)
    world.must(head, (facts) => activateSchedule(facts, { ...now(one), activeId: 'base' }))
    for (const activeId of ['base', one, 'nothing'])
      expect(
        world.act(otherHead, (facts) => activateSchedule(facts, { ...now(two), activeId })),
      ).toMatchObject({
        code: 'schedule.moved',
      })
  })

  test('REG-6 only a [?] row is confirmed, and only in a draft', () => {
    const id = drafts([known, locked])
    const idOf = (code: string) => current(id).rows.find((row) => row.code === code)?.id ?? ''
    const confirm = (code: string) => (facts: Parameters<typeof confirmRow>[0]) =>
      confirmRow(facts, { id, rowId: idOf(code), note: '原文' })
    expect(world.act(clerk, confirm('SI-5-03'))).toMatchObject({ code: 'schedule.row-settled' })
    expect(world.act(clerk, confirm('SI-9-99'))).toMatchObject({ code: 'not-found' })
    world.must(clerk, confirm('SI-1-07'))
    expect(current(id).rows.find((row) => row.code === 'SI-1-07')).toMatchObject({
      confidence: 'C',
      isActive: true,
      confirmedBy: 'clerk',
      rule: { confidenceNote: '原文' },
    })
  })
})

test('REQ-4 FEA-B13 what is signed is the rows: a rewrite voids what was looked at', () => {
  const id = drafts([known, locked])
  const looked = now(id)
  world.must(clerk, (facts) =>
    rewriteSchedule(facts, {
      id,
      basedOnId: 'base',
      rows: [aScheduleRow({ period: { kind: 'years', years: 30 } })],
    }),
  )
  expect(world.act(head, (facts) => reviewSchedule(facts, looked))).toMatchObject({ code: 'schedule.moved' })
  expect(
    current(id)
      .rows.filter((row) => !row.isRemoved)
      .map((row) => row.rule.period),
  ).toEqual([{ kind: 'years', years: 30 }])
  const same = world.must(clerk, (facts) =>
    rewriteSchedule(facts, {
      id,
      basedOnId: 'base',
      rows: [aScheduleRow({ period: { kind: 'years', years: 30 } })],
    }),
  )
  expect(same.events).toEqual([])
})

test('REQ-3 REG-20 no version is in force without the archives administration’s consent: who gave it, its number, a day that is not ahead', () => {
  const id = drafts([known, locked])
  signed(id)
  const activates = (consent: Partial<typeof CONSENT>) =>
    world.act(head, (facts) =>
      activateSchedule(facts, { ...now(id), activeId: 'base', consent: { ...CONSENT, ...consent } }),
    )
  for (const consent of [{ number: ' ' }, { authority: '' }, { on: plainDate('2027-03-02') }])
    expect(activates(consent)).toMatchObject({ code: 'schedule.consent-missing' })
  expect(current(id).version).toMatchObject({ state: 'approved', consentNumber: null })
  expect(activates({})).toMatchObject({ kind: 'decided' })
  expect(current(id).version).toMatchObject({
    state: 'active',
    consentAuthority: CONSENT.authority,
    consentNumber: CONSENT.number,
    consentOn: CONSENT.on,
  })
})

test('REQ-4 REG-6 FEA-B13 an activation replaces the active version, names its classes, and both are folds of their events', () => {
  const id = drafts([known, locked])
  signed(id)
  const done = world.must(head, (facts) => activateSchedule(facts, { ...now(id), activeId: 'base' }))
  expect(done.activated).toMatchObject({
    scheduleVersionId: id,
    supersededId: 'base',
    classes: [
      { code: 'SI-5-03', isActive: true },
      { code: 'SI-1-07', isActive: false },
    ],
  })
  expect([current(id).version.state, current('base').version.state]).toEqual(['active', 'superseded'])
  expect(world.history.get('base')?.map(({ type }) => type)).toEqual([
    'schedule.adopted',
    'schedule.superseded',
  ])
  for (const version of [id, 'base']) {
    const folded = fold(world.history.get(version) ?? [])
    expect(folded.all('scheduleRow')).toEqual(current(version).rows)
    expect(folded.all('scheduleVersion')).toEqual([current(version).version])
  }
})

test('FEA-B13 who may sign may send back, and every signature is void', () => {
  const id = drafts([known])
  signed(id)
  world.must(main, (facts) => returnSchedule(facts, { id, reason: '期限有误' }))
  expect(current(id).version).toMatchObject({ state: 'draft', reviewedBy: null, approvedBy: null })
})
