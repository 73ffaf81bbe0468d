import { beforeEach, describe, expect, test } from 'vitest'
import type { Decided } from '#domain/acts/act.ts'
import { describeMetadata } from '#domain/acts/describe-metadata.ts'
import { setEndByHand } from '#domain/acts/end-by-hand.ts'
import { confirmDue } from '#domain/acts/engine.ts'
import { redateRecords } from '#domain/acts/redate.ts'
import { addItem, closeRecord, reopenRecord, withdrawItem } from '#domain/acts/reopen-record.ts'
import { redatedBy } from '#domain/acts/redate-facts.ts'
import { itemsOf } from '#domain/acts/paper-effects.ts'
import { subjectOf } from '#domain/acts/place.ts'
import { relateRecords, withdrawRelation } from '#domain/acts/relate-records.ts'
import { decideTrigger, enterTrigger } from '#domain/acts/triggers.ts'
import { plainDate } from '#domain/dates.ts'
import { explain, type RetentionExplanation } from '#domain/explanation.ts'
import type { ScheduleRow, TriggerEvent } from '#domain/schedule.ts'
import { movementOfRecord } from '#domain/what-if-records.ts'
import { arranged, compiled, created, does, due, kept, machine } from '#test/support/decided-lives.ts'
import { idIn } from '#test/support/actors.ts'
import { aReference, PEOPLE, World } from '#test/support/decisions.ts'
import { aScheduleRow } from '#test/support/domain.ts'
import { listedFile } from '#test/support/paper-lives.ts'

let world: World
beforeEach(() => {
  world = new World('2020-03-01')
})

const by = (event: TriggerEvent, of?: string): Partial<ScheduleRow> => ({
  trigger: { kind: 'event', event, ...(of === undefined ? {} : { of }) },
})
const ruledBy = (...rows: readonly Partial<ScheduleRow>[]) => {
  const made = rows.map((row) => aScheduleRow(row))
  world.reference = aReference(Object.fromEntries(made.map((row) => [`schedule-1/${row.code}`, row])))
}
const says = (id: string, ...texts: readonly string[]): Decided =>
  world.must(PEOPLE.archivist, (f) =>
    describeMetadata(f, { recordId: id, itemId: null, values: { M82: texts } }),
  )
const reopens = (id: string) =>
  world.must(PEOPLE.head, (f) => reopenRecord(f, { recordId: id, reason: '更正著录' }))
/** Filed with a date in its field. */
const filedOn = (...texts: readonly string[]): string => {
  const id = arranged(world)
  says(id, ...texts)
  does(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: 'SI-5-03' } })
  return id
}
const keptOn = (...texts: readonly string[]): string => {
  const id = filedOn(...texts)
  machine(world, id, 'preserved')
  does(world, PEOPLE.head, id, {
    outcome: 'appraised',
    form: { scanPolicy: 'never', grade: 'internal', openingState: 'controlled' },
  })
  does(world, PEOPLE.archivist, id, { outcome: 'signed', form: { records: 1, pages: 3 } })
  does(world, PEOPLE.compiler, id, { outcome: 'signed', form: { countedPages: 3 } })
  return id
}
const incidents = (id: string) =>
  world
    .rows(id)
    .all('job')
    .filter(({ kind, state }) => kind === 'settle-retention' && state === 'incident')
const explained = (id: string): RetentionExplanation => {
  const computed = world.history.get(id)?.findLast(({ type }) => type === 'retention.computed')
  if (computed === undefined || !('explanation' in computed.data)) throw new Error('nothing was computed')
  return computed.data.explanation as RetentionExplanation
}
const tells = (id: string, kind: TriggerEvent, on: string) => {
  world.must(PEOPLE.archivist, (f) =>
    enterTrigger(f, { recordId: id, kind, on: plainDate(on), evidence: '凭证' }),
  )
  const triggerId = world.rows(id).all('trigger').at(-1)?.id ?? ''
  return world.must(PEOPLE.compiler, (f) =>
    decideTrigger(f, { recordId: id, triggerId, decision: 'confirm', reason: '' }),
  )
}

