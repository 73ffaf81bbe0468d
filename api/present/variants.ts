import { gradeRank, isCleared } from '#domain/access.ts'
import type { ActFacts } from '#domain/acts/act.ts'
import type { Subject } from '#domain/acts/place.ts'
import { decideVariant, proposeVariant } from '#domain/acts/variants.ts'
import { GRADES } from '#domain/vocabulary.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { VariantsView, VariantView } from '#api/contract/variants.ts'
import { allowed, allowedBut } from './allowed.ts'
import { personView } from './words.ts'

interface Seen {
  readonly facts: ActFacts
  readonly subject: Extract<Subject, { kind: 'record' }>
  readonly names: Names
}

/** The public variants of a record's files, and which files may get one. */
export function variantsView({ facts, subject, names }: Seen): VariantsView {
  const { row, rows } = subject
  const objects = rows.all('digitalObject').filter(({ destroyedAt }) => destroyedAt === null)
  const items = objects.flatMap((object): readonly VariantView[] => {
    const { id, variant, derivedFrom, name, findings } = object
    if (variant === null) return []
    const tried = { recordId: row.id, objectId: id, reason: '-' }
    return [
      {
        objectId: id,
        originalId: derivedFrom,
        name,
        originalName: objects.find((other) => other.id === derivedFrom)?.name ?? null,
        originalGrade: variant.originalGrade,
        removed: variant.removed,
        clause: variant.clause,
        state: variant.state,
        isInspected: findings !== null,
        proposedBy: personView(names, variant.proposedBy),
        proposedOn: variant.proposedOn,
        decidedBy: variant.decidedBy === null ? null : personView(names, variant.decidedBy),
        decidedOn: variant.decidedOn,
        reason: variant.reason,
        allowed: {
          confirm: allowed(decideVariant(facts, { ...tried, decision: 'confirm' })),
          refuse: allowed(decideVariant(facts, { ...tried, decision: 'refuse' })),
        },
      },
    ]
  })
  const grades = GRADES.filter(
    (grade) => gradeRank(grade) >= gradeRank(row.grade) && isCleared(facts.actor, grade),
  )
  return { items, open: mayGet(facts, subject), grades }
}

/** Files of which only the upload is missing. */
function mayGet(facts: ActFacts, { row, rows }: Seen['subject']): VariantsView['open'] {
  const content = rows
    .all('digitalObject')
    .filter(
      ({ role, withdrawnAt, destroyedAt }) =>
        role === 'content' && withdrawnAt === null && destroyedAt === null,
    )
  return content.flatMap(({ id, name }) => {
    const tried = {
      recordId: row.id,
      originalId: id,
      uploadId: '',
      originalGrade: row.grade,
      removed: '-',
      clause: '-',
    }
    return allowedBut(proposeVariant(facts, tried), ['upload.unknown']).allowed ? [{ id, name }] : []
  })
}
