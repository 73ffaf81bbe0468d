import { describe, expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { courseOf, type CourseEvent, type Now } from '#domain/lifecycle-course.ts'
import { ITEM_DEFINITION } from '#test/support/decisions.ts'

const at = (day: string) => ({ at: `${day}T04:00:00.000Z`, on: plainDate(day), actor: 'clerk' })
const moved = (from: string, to: string, outcome: string, day: string): CourseEvent => ({
  kind: 'moved',
  from,
  to,
  outcome,
  ...at(day),
})
const now = (step: string, day: string): Now => ({ step, at: at(day).at, on: plainDate(day) })
const entered: CourseEvent = { kind: 'entered', step: 'create', ...at('2027-03-01') }
const begun: readonly CourseEvent[] = [
  entered,
  moved('create', 'inspect', 'submitted', '2027-03-03'),
  moved('inspect', 'arrange', 'inspected', '2027-03-03'),
]
const stepsOf = (events: readonly CourseEvent[], where: Now) =>
  new Map(courseOf(ITEM_DEFINITION, events, where).steps.map((step) => [step.id, step]))

describe('FEA-C14 the course of a record', () => {
  test('tells what is done, where it stands and what is to come', () => {
    const steps = stepsOf(begun, now('arrange', '2027-03-08'))
    expect(steps.get('create')).toMatchObject({ state: 'done', days: 2, visits: 1, leftBy: 'clerk' })
    expect(steps.get('arrange')).toMatchObject({ state: 'now', days: 5, leftOn: null, leftBy: null })
    expect(steps.get('keep')).toMatchObject({ state: 'to-come', days: 0, visits: 0, enteredOn: null })
    expect(steps.get('destroyed')).toMatchObject({ kind: 'end', state: 'to-come' })
  })

  test('counts send-backs, and what lies behind one is to come again', () => {
    const events = [...begun, moved('arrange', 'create', 'returned', '2027-03-10')]
    const { edges } = courseOf(ITEM_DEFINITION, events, now('create', '2027-03-11'))
    expect(edges).toContainEqual({
      from: 'arrange',
      to: 'create',
      outcomes: ['returned'],
      isBack: true,
      count: 1,
    })
    const steps = stepsOf(events, now('create', '2027-03-11'))
    expect(steps.get('create')).toMatchObject({ state: 'now', visits: 2, days: 3 })
    expect(steps.get('arrange')).toMatchObject({ state: 'to-come', visits: 1, days: 7 })
  })

  test('names a step that was passed over and why, and draws the way over it', () => {
    const events: readonly CourseEvent[] = [
      ...begun,
      { kind: 'skipped', step: 'file', guard: 'not-scanned', ...at('2027-03-04') },
      moved('arrange', 'preserve', 'arranged', '2027-03-04'),
    ]
    const course = courseOf(ITEM_DEFINITION, events, now('preserve', '2027-03-04'))
    expect(course.steps.find(({ id }) => id === 'file')).toMatchObject({
      state: 'skipped',
      guard: 'not-scanned',
    })
    expect(course.edges).toContainEqual({
      from: 'arrange',
      to: 'preserve',
      outcomes: ['arranged'],
      isBack: false,
      count: 1,
    })
  })

  test('a life that ended has nothing to come', () => {
    const events = [...begun, moved('arrange', 'destroyed', 'destroyed', '2027-04-01')]
    const steps = stepsOf(events, now('destroyed', '2057-01-01'))
    expect(steps.get('destroyed')).toMatchObject({ state: 'done', days: 0 })
    expect(steps.get('keep')).toMatchObject({ state: 'not-taken' })
    expect([...steps.values()].some(({ state }) => state === 'to-come' || state === 'now')).toBe(false)
  })
})