describe('a field that gives no date', () => {
  test('REQ-9 is an incident of its owner from the filing on, and the explanation names the field', () => {
    ruledBy(by('metadata-date', 'M82'))
    const id = filedOn()
    expect(world.record(id)).toMatchObject({ retentionEndsOn: null, dueOn: null })
    expect(incidents(id)).toMatchObject([{ errorDetail: 'fact.missing metadata-date M82' }])
    expect(explain(explained(id), 'zh').join('\n')).toContain('行为时间（M82）')
    expect(explain(explained(id), 'en').join('\n')).toContain('Action time (M82)')
  })

  test('REQ-15 that is cleared takes the date away in the same act, and an incident opens', () => {
    ruledBy(by('metadata-date', 'M82'))
    const id = keptOn('2018-05-05')
    expect(world.record(id)).toMatchObject({ retentionEndsOn: '2028-12-31' })
    reopens(id)
    const { answer } = says(id)
    expect(answer['redated']).toEqual({ verdict: 'cannot_evaluate', endsOn: null, dueOn: null })
    expect(world.record(id)).toMatchObject({ retentionEndsOn: null, dueOn: null, wakeOn: '2021-03-01' })
    expect(incidents(id)).toHaveLength(1)
  })

  test('REQ-9 a day that has not come is not computed with', () => {
    ruledBy(by('metadata-date', 'M82'))
    const id = filedOn('2020-03-01')
    const subject = subjectOf(world.facts(PEOPLE.engine), id)
    if (subject?.kind !== 'record') throw new Error('no record')
    const given = { record: subject.row, values: { M82: ['2020-03-02'] } }
    const { answer } = redatedBy(world.facts(PEOPLE.engine), subject, given)
    expect(answer).toEqual({ verdict: 'cannot_evaluate', endsOn: null, dueOn: null })
  })

  test('FEA-B16 on a list nothing is described, and a start that changes there moves no date', () => {
    world.today = plainDate('2027-03-01')
    const id = due(world)
    compiled(world, [id])
    expect(world.act(PEOPLE.head, (f) => reopenRecord(f, { recordId: id, reason: 'x' }))).toMatchObject({
      code: 'record.not-in-keep',
    })
    ruledBy(by('metadata-date', 'M82'))
    const subject = subjectOf(world.facts(PEOPLE.engine), id)
    if (subject?.kind !== 'record') throw new Error('no record')
    const given = { record: subject.row, values: { M82: ['2019-01-01'] } }
    const { events } = redatedBy(world.facts(PEOPLE.engine), subject, given)
    expect(events.map(({ type }) => type)).toEqual(['retention.started'])
  })

  test('REQ-9 two persons may tell what the data do not give, and not what they give', () => {
    ruledBy(by('metadata-date', 'M82'))
    const empty = keptOn()
    tells(empty, 'metadata-date', '2018-06-30')
    expect(world.record(empty)).toMatchObject({ retentionEndsOn: '2028-12-31' })
    expect(incidents(empty)).toEqual([])
    const filled = keptOn('2018-05-05')
    const entered = world.act(PEOPLE.archivist, (f) =>
      enterTrigger(f, {
        recordId: filled,
        kind: 'metadata-date',
        on: plainDate('2018-06-30'),
        evidence: 'x',
      }),
    )
    expect(entered).toMatchObject({ code: 'event.from-data', detail: { from: 'metadata' } })
    expect(
      world.act(PEOPLE.archivist, (f) =>
        enterTrigger(f, {
          recordId: empty,
          kind: 'metadata-date',
          of: 'M59',
          on: plainDate('2018-06-30'),
          evidence: 'x',
        }),
      ),
    ).toMatchObject({ code: 'event.unknown' })
  })

  test('REQ-15 what two persons told is not overwritten in silence: another day in the field is a conflict', () => {
    ruledBy(by('metadata-date', 'M82'))
    const id = keptOn()
    tells(id, 'metadata-date', '2018-06-30')
    reopens(id)
    expect(says(id, '2019-01-31').answer['redated']).toMatchObject({ verdict: 'conflict' })
    expect(incidents(id)).toMatchObject([{ errorCode: 'retention.conflict' }])
    expect(says(id, '2018-06-30').answer['redated']).toMatchObject({ endsOn: '2028-12-31' })
    expect(incidents(id)).toEqual([])
  })
})

