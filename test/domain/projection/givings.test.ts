import { expect, test } from 'vitest'
import { plainDate } from '#domain/dates.ts'
import type { RecordedEvent } from '#domain/events.ts'
import { clearApplicants, GIVING_REDUCERS } from '#domain/projection/givings.ts'
import { Rows } from '#domain/state.ts'
import { GIVING_EVENT_TYPES } from '#domain/vocabulary/givings.ts'

const asked = (personal: Readonly<Record<string, string>>): RecordedEvent<'giving.asked'> => ({
  stream: { kind: 'record', id: 'record' },
  seq: 9,
  type: 'giving.asked',
  at: '2027-03-01T04:00:00.000Z',
  on: plainDate('2027-03-01'),
  actor: 'window',
  data: {
    id: 'giving',
    year: 2027,
    number: 1,
    way: 'copy',
    asker: 'subject',
    proof: 'identity-card',
    approval: 'class',
    objectIds: [],
    applicantDigest: 'digest',
  },
  personal,
  hash: 'hash',
})

test('REQ-54 each event of the window changes the register', () => {
  expect(Object.keys(GIVING_REDUCERS)).toEqual([...GIVING_EVENT_TYPES])
})

test('REQ-54 REQ-53 who asked is erased with the record, and the line of the register stays', () => {
  const applicant = { name: '周明远', number: '110***********0013', purpose: '核对缴费年限', agent: null }
  const rows = new Rows()
  GIVING_REDUCERS['giving.asked']?.(rows, asked({ applicantDigest: JSON.stringify(applicant) }))
  expect(rows.must('giving', 'giving')).toMatchObject({ state: 'asked', applicant, askedBy: 'window' })
  clearApplicants(rows)
  const erased = new Rows()
  GIVING_REDUCERS['giving.asked']?.(erased, asked({}))
  expect(rows.all('giving')).toEqual(erased.all('giving'))
  expect(rows.must('giving', 'giving')).toMatchObject({ number: 1, year: 2027, applicant: null })
})
