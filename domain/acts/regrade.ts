/** A record's access grade after its filing: one person raises it, two lower it, and each change stays in its history with the reason. */
import { gradeRank, isCleared } from '#domain/access.ts'
import type { NewEvent } from '#domain/events.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { Grade } from '#domain/vocabulary.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { standingRecord, type RecordSubject } from './record-subject.ts'

export interface NewGrade {
  readonly recordId: string
  readonly grade: Grade
  readonly reason: string
}

/**
 * A higher grade holds from this commit on, for who fears a leak must not wait; a lower one opens the record to more people and is
 * only proposed: another person decides (the smallest circle of those who know, 保密法 Art 21). A higher grade voids what was proposed.
 */
export function changeGrade(facts: ActFacts, { recordId, grade, reason }: NewGrade): Decision {
  const found = graded(facts, recordId)
  if (found.kind === 'refused') return found
  const { row } = found
  if (row.grade === grade) return refuse('grade.same', { grade })
  if (!isCleared(facts.actor, grade)) return refuse('grade.above-clearance', { grade })
  const stream = { kind: 'record' as const, id: recordId }
  const data = { from: row.grade, to: grade, reason }
  const isHigher = gradeRank(grade) > gradeRank(row.grade)
  const event: NewEvent = isHigher
    ? { stream, type: 'record.regraded', data }
    : { stream, type: 'record.regrade-proposed', data }
  return decided([event], { recordId, grade: isHigher ? grade : row.grade, isProposed: !isHigher })
}

export interface GradeDecision {
  readonly recordId: string
  readonly decision: 'confirm' | 'refuse'
  readonly reason: string
}

/** Lowers the grade as it was proposed, or leaves it. Who proposed it takes it back, and never confirms it. */
export function decideGrade(facts: ActFacts, { recordId, decision, reason }: GradeDecision): Decision {
  const found = graded(facts, recordId)
  if (found.kind === 'refused') return found
  const { row } = found
  const { proposedGrade: to } = row
  if (to === null) return refuse('grade.not-proposed')
  const stream = { kind: 'record' as const, id: recordId }
  if (decision === 'refuse')
    return decided([{ stream, type: 'record.regrade-refused', data: { to, reason } }], {
      recordId,
      grade: row.grade,
      isProposed: false,
    })
  if (row.gradeProposedBy === facts.actor.personId) return refuse('grade.second-person')
  return decided([{ stream, type: 'record.regraded', data: { from: row.grade, to, reason } }], {
    recordId,
    grade: to,
    isProposed: false,
  })
}

/** Lists and batches bear the highest grade of what stands on them: on one, a record keeps its own. */
function graded(facts: ActFacts, recordId: string): RecordSubject | Refusal {
  const subject = standingRecord(facts, recordId, 'grade.change')
  if (subject.kind === 'refused') return subject
  const { disposalListId, transferBatchId, placeStep } = subject.row
  const isElsewhere = disposalListId !== null || transferBatchId !== null
  return isElsewhere ? refuse('record.not-in-keep', { place: placeStep }) : subject
}
