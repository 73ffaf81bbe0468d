import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  faultsOf,
  firstSlots,
  isEnd,
  next,
  outcomesFor,
  stepAt,
  type Definition,
  type HumanStep,
  type Place,
  type Step,
} from '#domain/lifecycle.ts'
import { ITEM_DEFINITION, LIST_DEFINITION, PAPER_DEFINITION } from '#test/support/decisions.ts'

const name = { zh: '步', en: 'Step' }
const slot = { id: 'a', role: 'business-clerk', unit: 'forming', form: 'create' } as const
const human = (id: string, over: Partial<HumanStep> = {}): HumanStep => ({
  id,
  name,
  kind: 'human',
  order: 'in-sequence',
  slots: [slot],
  outcomes: [{ name: 'done', to: 'completed' }],
  deadlineWorkingDays: 1,
  ...over,
})
const aDefinition = (steps: readonly Step[]): Definition => ({
  key: 'test',
  version: 1,
  subject: 'record',
  name,
  first: steps[0]?.id ?? 'none',
  steps,
})

const faulty: readonly (readonly [string, Definition, string])[] = [
  ['definition.first-unknown', { ...aDefinition([human('one')]), first: 'two' }, 'two'],
  ['definition.step-twice', aDefinition([human('one'), human('one')]), 'one'],
  [
    'definition.target-unknown',
    aDefinition([human('one', { outcomes: [{ name: 'done', to: 'nowhere' }] })]),
    'one/done',
  ],
  ['definition.unreachable', aDefinition([human('one'), human('two')]), 'two'],
  ['definition.no-end', aDefinition([human('one', { outcomes: [{ name: 'done', to: 'one' }] })]), 'test'],
  [
    'definition.trapped',
    aDefinition([
      human('one', {
        outcomes: [
          { name: 'done', to: 'completed' },
          { name: 'on', to: 'two' },
        ],
      }),
      human('two', { outcomes: [{ name: 'again', to: 'two' }] }),
    ]),
    'two',
  ],
  ['definition.no-slot', aDefinition([human('one', { slots: [] })]), 'one'],
  ['definition.slot-twice', aDefinition([human('one', { slots: [slot, slot] })]), 'one/a'],
  [
    'definition.slot-unknown',
    aDefinition([human('one', { outcomes: [{ name: 'done', to: 'completed', bySlot: 'b' }] })]),
    'one/done',
  ],
  [
    'definition.slot-unknown',
    aDefinition([human('one', { slots: [{ ...slot, samePersonAs: 'zero/a' }] })]),
    'one/a',
  ],
  [
    'definition.role-unknown',
    aDefinition([human('one', { slots: [{ ...slot, role: 'king' as never }] })]),
    'one/a',
  ],
  [
    'definition.appraiser-unknown',
    aDefinition([human('one', { slots: [{ ...slot, appraiserKind: 'king' as never }] })]),
    'one/a',
  ],
  [
    'definition.job-unknown',
    aDefinition([
      {
        id: 'one',
        name,
        kind: 'service',
        job: 'sing' as never,
        outcomes: [{ name: 'done', to: 'completed' }],
      },
    ]),
    'one',
  ],
  [
    'definition.no-outcome',
    aDefinition([
      human('one', {
        outcomes: [
          { name: 'done', to: 'completed' },
          { name: 'on', to: 'two' },
        ],
      }),
      human('two', { outcomes: [] }),
    ]),
    'two',
  ],
]

describe('a step that is passed over', () => {
  const scanned = (scanPolicy: string | null) =>
    next(
      PAPER_DEFINITION,
      { step: 'hand-over', round: 0 },
      { outcome: 'signed', slot: 'receiver', filled: ['sender'], guarded: { scanPolicy } },
    )

  test('REG-19 FEA-F1 is named with its reason, and so is every step that falls with it', () => {
    for (const policy of ['never', 'if-used', null]) {
      expect(scanned(policy)).toMatchObject({
        to: { step: 'bind', round: 0 },
        skipped: ['scan', 'check-images', 'quality', 'preserve'].map((step) => ({
          step,
          guard: 'not-scanned',
        })),
      })
    }
  })

  test('is entered where the appraisal ordered it, and where nobody looks at guards', () => {
    expect(scanned('always')).toEqual({
      kind: 'move',
      to: { step: 'scan', round: 0 },
      step: stepAt(PAPER_DEFINITION, 'scan'),
    })
    const unguarded = next(
      PAPER_DEFINITION,
      { step: 'hand-over', round: 0 },
      { outcome: 'signed', slot: 'receiver', filled: ['sender'] },
    )
    expect(unguarded).toMatchObject({ to: { step: 'scan' } })
  })

  test('cannot lead round in a circle, nor rest on a guard that nobody knows', () => {
    const circle = aDefinition([
      human('one', {
        skippedWhen: 'not-scanned',
        outcomes: [
          { name: 'on', to: 'two' },
          { name: 'done', to: 'completed' },
        ],
      }),
      human('two', { skippedWhen: 'not-scanned', outcomes: [{ name: 'on', to: 'one' }] }),
    ])
    expect(faultsOf(circle)).toContainEqual({ code: 'definition.skip-loop', at: 'one' })
    const guess = aDefinition([human('one', { skippedWhen: 'when-tired' as never })])
    expect(faultsOf(guess)).toContainEqual({ code: 'definition.guard-unknown', at: 'one' })
  })
})

