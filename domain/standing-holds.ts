/** Which records a hold on a class or a file stands over (REQ-37). */
import type { RecordState } from './state.ts'
import type { HoldScope, StandingHold } from './state/holds.ts'

/** What membership in a class or a file rests on; nothing else of a record brings it under a standing hold. */
export type Member = Pick<RecordState, 'id' | 'classCode' | 'formingUnitId' | 'mainRecordId'>

/** Whether a record is a member of what the hold stands over: of a class by its class and who formed it, of a file as one of its volumes. */
export function isMember(scope: HoldScope, record: Member): boolean {
  switch (scope.scopeKind) {
    case 'class':
      return (
        record.classCode === scope.classCode &&
        (scope.unitId === null || record.formingUnitId === scope.unitId)
      )
    case 'file':
      return record.id === scope.recordId || record.mainRecordId === scope.recordId
  }
}

/** The standing holds that a record is under as a member, whether or not they have been put on it yet. */
export function standingOver(holds: readonly StandingHold[], record: Member): readonly StandingHold[] {
  return holds.filter((hold) => isMember(hold, record))
}
