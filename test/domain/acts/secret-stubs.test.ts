import { describe, expect, test } from 'vitest'
import { releaseCodes, reserveCodes } from '#domain/acts/code-sequences.ts'
import { endStub, enterStub, type NewStub } from '#domain/acts/secret-stubs.ts'
import type { Actor } from '#domain/access.ts'
import { Numbering, SEQUENCE } from '#test/support/code-sequences.ts'
import { aPerson, PEOPLE, UNITS } from '#test/support/decisions.ts'

const A_STUB: NewStub = {
  ...SEQUENCE,
  classCode: 'SI-5-03',
  formingUnitId: UNITS.forming,
  grade: 'secret',
  secrecyYears: 20,
  custodyCode: 'BM-03-0012',
  number: 3,
}
const A_RANGE = { ...SEQUENCE, purpose: '涉密卷', holderUnitId: UNITS.forming, firstNumber: 3, lastNumber: 5 }
const SECURITY = aPerson('security-admin', 'bureau', { clearance: 'public', units: [] })

/** Two records stand in the sequence, and the numbers 3 to 5 are kept back. */
function aSequence(): Numbering {
  const numbering = new Numbering()
  numbering.file()
  numbering.file()
  numbering.say((facts) => reserveCodes(facts, A_RANGE))
  return numbering
}
const enter = (numbering: Numbering, over: Partial<NewStub> = {}, actor: Actor = PEOPLE.archivesHead) =>
  numbering.say((facts) => enterStub({ ...facts, actor }, { ...A_STUB, ...over }))
const end = (numbering: Numbering, as: Parameters<typeof endStub>[1]['as'], actor: Actor = SECURITY) =>
  numbering.say((facts) =>
    endStub({ ...facts, actor }, { stubId: numbering.stubs()[0]?.id ?? '', as, reference: '密解2026第3号' }),
  )

describe('REG-10 the stub of a classified file: refused', () => {
  test.each([
    ['stub.term-too-long', { secrecyYears: 21 }],
    ['stub.term-too-long', { grade: 'confidential', secrecyYears: 11 }],
    ['stub.term-too-long', { secrecyYears: 0 }],
    ['stub.number-ahead', { number: 6 }],
    ['code.taken', { number: 2 }],
    ['unit.unknown', { formingUnitId: 'none' }],
    ['not-found', { fondsId: 'other' }],
    ['code.block-invalid', { year: 2999 }],
  ] as const)('with %s for %o', (code, over) => {
    expect(enter(aSequence(), over)).toMatchObject({ code })
  })

  test('to whoever is not cleared to the highest grade, and for a fonds of others', () => {
    const uncleared = { ...PEOPLE.archivesHead, clearance: 'internal' } as const
    expect(enter(aSequence(), {}, uncleared)).toMatchObject({ code: 'access.denied' })
    expect(enter(aSequence(), {}, { ...PEOPLE.archivesHead, units: [] })).toMatchObject({ code: 'not-found' })
  })

  test('a number twice, to a stub or to a record', () => {
    const numbering = aSequence()
    enter(numbering)
    expect(enter(numbering)).toMatchObject({ code: 'code.taken' })
    const [recordId] = numbering.records
    expect(numbering.renumber({ recordId: recordId ?? '', number: 3 })).toMatchObject({ code: 'code.taken' })
  })

  test('its end to who entered it, to others of no fonds of theirs, and a second time', () => {
    const numbering = aSequence()
    enter(numbering)
    const author = { ...PEOPLE.archivesHead, personId: PEOPLE.compiler.personId }
    expect(end(numbering, 'declassified', author)).toMatchObject({ code: 'stub.own-entry' })
    expect(end(numbering, 'declassified', { ...PEOPLE.archivesHead, units: [] })).toMatchObject({
      code: 'not-found',
    })
    end(numbering, 'declassified')
    expect(end(numbering, 'declassified')).toMatchObject({ code: 'stub.ended' })
  })
})

describe('REG-10 FEA-A5 the stub of a classified file', () => {
  test('says of the file its place, grade and term alone', () => {
    const numbering = aSequence()
    expect(enter(numbering)).toMatchObject({ kind: 'decided' })
    const [stub] = numbering.stubs()
    expect(Object.keys(stub ?? {}).filter((name) => /title|text|note|person|object/i.test(name))).toEqual([])
    expect(stub).toMatchObject({ code: `${SEQUENCE.block}-0003`, grade: 'secret', endedOn: null })
  })

  test('explains its number, and keeps it when the range is released', () => {
    const numbering = aSequence()
    enter(numbering)
    const [range] = numbering.reservations()
    expect(range?.usedNumbers).toEqual([3])
    numbering.say((facts) =>
      releaseCodes(facts, { ...SEQUENCE, reservationId: range?.id ?? '', reason: '完成' }),
    )
    const stateOf = (number: number) =>
      numbering.standings().find((standing) => standing.number === number)?.state
    expect(stateOf(3)).toBe('classified')
    const recordId = numbering.file()
    expect(numbering.codeOf(recordId)).toBe(`${SEQUENCE.block}-0004`)
  })

  test.each([
    ['declassified', 'reserved', []],
    ['mistaken', 'reserved', []],
    ['destroyed', 'classified', [3]],
    ['transferred', 'classified', [3]],
  ] as const)('that ends as %s leaves its number %s', (as, state, usedNumbers) => {
    const numbering = aSequence()
    enter(numbering)
    end(numbering, as)
    expect(numbering.standings().find(({ number }) => number === 3)).toMatchObject({ state })
    expect(numbering.reservations()[0]?.usedNumbers).toEqual(usedNumbers)
  })

  test('needs no number where the file has no code here', () => {
    expect(enter(aSequence(), { number: null, secrecyYears: null })).toMatchObject({
      events: [{ type: 'code.stub-entered', data: { number: null, code: null } }],
    })
  })
})
