import type { RecordedEvent } from '#domain/events.ts'
import type { Reducers } from '#domain/reducer.ts'
import type { Applicant } from '#domain/state/givings.ts'
import type { Rows } from '#domain/state.ts'

export const GIVING_REDUCERS: Reducers = {
  'giving.asked': (rows, e) => {
    const { applicantDigest: _digest, ...asked } = e.data
    rows.put('giving', {
      ...asked,
      subjectId: e.stream.id,
      state: asked.approval === 'none' ? 'approved' : 'asked',
      applicant: applicantIn(e),
      askedBy: e.actor,
      askedAt: e.at,
      askedOn: e.on,
      decidedBy: null,
      decidedOn: null,
      ground: null,
      reason: null,
      givenBy: null,
      givenOn: null,
    })
  },
  'giving.approved': (rows, { data: { id, reason }, actor, on }) =>
    rows.change('giving', id, { state: 'approved', reason, decidedBy: actor, decidedOn: on }),
  'giving.refused': (rows, { data: { id, ground, reason }, actor, on }) =>
    rows.change('giving', id, { state: 'refused', ground, reason, decidedBy: actor, decidedOn: on }),
  'giving.given': (rows, { data: { id }, actor, on }) =>
    rows.change('giving', id, { state: 'given', givenBy: actor, givenOn: on }),
}

/** Names go with the record: the register keeps number, day, clerk and what was given. */
export function clearApplicants(rows: Rows): void {
  for (const { id } of rows.all('giving')) rows.change('giving', id, { applicant: null })
}

/** Undefined personal values were erased with the record. */
function applicantIn({ personal }: Pick<RecordedEvent<'giving.asked'>, 'personal'>): Applicant | null {
  const text = personal?.['applicantDigest']
  return text === undefined ? null : (JSON.parse(text) as Applicant)
}
