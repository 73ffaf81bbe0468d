import type { Actor } from '#domain/access.ts'
import { isAbovePath, isOpen } from '#domain/acts/hand-overs.ts'
import { daysBetween, type PlainDate, type WorkingCalendar } from '#domain/dates.ts'
import { signatureAsked, signatureDueOn } from '#domain/hand-over-work.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { Moving } from '#db/gate/moving.ts'
import type { HandOverRow, HeldPostRow, SubjectTitleRow, WaitingHandOverRow } from '#db/queries/hand-overs.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { NoticeView } from '#api/contract/desk.ts'
import type { HandOverView, HandOverWorkItemView, PostRegisterView } from '#api/contract/hand-overs.ts'
import type { CodeWords } from './code-words.ts'
import { deadlineOf } from './tasks.ts'
import { iso } from './words.ts'

/** Whom a hand-over concerns: who proposed it, both parties, and everybody above the post. */
export function concerns(actor: Actor, row: HandOverRow): boolean {
  return [row.proposedBy, row.fromId, row.toId].includes(actor.personId) || isAboveRow(actor, row)
}

function isAboveRow(actor: Actor, { fromId, unitPath }: HandOverRow): boolean {
  return isAbovePath(actor, { personId: fromId, unitPath })
}

interface Signing {
  readonly actor: Actor
  readonly names: Names
  readonly calendar: WorkingCalendar
  readonly today: PlainDate
}

/** What the reader is to sign, the most urgent first. */
export function handOverWorkView(
  rows: readonly WaitingHandOverRow[],
  { actor, names, calendar, today }: Signing,
): HandOverWorkItemView[] {
  const items = rows.flatMap((row) => {
    const kind = signatureAsked(actor, row)
    if (kind === null) return []
    const dueOn = signatureDueOn(row.saidOn, calendar)
    const daysLeft = daysBetween(today, dueOn)
    const handOver = handOverView(row, actor, names)
    return [{ id: `hand-over/${row.id}`, kind, dueOn, deadline: deadlineOf(daysLeft), daysLeft, handOver }]
  })
  return items.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
}

/** A ring of the bell for each hand-over that waits for the reader. */
export function handOverNotices(
  rows: readonly WaitingHandOverRow[],
  { actor, names }: Pick<Signing, 'actor' | 'names'>,
): NoticeView[] {
  return rows
    .filter((row) => signatureAsked(actor, row) !== null)
    .map((row) => {
      const isConfirmed = row.state === 'confirmed'
      const by = (isConfirmed ? row.confirmedBy : null) ?? row.proposedBy
      return {
        position: row.position,
        kind: isConfirmed ? 'hand-over-confirmed' : 'hand-over-proposed',
        at: iso(row.confirmedAt ?? row.proposedAt),
        actor: { id: by, name: names.get(by) ?? NOBODY },
        subjectKind: 'hand-over',
        subjectId: row.id,
        taskId: null,
        title: `${(names.get(row.unitId) ?? NOBODY).zh} · ${row.note}`,
        isRead: row.isRead,
      }
    })
}

export function namedInHandOver(row: HandOverRow): readonly (string | null)[] {
  return [row.unitId, row.fromId, row.toId, row.proposedBy, row.confirmedBy]
}

export function mayPropose(actor: Actor, post: HeldPostRow): boolean {
  return !post.isHandedOver && (post.personId === actor.personId || isAbovePath(actor, post))
}

export function handOverView(row: HandOverRow, actor: Actor, names: Names): HandOverView {
  const person = (id: string) => ({ id, name: names.get(id) ?? NOBODY })
  const asked = signatureAsked(actor, row)
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
      confirm: asked === 'confirm',
      accept: asked === 'accept',
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
    return { subjectId, code, title: title === null ? null : maskIdentityNumbers(title) }
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