describe('a field that gives a date', () => {
  test('REQ-9 FEA-B7 dates the record at its filing, and says where the day stands', () => {
    ruledBy(by('metadata-date', 'M82'))
    const id = filedOn('2018-05-05')
    expect(world.record(id)).toMatchObject({ retentionEndsOn: '2028-12-31', dueOn: '2029-01-01' })
    expect(explain(explained(id), 'zh').join('\n')).toContain(
      '元数据项（M82）日期 2018-05-05，取自元数据“行为时间（M82）”',
    )
    expect(explain(explained(id), 'en').join('\n')).toContain(
      '2018-05-05, taken from the metadata field “Action time (M82)”',
    )
  })

  test('REQ-15 corrected in a reopened record computes anew in the same act; only an earlier day wakes it', () => {
    ruledBy(by('metadata-date', 'M82'))
    const id = keptOn('2018-05-05')
    reopens(id)
    const later = says(id, '2019-05-05')
    expect(later.answer['redated']).toEqual({ verdict: 'ends', endsOn: '2029-12-31', dueOn: '2030-01-01' })
    expect(later.nudged).toEqual([])
    const earlier = says(id, '2017-05-05')
    expect(earlier.nudged).toEqual([id])
    expect(earlier.events.map(({ type }) => type)).toEqual([
      'record.metadata-set',
      'retention.started',
      'retention.computed',
      'retention.looked-at',
    ])
    expect(world.record(id)).toMatchObject({ retentionEndsOn: '2027-12-31', wakeOn: '2028-01-01' })
    expect(says(id, '2017-05-05').answer['redated']).toBeUndefined()
    world.must(PEOPLE.archivist, (f) => closeRecord(f, { recordId: id, reason: 'x', counted: null }))
  })

  test('REQ-15 whose period has run out makes it due, and nothing more', () => {
    ruledBy(by('metadata-date', 'M82'))
    const id = keptOn('2018-05-05')
    reopens(id)
    says(id, '1999-12-31')
    expect(world.record(id)).toMatchObject({ dueOn: '2010-01-01', wakeOn: '2020-03-01', placeStep: 'keep' })
    expect(world.act(PEOPLE.engine, (f) => confirmDue(f, { recordId: id }))).toMatchObject({
      answer: { verdict: 'due' },
    })
  })

  test('REQ-10 REQ-12 an end set by hand counts while it is the later one, and is never passed over in silence', () => {
    ruledBy(by('metadata-date', 'M82'))
    const id = keptOn('2018-05-05')
    world.must(PEOPLE.archivesHead, (f) =>
      setEndByHand(f, { recordId: id, endsOn: plainDate('2029-06-30'), reason: '复议期间备查' }),
    )
    reopens(id)
    expect(says(id, '2017-05-05').answer['redated']).toMatchObject({ endsOn: '2029-06-30' })
    expect(says(id, '2019-12-31').answer['redated']).toMatchObject({ endsOn: '2029-12-31' })
    expect(world.record(id).manualEndsOn).toBe('2029-06-30')
    expect(explained(id).reasons).toMatchObject([{ code: 'retention.manual-not-later' }])
  })

  test('FEA-B16 what is said of one item, or in another field, moves nothing', () => {
    ruledBy(by('metadata-date', 'M82'))
    const id = keptOn('2018-05-05')
    reopens(id)
    const { events } = world.must(PEOPLE.archivist, (f) =>
      describeMetadata(f, { recordId: id, itemId: null, values: { M59: ['2019-01-01'] } }),
    )
    expect(events.map(({ type }) => type)).toEqual(['record.metadata-set'])
  })

  test('FEA-B16 a new version that starts from a field finds it, as the what-if says before', () => {
    ruledBy({})
    const id = kept(world)
    reopens(id)
    says(id, '2019-05-05')
    const to = aScheduleRow({ scheduleVersion: 'NEW', ...by('metadata-date', 'M82') })
    world.reference = aReference({ 'new/SI-5-03': to })
    const { answer } = world.must(PEOPLE.engine, (f) =>
      redateRecords(f, { versionId: 'new', recordIds: [id] }),
    )
    expect(answer).toEqual({ verdicts: { [id]: 'later' } })
    expect(world.record(id)).toMatchObject({ retentionEndsOn: '2029-12-31', scheduleVersionId: 'new' })
    const moved = movementOfRecord(world.record(id), { from: [aScheduleRow()], to: [to] }, world.today)
    expect(moved.to.endsOn).toBe('2029-12-31')
  })
})

describe('the last of a set', () => {
  const entry = {
    title: '补充材料',
    responsible: '失业保险科',
    documentNo: null,
    formedOn: plainDate('2018-03-09'),
    firstPage: 4,
    lastPage: 5,
  }

  test('REQ-9 REQ-15 FEA-B8 is counted anew when an item comes or goes', () => {
    ruledBy(by('last-of-set'))
    const id = listedFile(world)
    does(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: 'SI-5-03' } })
    expect(world.record(id)).toMatchObject({ retentionEndsOn: '2026-12-31' })
    reopens(id)
    world.must(PEOPLE.archivist, (f) => addItem(f, { recordId: id, entry }))
    expect(world.record(id)).toMatchObject({ retentionEndsOn: '2028-12-31' })
    expect(explain(explained(id), 'zh').join('\n')).toContain('为卷内 3 件中最晚一件的日期')
    const itemId = itemsOf(world.rows(id)).at(-1)?.id ?? ''
    world.must(PEOPLE.archivist, (f) => withdrawItem(f, { recordId: id, itemId, reason: '误归' }))
    expect(world.record(id)).toMatchObject({ retentionEndsOn: '2026-12-31' })
  })
})

