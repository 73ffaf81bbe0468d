import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import { signatureAsked, signatureDueOn } from '#domain/hand-over-work.ts'
import type { Role } from '#domain/vocabulary.ts'

const at = (personId: string, role: Role, unitId: string) => ({
  personId,
  posts: [{ role, unitId, appraiserKind: null }],
})
const proposed = {
  state: 'proposed',
  fromId: 'holder',
  toId: 'successor',
  unitPath: ['section', 'agency'],
} as const
const confirmed = { ...proposed, state: 'confirmed' } as const

test.each([
  ['the holder', at('holder', 'unit-head', 'section'), proposed],
  ['the successor, who is the head above', at('successor', 'unit-head', 'agency'), proposed],
  ['the head of another unit', at('other', 'unit-head', 'elsewhere'), proposed],
  ['a colleague of the unit', at('other', 'unit-archivist', 'section'), proposed],
  ['the head above, once it is agreed to', at('head', 'unit-head', 'agency'), confirmed],
  [
    'the successor of one that was taken back',
    at('successor', 'binder', 'section'),
    { ...proposed, state: 'withdrawn' } as const,
  ],
  [
    'the successor of one that is done',
    at('successor', 'binder', 'section'),
    { ...proposed, state: 'done' } as const,
  ],
])('FEA-N4 a hand-over asks nothing of %s', (_who, actor, row) => {
  expect(signatureAsked(actor, row)).toBeNull()
})

test.each([
  ['the head of the unit', at('head', 'unit-head', 'section'), proposed, 'confirm'],
  ['the main head above', at('head', 'main-head', 'agency'), proposed, 'confirm'],
  ['the head of the archives office', at('keeper', 'archives-head', 'office'), proposed, 'confirm'],
  ['the successor', at('successor', 'binder', 'section'), confirmed, 'accept'],
])('FEA-N4 REG-36 a hand-over asks %s to sign', (_who, actor, row, signature) => {
  expect(signatureAsked(actor, row)).toBe(signature)
})

test('a signature is due five working days after the word before it', () => {
  const calendar = { holidays: new Set([plainDate('2027-03-19')]), makeUpWorkdays: new Set<never>() }
  expect(signatureDueOn(plainDate('2027-03-16'), calendar)).toBe('2027-03-24')
})
