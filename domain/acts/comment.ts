import { isCleared } from '#domain/access.ts'
import { refuse } from '#domain/refusal.ts'
import { decided, type ActFacts, type Decision } from './act.ts'
import { subjectOf } from './place.ts'

export interface NewComment {
  readonly subjectId: string
  /** The task at which it was written; null where it belongs to the whole. */
  readonly taskId: string | null
  readonly text: string
  /** Persons who are told. Who may not see the record hears nothing of it. */
  readonly mentions: readonly string[]
}

/** A remark beside the work: it changes nothing, is never edited, and goes with the record's personal texts. */
export function addComment(facts: ActFacts, { subjectId, taskId, text, mentions }: NewComment): Decision {
  const subject = subjectOf(facts, subjectId)
  if (subject === undefined || !isCleared(facts.actor, subject.row.grade)) return refuse('not-found')
  // Texts of a destroyed record are gone; a new one would stay for ever.
  if (subject.kind === 'record' && subject.row.endedOn !== null) return refuse('record.ended')
  if (facts.actor.kind !== 'person') return refuse('access.denied')
  const id = facts.newId()
  const event = {
    stream: { kind: subject.kind, id: subjectId },
    type: 'comment.added' as const,
    data: { id, taskId, mentions: [...new Set(mentions)], textDigest: '' },
    personal: { textDigest: text },
  }
  return decided([event], { commentId: id, subjectId })
}
