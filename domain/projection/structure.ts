import { dayBefore } from '#domain/dates.ts'
import type { RecordedEvent } from '#domain/events.ts'
import type { Reducers } from '#domain/reducer.ts'
import type { Rows } from '#domain/state.ts'
import type { CodeReservationRow } from '#domain/state/structure.ts'
import { freesNumber } from '#domain/state/secrets.ts'

/** How each event of schemes, filings and accountability changes their rows. */
export const STRUCTURE_REDUCERS: Reducers = {
  'calendar.set': (rows, { data, on, actor }) =>
    rows.put('calendarYear', { ...data, setBy: actor, setOn: on }),
  'formats.set': (rows, { data, on, actor }) =>
    rows.put('archiveFormatList', {
      ...data,
      number: rows.all('archiveFormatList').length + 1,
      setBy: actor,
      setOn: on,
    }),
  'scheme.drafted': draft,
  'scheme.activated': (rows, { stream, data, actor }) => {
    rows.change('scheme', stream.id, { state: 'active', activatedBy: actor, activatedOn: data.on })
    // A period that closed before the scheme was in force is nobody's debt.
    for (const cadence of rows.all('classCadence').filter(({ schemeId }) => schemeId === stream.id))
      rows.change('classCadence', cadence.id, { setOn: data.on })
  },
  'scheme.superseded': (rows, { stream, data }) => rows.change('scheme', stream.id, { endsOn: data.endsOn }),
  'scheme.cadence-set': setCadence,
  'filing.stated': (rows, { stream, data, on, actor }) => {
    rows.put('filingStatement', { ...data, calendarId: stream.id, filedOn: on, statedBy: actor })
    const { unitId, classId, fromOn } = data
    const alert = rows
      .all('filingAlert')
      .find((one) => one.unitId === unitId && one.classId === classId && one.fromOn === fromOn)
    if (alert !== undefined) rows.change('filingAlert', alert.id, { closedOn: on })
  },
  'filing.alerted': (rows, { stream, data, on }) =>
    rows.put('filingAlert', { ...data, calendarId: stream.id, raisedOn: on, closedOn: null }),
  'case.opened': (rows, { stream, data, on, actor }) =>
    rows.put('accountabilityCase', {
      ...data,
      ...UNSAID,
      id: stream.id,
      state: 'opened',
      openedBy: actor,
      openedOn: on,
    }),
  'case.ordered': (rows, { stream, data, on, actor }) =>
    rows.change('accountabilityCase', stream.id, {
      state: 'ordered',
      orderText: data.text,
      orderDueOn: data.dueOn,
      orderedBy: actor,
      orderedOn: on,
    }),
  'case.replied': (rows, { stream, data, on, actor }) =>
    rows.change('accountabilityCase', stream.id, {
      state: 'replied',
      reply: data.text,
      repliedBy: actor,
      repliedOn: on,
    }),
  'case.closed': (rows, { stream, data, on, actor }) =>
    rows.change('accountabilityCase', stream.id, {
      state: 'closed',
      result: data.result,
      closedBy: actor,
      closedOn: on,
    }),
  'code.reserved': (rows, { stream, data, on, actor }) =>
    rows.put('codeReservation', {
      ...data,
      sequenceId: stream.id,
      reservedOn: on,
      reservedBy: actor,
      releasedOn: null,
      releasedBy: null,
      releaseReason: null,
      usedNumbers: [],
    }),
  'code.released': (rows, { data, on, actor }) =>
    rows.change('codeReservation', data.id, {
      releasedOn: on,
      releasedBy: actor,
      releaseReason: data.reason,
      usedNumbers: data.usedNumbers,
    }),
  'code.explained': (rows, { stream, data, on, actor }) =>
    rows.put('codeExplanation', {
      ...data,
      sequenceId: stream.id,
      explainedOn: on,
      explainedBy: actor,
    }),
  'code.stub-entered': (rows, { stream, data, on, actor }) => {
    rows.put('secretStub', {
      ...data,
      sequenceId: stream.id,
      enteredBy: actor,
      enteredOn: on,
      endedAs: null,
      endReference: null,
      endedBy: null,
      endedOn: null,
    })
    for (const range of rangesWith(rows, stream.id, data.number))
      rows.change('codeReservation', range.id, { usedNumbers: [...range.usedNumbers, data.number ?? 0] })
  },
  'code.stub-ended': (rows, { stream, data, on, actor }) => {
    const { as, reference } = data
    rows.change('secretStub', data.id, {
      endedAs: as,
      endReference: reference,
      endedBy: actor,
      endedOn: on,
    })
    if (!freesNumber(as)) return
    const number = rows.get('secretStub', data.id)?.number ?? null
    for (const range of rangesWith(rows, stream.id, number))
      rows.change('codeReservation', range.id, {
        usedNumbers: range.usedNumbers.filter((used) => used !== number),
      })
  },
}

/** Ranges that are kept back and hold a number. */
function rangesWith(rows: Rows, sequenceId: string, number: number | null): readonly CodeReservationRow[] {
  if (number === null) return []
  return rows
    .all('codeReservation')
    .filter(
      ({ sequenceId: of, releasedOn, firstNumber, lastNumber }) =>
        of === sequenceId && releasedOn === null && number >= firstNumber && number <= lastNumber,
    )
}

const UNSAID = {
  orderText: null,
  orderDueOn: null,
  orderedBy: null,
  orderedOn: null,
  reply: null,
  repliedBy: null,
  repliedOn: null,
  result: null,
  closedBy: null,
  closedOn: null,
}

function draft(rows: Rows, { stream, data, on, actor }: RecordedEvent<'scheme.drafted'>): void {
  const { classes, cadences, crosswalk, ...scheme } = data
  const schemeId = stream.id
  rows.put('scheme', {
    ...scheme,
    id: schemeId,
    state: 'draft',
    endsOn: null,
    draftedBy: actor,
    draftedOn: on,
    activatedBy: null,
    activatedOn: null,
  })
  for (const one of classes) rows.put('schemeClass', { ...one, schemeId })
  for (const one of cadences)
    rows.put('classCadence', { ...one, schemeId, fromOn: scheme.effectiveOn, toOn: null, setOn: on })
  for (const one of crosswalk) rows.put('crosswalk', { ...one, schemeId })
}

function setCadence(rows: Rows, { stream, data, on }: RecordedEvent<'scheme.cadence-set'>): void {
  const { id, classId, cadence, fromOn, termDays } = data
  for (const former of rows.all('classCadence').filter((one) => one.classId === classId))
    if (former.toOn === null) rows.change('classCadence', former.id, { toOn: dayBefore(fromOn) })
  rows.put('classCadence', {
    id,
    schemeId: stream.id,
    classId,
    cadence,
    fromOn,
    termDays,
    toOn: null,
    setOn: on,
  })
}