describe('a definition', () => {
  test.each(faulty)('is refused with %s', (code, definition, at) => {
    expect(faultsOf(definition)).toContainEqual({ code, at })
  })

  test.each([ITEM_DEFINITION, LIST_DEFINITION, PAPER_DEFINITION])('$key has no fault', (definition) => {
    expect(faultsOf(definition)).toEqual([])
  })
})

describe('what comes next', () => {
  const two = aDefinition([
    human('one', {
      slots: [slot, { ...slot, id: 'b' }],
      outcomes: [
        { name: 'done', to: 'completed' },
        { name: 'back', to: 'one', back: true, bySlot: 'b' },
        { name: 'stop', to: 'aborted', alone: true },
      ],
    }),
  ])
  const place: Place = { step: 'one', round: 2 }

  test('an unknown place or outcome, and the outcome of another slot, are refused', () => {
    expect(next(two, { step: 'zero', round: 0 }, { outcome: 'done', filled: [] })).toEqual({
      kind: 'refused',
      code: 'task.out-of-order',
    })
    expect(next(two, place, { outcome: 'dance', slot: 'a', filled: [] })).toEqual({
      kind: 'refused',
      code: 'task.outcome-unknown',
    })
    expect(next(two, place, { outcome: 'back', slot: 'a', filled: [] })).toEqual({
      kind: 'refused',
      code: 'task.outcome-unknown',
    })
  })

  test('a step stays until all its slots are filled, and opens the next of a sequence', () => {
    expect(next(two, place, { outcome: 'done', slot: 'a', filled: [] })).toMatchObject({
      kind: 'stay',
      open: [{ id: 'b' }],
    })
    expect(next(two, place, { outcome: 'done', slot: 'b', filled: ['a'] })).toEqual({
      kind: 'end',
      to: { step: 'completed', round: 2 },
    })
  })

  test('side by side nothing more is opened', () => {
    const side = aDefinition([
      { ...human('one'), order: 'side-by-side', slots: [slot, { ...slot, id: 'b' }] },
    ])
    expect(next(side, place, { outcome: 'done', slot: 'a', filled: [] })).toEqual({ kind: 'stay', open: [] })
  })

  test('a send-back by its slot counts the round, and one person alone can stop', () => {
    expect(next(two, place, { outcome: 'back', slot: 'b', filled: [] })).toMatchObject({
      kind: 'move',
      to: { step: 'one', round: 3 },
    })
    expect(next(two, place, { outcome: 'stop', slot: 'a', filled: [] })).toEqual({
      kind: 'end',
      to: { step: 'aborted', round: 2 },
    })
  })

  test('a witness who finds a difference stops the list alone', () => {
    expect(
      next(
        LIST_DEFINITION,
        { step: 'check', round: 0 },
        { outcome: 'aborted', slot: 'witness-business', filled: [] },
      ),
    ).toMatchObject({ kind: 'end' })
  })

  test('outcomes are those of the slot, slots open by the order of the step', () => {
    const [step] = two.steps
    if (step?.kind !== 'human') throw new Error('the first step is a person’s')
    expect(outcomesFor(step, 'a')).toEqual(['done', 'stop'])
    expect(outcomesFor(step, 'b')).toEqual(['done', 'back', 'stop'])
    expect(firstSlots(step).map(({ id }) => id)).toEqual(['a'])
    expect(firstSlots({ ...step, order: 'side-by-side' }).map(({ id }) => id)).toEqual(['a', 'b'])
  })
})

/** Walks as chance says: each choice picks an outcome, and the slots are filled in their order. */
function walk(definition: Definition, choices: readonly number[]): Place {
  let place: Place = { step: definition.first, round: 0 }
  for (const choice of choices) {
    const step = stepAt(definition, place.step)
    if (step === undefined) return place
    const slots = step.kind === 'human' ? step.slots.map(({ id }) => id) : [undefined]
    const outcome = step.outcomes[choice % step.outcomes.length]
    const slotId = outcome?.bySlot ?? slots.at(-1)
    const filled = slots.filter((id): id is string => id !== undefined && id !== slotId)
    const onward = next(definition, place, {
      outcome: outcome?.name ?? '',
      ...(slotId === undefined ? {} : { slot: slotId }),
      filled,
    })
    if (onward.kind === 'refused' || onward.kind === 'stay')
      throw new Error(`${place.step} with ${outcome?.name}: ${onward.kind}`)
    expect(onward.to.round).toBe(place.round + (outcome?.back === true ? 1 : 0))
    place = onward.to
  }
  return place
}

test.each([ITEM_DEFINITION, LIST_DEFINITION])(
  'a random walk through $key ends, or stays where there is work',
  (definition) => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 40 }), (choices) => {
        const place = walk(definition, choices)
        const step = stepAt(definition, place.step)
        expect(isEnd(place.step)).toBe(step === undefined)
        if (step?.kind === 'human') expect(firstSlots(step).length).toBeGreaterThan(0)
        if (step !== undefined) expect(step.outcomes.length).toBeGreaterThan(0)
      }),
    )
  },
)
