import { mayAct, type Actor } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import { isLiveOn, type UnitNameRow, type UnitRow } from '#domain/organisation.ts'
import { refuse } from '#domain/refusal.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { Structure } from '#db/queries/structure.ts'
import type { FondsView, StructureUnitView, StructureView } from '#api/contract/structure.ts'
import { allowed } from './allowed.ts'
import { personOrNull } from './words.ts'

export interface StructureSeen {
  readonly structure: Structure
  readonly actor: Actor
  readonly today: PlainDate
  /** The day as of which the tree is shown. */
  readonly on: PlainDate
  readonly names: Names
}

/** The tree of units as it stood on a day: names as they were then, ends that had come by then. */
export function structureView({ structure, actor, today, on, names }: StructureSeen): StructureView {
  const { units, fonds, successions } = structure
  const may = (act: 'unit.change' | 'fonds.settle') =>
    allowed(mayAct(actor, act) ? undefined : refuse('access.denied', { act }))
  return {
    today,
    units: units.map((unit) => unitView(unit, structure, on)),
    fonds: fonds.map((one): FondsView => ({
      id: one.id,
      code: one.code,
      name: { zh: one.nameZh, en: one.nameEn },
      agencyUnitId: one.agencyUnitId,
      frozenSince: one.frozenSince,
      closedOn: one.closedOn,
      successions: successions
        .filter(({ fondsId }) => fondsId === one.id)
        .map(({ unitId, openedOn, settledOn, settledBy, way, successorUnitId, authority }) => ({
          unitId,
          openedOn,
          settledOn,
          settledBy: personOrNull(names, settledBy),
          way,
          successorUnitId,
          authority,
        })),
    })),
    allowed: { change: may('unit.change'), settle: may('fonds.settle') },
  }
}

function unitView(unit: UnitRow, { names, fonds }: Structure, on: PlainDate): StructureUnitView {
  const former = names.filter(({ unitId }) => unitId === unit.id)
  const hasEnded = unit.toOn !== null && unit.toOn < on
  return {
    id: unit.id,
    parentId: unit.parentId,
    kind: unit.kind,
    name: nameOn(unit, former, on),
    fromOn: unit.fromOn,
    liveFrom: unit.liveFrom,
    isLive: isLiveOn(unit, on),
    toOn: hasEnded ? unit.toOn : null,
    endedBy: hasEnded ? unit.endedBy : null,
    successorIds: hasEnded ? [...unit.successorIds] : [],
    heirId: hasEnded ? unit.heirId : null,
    formerNames: former
      .filter(({ toOn }) => toOn < on)
      .map(({ nameZh, nameEn, fromOn, toOn }) => ({ name: { zh: nameZh, en: nameEn }, fromOn, toOn })),
    fondsCode:
      fonds.find(({ agencyUnitId, closedOn }) => agencyUnitId === unit.id && closedOn === null)?.code ?? null,
  }
}

function nameOn(unit: UnitRow, former: readonly UnitNameRow[], on: PlainDate): StructureUnitView['name'] {
  const { nameZh, nameEn } = former.find(({ fromOn, toOn }) => fromOn <= on && on <= toOn) ?? unit
  return { zh: nameZh, en: nameEn }
}
