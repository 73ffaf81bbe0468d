import type { Reference } from '#domain/acts/act.ts'
import { ruleOf } from '#domain/acts/record-effects.ts'
import { pathOf, type PathStanding } from '#domain/lifecycle-path.ts'
import { stepAt, type BilingualText, type Definition } from '#domain/lifecycle.ts'
import { ROLE_NAMES } from '#domain/role-names.ts'
import type { RecordState } from '#domain/state.ts'
import type { End, Role, SubjectKind } from '#domain/vocabulary.ts'
import type { BilingualView, PathStepView, PersonRefView, PlaceView } from '#api/contract/common.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { z } from 'zod'

const END_NAMES: Readonly<Record<End, BilingualText>> = {
  destroyed: { zh: '已销毁', en: 'Destroyed' },
  released: { zh: '本馆副本已清除', en: 'Local copy released' },
  completed: { zh: '已办结', en: 'Completed' },
  aborted: { zh: '已中止', en: 'Aborted' },
  withdrawn: { zh: '导入已撤回', en: 'Import withdrawn' },
}

/** The name of a step of a definition, or of the end that a life came to. */
export function stepName(definition: Definition | undefined, step: string): BilingualView {
  const named = definition === undefined ? undefined : stepAt(definition, step)?.name
  return named ?? END_NAMES[step as End] ?? { zh: step, en: step }
}

interface Placed {
  readonly definitionId: string
  readonly placeStep: string
  readonly placeRound: number
}

export function placeView(
  reference: Reference,
  { definitionId, placeStep, placeRound }: Placed,
): z.output<typeof PlaceView> {
  return { step: placeStep, name: stepName(reference.definition(definitionId), placeStep), round: placeRound }
}

/** The newest definition of a kind of subject, for a place whose own definition cannot be seen any more. */
export function newestOf(reference: Reference, kind: SubjectKind): Definition | undefined {
  return reference.newestDefinition(kind === 'record' ? 'electronic-item' : kind)?.document
}

/** The line of steps over a list or a batch: nothing of them is passed over. */
export function pathView(definition: Definition | undefined, step: string): z.output<typeof PathStepView>[] {
  return viewOfPath(definition, { step, keptFor: 'a-time' })
}

/** The line of steps over a record, with what its appraisal passed over and without an end that its class rules out. */
export function recordPath(
  reference: Reference,
  { definitionId, placeStep, scanPolicy, classCode, scheduleVersionId }: OnItsWay,
): z.output<typeof PathStepView>[] {
  const rule = ruleOf({ reference }, { classCode, scheduleVersionId })
  return viewOfPath(reference.definition(definitionId), {
    step: placeStep,
    keptFor: rule.kind === 'rule' && rule.row.period.kind === 'permanent' ? 'ever' : 'a-time',
    ...(scanPolicy === null ? {} : { guarded: { scanPolicy } }),
  })
}

type OnItsWay = Pick<
  RecordState,
  'definitionId' | 'placeStep' | 'scanPolicy' | 'classCode' | 'scheduleVersionId'
>

function viewOfPath(
  definition: Definition | undefined,
  standing: PathStanding,
): z.output<typeof PathStepView>[] {
  if (definition === undefined) return []
  return pathOf(definition, standing).map(({ id, state }) => ({
    step: id,
    name: stepName(definition, id),
    state,
  }))
}

export function personView(names: Names, id: string): PersonRefView {
  return { id, name: names.get(id) ?? { zh: '—', en: '—' } }
}

export function personOrNull(names: Names, id: string | null): PersonRefView | null {
  return id === null ? null : personView(names, id)
}

/** `role@unit` or `appraiser:kind@unit`, taken apart. */
export function groupParts(group: string): { readonly role: Role; readonly unitId: string } {
  const [post = '', unitId = ''] = group.split('@')
  const [role = ''] = post.split(':')
  return { role: role as Role, unitId }
}

export function groupView(
  names: Names,
  group: string,
): { role: Role; unitId: string; unitName: BilingualView } {
  const { role, unitId } = groupParts(group)
  return { role, unitId, unitName: names.get(unitId) ?? { zh: '—', en: '—' } }
}

export function groupName(names: Names, group: string): BilingualView {
  const { role, unitName } = groupView(names, group)
  return { zh: `${unitName.zh} ${ROLE_NAMES[role].zh}`, en: `${ROLE_NAMES[role].en}, ${unitName.en}` }
}

export function iso(at: Date): string {
  return at.toISOString()
}

export function isoOrNull(at: Date | null): string | null {
  return at === null ? null : at.toISOString()
}
