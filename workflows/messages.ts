import { defineSignal } from '@temporalio/workflow'
import type { SubjectKind } from '#domain/vocabulary.ts'

/** "Look again": duplicates, losses and reorderings are harmless; the number only makes a history readable. */
export interface Nudge {
  readonly seq: number
}
export const nudge = defineSignal<[Nudge]>('nudge')

/** A hint of what the workflow is about; everything else is asked of the gate after each wake. */
export interface SubjectRef {
  readonly subjectKind: SubjectKind
  readonly subjectId: string
}