describe('a related record', () => {
  /** A case whose side volume starts with its main one. */
  const aCase = () => {
    const row = { family: 'arbitration' } as const
    ruledBy(
      { code: 'ZC-01', ...row, ...by('case-closed') },
      { code: 'SI-5-03', ...by('related-record', 'main-volume') },
    )
    const main = created(world, { classCode: 'ZC-01' })
    const side = kept(world)
    world.rows(side).change('record', side, { mainRecordId: main, volume: 'side' })
    return { main, side }
  }

  test('REQ-9 FEA-B8 waits as long as that one waits', () => {
    const { side } = aCase()
    world.must(PEOPLE.engine, (f) => {
      const subject = subjectOf(f, side)
      if (subject?.kind !== 'record') throw new Error('no record')
      return confirmDue({ ...f, today: plainDate('2030-01-01') }, { recordId: side })
    })
    expect(explained(side)).toMatchObject({
      verdict: 'waiting_for_event',
      reasons: [{ code: 'fact.waiting' }],
    })
    expect(incidents(side)).toEqual([])
  })

  test('REQ-9 REQ-15 FEA-B8 begins with the confirmation of its event, in the same commit', () => {
    const { main, side } = aCase()
    world.must(PEOPLE.archivist, (f) =>
      enterTrigger(f, {
        recordId: main,
        kind: 'case-closed',
        on: plainDate('2019-05-05'),
        evidence: '裁决书',
      }),
    )
    const triggerId = world.rows(main).all('trigger').at(-1)?.id ?? ''
    const { events, nudged } = world.must(PEOPLE.head, (f) =>
      decideTrigger(f, { recordId: main, triggerId, decision: 'confirm', reason: '' }),
    )
    expect(events.filter(({ stream }) => stream.id === side).map(({ type }) => type)).toEqual([
      'retention.started',
      'retention.computed',
      'job.completed',
      'retention.looked-at',
    ])
    expect(world.record(side)).toMatchObject({ retentionEndsOn: '2029-12-31', wakeOn: '2030-01-01' })
    expect(nudged).toEqual([main])
    expect(explain(explained(side), 'zh').join('\n')).toContain('取自相关案卷')
  })

  test('FEA-B8 REQ-9 REQ-15 a record to which it stands so dates it, moves it, and leaves an incident when the relation is withdrawn', () => {
    ruledBy(
      { code: 'ZC-01', family: 'arbitration', ...by('case-closed') },
      { code: 'SI-5-03', ...by('related-record', 'replaces') },
    )
    const other = created(world, { classCode: 'ZC-01' })
    const id = kept(world)
    const said = world.must(PEOPLE.archivist, (f) =>
      relateRecords(f, { recordId: id, otherId: other, type: 'replaces', reason: '重新裁决' }),
    )
    expect(explained(id)).toMatchObject({ reasons: [{ code: 'fact.waiting' }] })
    world.must(PEOPLE.archivist, (f) =>
      enterTrigger(f, {
        recordId: other,
        kind: 'case-closed',
        on: plainDate('2019-05-05'),
        evidence: '裁决书',
      }),
    )
    const triggerId = world.rows(other).all('trigger').at(-1)?.id ?? ''
    world.must(PEOPLE.head, (f) =>
      decideTrigger(f, { recordId: other, triggerId, decision: 'confirm', reason: '' }),
    )
    expect(world.record(id)).toMatchObject({ retentionEndsOn: '2029-12-31' })
    expect(explain(explained(id), 'zh').join('\n')).toContain('取自其“替代”的档案')
    expect(incidents(id)).toEqual([])
    const relationId = idIn(said.answer, 'relationId')
    world.must(PEOPLE.archivist, (f) => withdrawRelation(f, { recordId: id, relationId, reason: '误记' }))
    expect(explained(id)).toMatchObject({ verdict: 'cannot_evaluate', reasons: [{ code: 'fact.missing' }] })
    expect(incidents(id)).toHaveLength(1)
  })
})
