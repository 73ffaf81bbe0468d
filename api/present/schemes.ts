import { mayAct, type Actor } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import { refuse } from '#domain/refusal.ts'
import type { ClassCadenceRow, SchemeClassRow, SchemeRow } from '#domain/state/structure.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { SchemeCodeRow, WalkRow } from '#db/queries/schemes.ts'
import type { SchemeCodeView, SchemeDetailView, SchemeView } from '#api/contract/schemes.ts'
import { allowed } from './allowed.ts'
import { personView } from './words.ts'

export function schemeView(row: SchemeRow, names: Names, today: PlainDate): SchemeView {
  const { id, line, version, state, effectiveOn, endsOn, authority, activatedBy, activatedOn } = row
  const hasBegun = state === 'active' && effectiveOn <= today
  return {
    id,
    line,
    version,
    name: { zh: row.nameZh, en: row.nameEn },
    state,
    effectiveOn,
    endsOn,
    authority,
    drafted: { by: personView(names, row.draftedBy), on: row.draftedOn },
    activated:
      activatedBy === null || activatedOn === null
        ? null
        : { by: personView(names, activatedBy), on: activatedOn },
    isInForce: hasBegun && (endsOn === null || endsOn >= today),
  }
}

export interface SchemeSeen {
  readonly scheme: SchemeRow
  readonly classes: readonly SchemeClassRow[]
  readonly cadences: readonly ClassCadenceRow[]
  readonly walk: readonly WalkRow[]
  readonly names: Names
  readonly actor: Actor
  readonly today: PlainDate
}

export function schemeDetailView(seen: SchemeSeen): SchemeDetailView {
  const { scheme, classes, cadences, walk, names, actor, today } = seen
  const denied = mayAct(actor, 'scheme.activate') ? undefined : refuse('access.denied')
  const isDraft = scheme.state === 'draft'
  const own = scheme.draftedBy === actor.personId ? refuse('duty.not-distinct') : undefined
  const order = refuse('scheme.out-of-order')
  return {
    scheme: schemeView(scheme, names, today),
    classes: classes.map(({ id, code, parentId, nameZh, nameEn, recordClasses, unitIds }) => ({
      id,
      code,
      parentId,
      name: { zh: nameZh, en: nameEn },
      recordClasses: [...recordClasses],
      units: unitIds.map((unitId) => ({ id: unitId, name: names.get(unitId) ?? { zh: '—', en: '—' } })),
      cadences: cadences
        .filter(({ classId }) => classId === id)
        .map(({ cadence, fromOn, toOn, termDays }) => ({ cadence, fromOn, toOn, termDays })),
    })),
    crosswalk: walk.map(({ fromVersion, fromCode, fromZh, fromEn, toCode, note }) => ({
      fromVersion,
      fromCode,
      fromName: { zh: fromZh, en: fromEn },
      toCode,
      note,
    })),
    allowed: {
      activate: allowed(denied ?? (isDraft ? own : order)),
      setCadence: allowed(denied ?? (isDraft || scheme.endsOn !== null ? order : undefined)),
    },
  }
}

export function schemeCodeView(row: SchemeCodeRow): SchemeCodeView {
  const { line, version, code, zh, en, isOwn, isInForce } = row
  return { line, version, code, name: { zh, en }, isOwn, isInForce }
}
