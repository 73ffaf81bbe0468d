import { changeGrade, decideGrade } from '#domain/acts/regrade.ts'
import type { ActFacts } from '#domain/acts/act.ts'
import type { RecordState } from '#domain/state.ts'
import { GRADES, type EventType, type Grade } from '#domain/vocabulary.ts'
import type { EventRow } from '#db/queries/events.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { GRADE_SOURCES, GradesView } from '#api/contract/grades.ts'
import { allowed, allowedBut } from './allowed.ts'
import { dataOf } from './events.ts'
import { personView } from './words.ts'

type Source = (typeof GRADE_SOURCES)[number]

/** Events in which a grade is stated, and how the record came by it. */
const SOURCES: Readonly<Partial<Record<EventType, Source>>> = {
  'record.created': 'created',
  'record.imported': 'imported',
  'record.described': 'described',
  'record.appraised': 'appraised',
  'record.regraded': 'regraded',
}
export const GRADE_EVENTS: readonly EventType[] = [
  'record.created',
  'record.imported',
  'record.described',
  'record.appraised',
  'record.regraded',
  'record.regrade-proposed',
]

interface GradesSeen {
  readonly facts: ActFacts
  readonly record: RecordState
  readonly events: readonly EventRow[]
  readonly names: Names
}

export function gradesView({ facts, record, events, names }: GradesSeen): GradesView {
  const asked = { recordId: record.id, reason: '-' }
  const proposal = events.findLast(({ type }) => type === 'record.regrade-proposed')
  return {
    grade: record.grade,
    known: [...GRADES],
    proposed:
      record.proposedGrade === null || record.gradeProposedBy === null
        ? null
        : {
            grade: record.proposedGrade,
            by: personView(names, record.gradeProposedBy),
            reason: proposal === undefined ? '' : textOf(dataOf(proposal).data['reason']),
          },
    history: historyOf(events),
    allowed: {
      change: allowedBut(changeGrade(facts, { ...asked, grade: record.grade }), ['grade.same']),
      confirm: allowed(decideGrade(facts, { ...asked, decision: 'confirm' })),
    },
  }
}

/** An act that states the grade that there was anyway is no change, except the first one. */
function historyOf(events: readonly EventRow[]): GradesView['history'] {
  const history: GradesView['history'] = []
  for (const event of events) {
    const source = SOURCES[event.type]
    const { on, data } = dataOf(event)
    const grade = gradeIn(source === 'regraded' ? data['to'] : data['grade'])
    if (source === undefined || grade === undefined || history.at(-1)?.grade === grade) continue
    const by = { id: event.actorId, name: { zh: event.actorZh, en: event.actorEn } }
    const reason = source === 'regraded' ? textOf(data['reason']) : null
    history.push({ grade, source, by, on, reason })
  }
  return history
}

function gradeIn(value: unknown): Grade | undefined {
  return GRADES.find((known) => known === value)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
