import { describe, expect, test } from 'vitest'
import { confirmDue, failJob, finishJob, lookAfterTasks } from '#domain/acts/engine.ts'
import { addDays, addWorkingDays, plainDate } from '#domain/dates.ts'
import { compiled, created, due, kept, sealed } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'

const calendar = { holidays: new Set<never>(), makeUpWorkdays: new Set<never>() }

describe('a machine’s work', () => {
  test('is refused when it is over, unknown, or its place was left', () => {
    const world = new World()
    const id = created(world, {}, PEOPLE.system)
    const jobId = world.rows(id).all('job')[0]?.id ?? ''
    const finish = (over: { readonly outcome?: string; readonly jobId?: string }) =>
      world.act(PEOPLE.engine, (f) =>
        finishJob(f, { subjectId: id, jobId, outcome: 'inspected', events: [], ...over }),
      )
    expect(finish({ jobId: 'none' })).toMatchObject({ code: 'task.out-of-order' })
    expect(finish({ outcome: 'sung' })).toMatchObject({ code: 'task.outcome-unknown' })
    expect(finish({})).toMatchObject({ kind: 'decided' })
    expect(finish({})).toMatchObject({ code: 'task.out-of-order' })
    expect(
      world.act(PEOPLE.engine, (f) =>
        failJob(f, { subjectId: id, jobId, attempts: 1, code: 'internal', detail: 'x' }),
      ),
    ).toMatchObject({ code: 'task.out-of-order' })
  })

  test('a rejected file sends the record back to its creator', () => {
    const world = new World()
    const id = created(world, {}, PEOPLE.system)
    const jobId = world.rows(id).all('job')[0]?.id ?? ''
    world.must(PEOPLE.engine, (f) => finishJob(f, { subjectId: id, jobId, outcome: 'rejected', events: [] }))
    expect(world.record(id)).toMatchObject({ placeStep: 'create', placeRound: 1 })
    expect(world.open(id)).toMatchObject([{ candidateGroup: 'business-clerk@unit-forming' }])
  })
})

describe('falling due', () => {
  test('REQ-8 PRM-4 is not a day early', () => {
    const world = new World('2026-03-01')
    const id = kept(world)
    expect(world.record(id)).toMatchObject({
      wakeOn: '2027-01-01',
      dueOn: '2027-01-01',
      retentionEndsOn: '2026-12-31',
    })
    world.today = plainDate('2026-12-31')
    expect(world.act(PEOPLE.engine, (f) => confirmDue(f, { recordId: id }))).toMatchObject({
      code: 'record.not-due',
    })
    world.today = plainDate('2027-01-01')
    world.must(PEOPLE.engine, (f) => confirmDue(f, { recordId: id }))
    expect(world.record(id)).toMatchObject({ placeStep: 'due', wakeOn: null })
  })

  test('REQ-19 opens work for a person and does nothing else', () => {
    const world = new World()
    const id = due(world)
    expect(world.open(id)).toMatchObject([
      { form: 'put-on-list', candidateGroup: 'archives-clerk@unit-archives' },
    ])
    expect(world.record(id).disposalListId).toBeNull()
  })

  test('REQ-9 a record that waits for its event has only the yearly look', () => {
    const world = new World()
    const id = kept(world, { classCode: 'RS-02' })
    expect(world.record(id)).toMatchObject({ dueOn: null, wakeOn: '2028-03-01' })
    world.today = plainDate('2028-03-01')
    world.must(PEOPLE.engine, (f) => confirmDue(f, { recordId: id }))
    expect(world.record(id)).toMatchObject({ placeStep: 'keep', wakeOn: '2029-03-01' })
  })

  test('a listed record is looked at once a year and stays where it is', () => {
    const world = new World()
    const id = due(world)
    compiled(world, [id])
    world.today = plainDate('2028-03-01')
    world.must(PEOPLE.engine, (f) => confirmDue(f, { recordId: id }))
    expect(world.record(id)).toMatchObject({ placeStep: 'at-disposal', wakeOn: '2029-03-01' })
  })
})

describe('REQ-18 looking after tasks', () => {
  const look = (world: World, subjectId: string) =>
    world.act(PEOPLE.engine, (f) => lookAfterTasks(f, { subjectId }))
  const taskOf = (world: World, id: string) => {
    const [task] = world.open(id)
    if (task === undefined) throw new Error('the record has an open task')
    return task
  }

  test('reminds on the eve, escalates to the unit’s head after three working days and to the archives office after seven', () => {
    const world = new World()
    const id = created(world)
    const { dueOn } = taskOf(world, id)
    world.today = addDays(dueOn, -2)
    expect(look(world, id)).toMatchObject({ code: 'record.not-due' })
    world.today = addDays(dueOn, -1)
    expect(look(world, id)).toMatchObject({ kind: 'decided', events: [{ type: 'task.reminded' }] })
    expect(look(world, id)).toMatchObject({ code: 'record.not-due' })
    world.today = addWorkingDays(dueOn, 3, calendar)
    expect(look(world, id)).toMatchObject({
      events: [{ type: 'task.escalated', data: { toGroup: 'unit-head@unit-forming' } }],
    })
    world.today = addWorkingDays(dueOn, 7, calendar)
    expect(look(world, id)).toMatchObject({
      events: [{ type: 'task.escalated', data: { toGroup: 'archives-head@unit-archives', lookOn: null } }],
    })
    expect(taskOf(world, id)).toMatchObject({ escalations: 2, lookOn: null })
    expect(look(world, id)).toMatchObject({ code: 'record.not-due' })
  })

  test('REQ-19 an appraiser’s silence is asked about after five working days and escalated after ten, and is never a yes', () => {
    const world = new World()
    const listId = sealed(world, [due(world)])
    const opinion = () => taskOf(world, listId)
    const { dueOn, lookOn } = opinion()
    const openedOn = world.today
    expect([lookOn, dueOn]).toEqual([
      addWorkingDays(openedOn, 5, calendar),
      addWorkingDays(openedOn, 10, calendar),
    ])
    world.today = addWorkingDays(openedOn, 5, calendar)
    look(world, listId)
    expect(opinion()).toMatchObject({ remindedOn: world.today, lookOn: dueOn, escalations: 0 })
    world.today = dueOn
    look(world, listId)
    expect(opinion()).toMatchObject({ escalations: 1, state: 'open', outcome: null })
  })

  test('a missed eve is made good by a late reminder, not by an early escalation', () => {
    const world = new World()
    const id = created(world)
    const { dueOn } = taskOf(world, id)
    world.today = addDays(dueOn, 1)
    expect(look(world, id)).toMatchObject({
      events: [{ type: 'task.reminded', data: { lookOn: addWorkingDays(dueOn, 3, calendar) } }],
    })
  })

  test('one task after the other is escalated when all days were missed', () => {
    const world = new World()
    const id = created(world)
    world.today = plainDate('2027-12-01')
    look(world, id)
    expect(taskOf(world, id)).toMatchObject({ escalations: 1, lookOn: '2027-12-02' })
    world.today = plainDate('2027-12-02')
    look(world, id)
    expect(taskOf(world, id)).toMatchObject({ escalations: 2, lookOn: null })
  })
})
