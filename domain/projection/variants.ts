import type { RecordedEvent } from '#domain/events.ts'
import type { Reducers } from '#domain/reducer.ts'
import type { DigitalObjectRow, Rows } from '#domain/state.ts'
import { GRADES, type Grade } from '#domain/vocabulary.ts'

export const VARIANT_REDUCERS: Reducers = {
  'variant.proposed': (rows, { data, actor, on }) => {
    const { objectId, originalId, ...why } = data
    rows.change('digitalObject', objectId, {
      derivedFrom: originalId,
      // Until a second person has compared it nobody knows that it hides what it shall.
      screenGrade: why.originalGrade,
      variant: {
        ...why,
        state: 'proposed',
        proposedBy: actor,
        proposedOn: on,
        decidedBy: null,
        decidedOn: null,
        reason: null,
      },
    })
  },
  'variant.confirmed': (rows, e) => {
    const variant = decided(rows, e, 'confirmed')
    const { objectId } = e.data
    const { derivedFrom } = rows.must('digitalObject', objectId)
    for (const object of rows.all('digitalObject'))
      if (object.id === objectId || object.derivedFrom === objectId)
        rows.change('digitalObject', object.id, { screenGrade: null })
    if (derivedFrom !== null) screen(rows, derivedFrom, variant.originalGrade)
  },
  'variant.refused': (rows, e) => {
    decided(rows, e, 'refused')
  },
}

type Deciding = Pick<RecordedEvent<'variant.confirmed' | 'variant.refused'>, 'data' | 'actor' | 'on'>

function decided(rows: Rows, { data, actor, on }: Deciding, state: 'confirmed' | 'refused') {
  const { objectId, reason } = data
  const { variant } = rows.must('digitalObject', objectId)
  if (variant === null) throw new Error(`object ${objectId} is no variant: its proposal is missing`)
  rows.change('digitalObject', objectId, {
    variant: { ...variant, state, reason, decidedBy: actor, decidedOn: on },
  })
  return variant
}

/** The original with the pictures that were made of it, and the searchable copy in which all pages stand. */
function screen(rows: Rows, originalId: string, grade: Grade): void {
  for (const object of rows.all('digitalObject')) {
    const isOfIt = object.id === originalId || isPictureOf(object, originalId) || object.role === 'dual-layer'
    if (isOfIt) rows.change('digitalObject', object.id, { screenGrade: higher(object.screenGrade, grade) })
  }
}

function isPictureOf({ derivedFrom, role }: DigitalObjectRow, originalId: string): boolean {
  return derivedFrom === originalId && role !== 'public-variant'
}

function higher(known: Grade | null, grade: Grade): Grade {
  return known !== null && GRADES.indexOf(known) > GRADES.indexOf(grade) ? known : grade
}

/** From which clearance on an object that is made now is shown: like what it is made of. */
export function screenOf(
  rows: Rows,
  { derivedFrom, role }: Pick<DigitalObjectRow, 'derivedFrom' | 'role'>,
): Grade | null {
  if (role === 'public-variant') return null
  if (role !== 'dual-layer')
    return derivedFrom === null ? null : (rows.get('digitalObject', derivedFrom)?.screenGrade ?? null)
  return rows
    .all('digitalObject')
    .reduce<Grade | null>(
      (grade, { screenGrade }) => (screenGrade === null ? grade : higher(grade, screenGrade)),
      null,
    )
}
