import type { Actor } from '#domain/access.ts'
import { isAbovePath, isOpen } from '#domain/acts/hand-overs.ts'
import type { Moving } from '#db/gate/moving.ts'
import type { HandOverRow, HeldPostRow, SubjectTitleRow } from '#db/queries/hand-overs.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { HandOverView, PostRegisterView } from '#api/contract/hand-overs.ts'
import type { CodeWords } from './code-words.ts'
import { iso } from './words.ts'

/** Whom a hand-over concerns: who proposed it, both parties, and everybody above the post. */
export function concerns(actor: Actor, row: HandOverRow): boolean {
  return [row.proposedBy, row.fromId, row.toId].includes(actor.personId) || isAboveRow(actor, row)
}

function isAboveRow(actor: Actor, { fromId, unitPath }: HandOverRow): boolean {
  return isAbovePath(actor, { personId: fromId, unitPath })
}

export function mayPropose(actor: Actor, post: HeldPostRow): boolean {
  return !post.isHandedOver && (post.personId === actor.personId || isAbovePath(actor, post))
}

export function handOverView(row: HandOverRow, actor: Actor, names: Names): HandOverView {
  const person = (id: string) => ({ id, name: names.get(id) ?? NOBODY })
  const { personId } = actor
  return {
    id: row.id,
    role: row.role,
    unitName: names.get(row.unitId) ?? NOBODY,
    from: person(row.fromId),
    to: person(row.toId),
    note: row.note,
    state: row.state,
    proposedBy: person(row.proposedBy),
    proposedAt: iso(row.proposedAt),
    confirmedBy: row.confirmedBy === null ? null : person(row.confirmedBy),
    confirmedAt: row.confirmedAt === null ? null : iso(row.confirmedAt),
    acceptedAt: row.acceptedAt === null ? null : iso(row.acceptedAt),
    isPrinted: row.sheetKey !== null,
    allowed: {
      confirm: row.state === 'proposed' && personId !== row.toId && isAboveRow(actor, row),
      accept: row.state === 'confirmed' && personId === row.toId,
      withdraw: isOpen(row),
    },
  }
}

interface Reading {
  readonly titles: ReadonlyMap<string, SubjectTitleRow>
  readonly names: Names
  readonly words: CodeWords
}

export function registerView(
  { register, hash }: Moving,
  { titles, names, words }: Reading,
): PostRegisterView {
  const seen = (subjectId: string) => {
    const { code = null, title = null } = titles.get(subjectId) ?? {}
    return { subjectId, code, title }
  }
  return {
    hash,
    tasks: register.tasks.map(({ id, subjectId, step, dueOn }) => ({
      id,
      step,
      stepName: words.step(step),
      dueOn,
      ...seen(subjectId),
    })),
    waiting: register.waiting,
    holds: register.holds.map(({ id, subjectId, reviewOn }) => ({ id, reviewOn, ...seen(subjectId) })),
    lists: register.lists.map((list) => ({ ...list })),
    families: [...register.families],
    deputies: register.deputies.map(({ deputyId, toOn }) => ({
      deputy: { id: deputyId, name: names.get(deputyId) ?? NOBODY },
      toOn,
    })),
  }
}

const NOBODY = { zh: '—', en: '—' }
