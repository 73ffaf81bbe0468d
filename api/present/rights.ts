import type { AccessGrantRow } from '#domain/organisation.ts'
import type { RightsOnDay } from '#domain/rights-report.ts'
import { ROLE_NAMES } from '#domain/role-names.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { RightsView } from '#api/contract/access.ts'
import { personView } from './words.ts'

/** Ids of the persons whom a report names. */
export function namedByRights({ deputyFor, looks }: RightsOnDay): readonly (string | null)[] {
  return [...deputyFor.map(({ deputy }) => deputy.principalId), ...looks.map(({ grant }) => grant.decidedBy)]
}

export function rightsView(rights: RightsOnDay, names: Names): RightsView {
  const { person, posts, deputyFor, looks, keys } = rights
  return {
    on: rights.on,
    person:
      person === undefined
        ? null
        : {
            id: person.id,
            login: person.login,
            name: { zh: person.nameZh, en: person.nameEn },
            state: person.state,
            clearance: person.clearance,
          },
    posts: posts.map(({ post, unit, families, showsUnit }) => ({
      id: post.id,
      role: post.role,
      unitName: unitName(unit),
      fromOn: post.fromOn,
      toOn: post.toOn,
      showsUnit,
      families: [...families],
    })),
    deputyFor: deputyFor.map(({ deputy, post, unit }) => ({
      role: post.role,
      unitName: unitName(unit),
      principal: personView(names, deputy.principalId),
      fromOn: deputy.fromOn,
      toOn: deputy.toOn,
    })),
    looks: looks.map(({ grant, unit }) => ({
      id: grant.id,
      code: grant.code,
      ofClass: classOf(grant, unit),
      purpose: grant.purpose,
      fromOn: grant.fromOn ?? rights.on,
      toOn: grant.toOn ?? rights.on,
      decidedBy: grant.decidedBy === null ? null : personView(names, grant.decidedBy),
    })),
    keys: keys.map(({ key: { id, name, replacesId }, fromOn, toOn }) => ({
      id,
      name,
      fromOn,
      toOn,
      replacesId,
    })),
    acts: [...rights.acts],
    events: rights.events,
  }
}

function classOf(
  { unitId, fromYear, toYear, grade }: AccessGrantRow,
  unit: Parameters<typeof unitName>[0],
): RightsView['looks'][number]['ofClass'] {
  if (unitId === null) return null
  const years = fromYear === null || toYear === null ? null : { from: fromYear, to: toYear }
  return { unitName: unitName(unit), years, grade: grade ?? 'public' }
}

function unitName(unit: { readonly nameZh: string; readonly nameEn: string } | undefined) {
  return { zh: unit?.nameZh ?? '—', en: unit?.nameEn ?? '—' }
}

export const RIGHTS_HEAD = {
  zh: ['类型', '权利', '机构或档号', '自', '至', '门类、委托人或目的'],
  en: ['kind', 'right', 'unit or code', 'from', 'to', 'classes, principal or purpose'],
} as const

/** A line for each right, for a spreadsheet. */
export function rightsLines(view: RightsView, side: 'zh' | 'en'): readonly (readonly string[])[] {
  const word = (zh: string, en: string) => (side === 'zh' ? zh : en)
  return [
    ...view.posts.map((post) => [
      word('岗位', 'post'),
      ROLE_NAMES[post.role][side],
      post.unitName[side],
      post.fromOn,
      post.toOn ?? '',
      post.families.join(' '),
    ]),
    ...view.deputyFor.map((deputy) => [
      word('代理', 'deputy'),
      ROLE_NAMES[deputy.role][side],
      deputy.unitName[side],
      deputy.fromOn,
      deputy.toOn,
      deputy.principal.name[side],
    ]),
    ...view.looks.map(({ code, ofClass, fromOn, toOn, purpose }) => [
      word('查阅', 'look'),
      ofClass === null ? '' : `${word('门类', 'class')} ${ofClass.unitName[side]}${yearsOf(ofClass.years)}`,
      code,
      fromOn,
      toOn,
      purpose,
    ]),
    ...view.keys.map(({ name, fromOn, toOn }) => [word('接口密钥', 'API key'), name, '', fromOn, toOn, '']),
    ...view.acts.map((act) => [word('可办', 'act'), act, '', '', '', '']),
  ]
}

function yearsOf(years: { readonly from: number; readonly to: number } | null): string {
  return years === null ? '' : ` ${years.from}–${years.to}`
}
