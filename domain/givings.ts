/**
 * Own data at the window: a person gets what is kept about them, free and after proof of who they are (社会保险法 Art 74; 个人信息保护法
 * Art 45; Noark 5.2.39). Whose data it is follows from the record, what a class gives follows from a table; pure, with its reason.
 */
import { hasIdentityForm, maskIdentityNumbers } from './identity-number.ts'
import type { MetadataValues } from './metadata.ts'
import type { MetadataScheme } from './metadata-scheme.ts'
import type { BilingualText } from './lifecycle.ts'
import { RECORD_FAMILIES } from './vocabulary.ts'
import type { GivingApproval, GivingGround, IdentityProof } from './vocabulary/givings.ts'

/**
 * What records of a class give to the person whom they are about: all of their own (`own`), the same once a second person agrees
 * (`approved`), nothing while others stand in it unscreened (`screened`), or nothing because it is nobody's own (`never`).
 */
export const GIVING_RULES = ['own', 'approved', 'screened', 'never'] as const
export type GivingRuleKind = (typeof GIVING_RULES)[number]

export interface GivingRule {
  /** A family, or what codes of classes begin with. */
  readonly scope: string
  readonly gives: GivingRuleKind
  readonly source: BilingualText
}

export interface GivingRules {
  readonly version: number
  readonly rules: readonly GivingRule[]
}

/** The nearest rule, the class before its group before its family; a class of which none speaks gives nothing unscreened. */
export function givingRuleOf(
  { rules }: GivingRules,
  { family, classCode }: { readonly family: string; readonly classCode: string },
): GivingRule {
  const ofClass = rules
    .filter(({ scope }) => classCode === scope || classCode.startsWith(`${scope}-`))
    .toSorted((a, b) => b.scope.length - a.scope.length)
  return (
    ofClass[0] ??
    rules.find(({ scope }) => scope === family) ?? {
      scope: classCode,
      gives: 'screened',
      source: { zh: '', en: '' },
    }
  )
}

/** What is wrong with a table of rules: each family has one, with its source. */
export function givingRuleFaults({ rules }: GivingRules): readonly string[] {
  const scopes = rules.map(({ scope }) => scope)
  return [
    ...RECORD_FAMILIES.filter((family) => !scopes.includes(family)).map((family) => `${family} has no rule`),
    ...scopes.filter((scope, index) => scopes.indexOf(scope) < index).map((scope) => `${scope} stands twice`),
    ...rules
      .filter(({ source }) => source.zh === '' || source.en === '')
      .map(({ scope }) => `${scope} cites no source`),
  ]
}

/** A person as they prove themselves at the window. */
export interface Proven {
  readonly name: string
  readonly number: string
}

/** Whom a record is about, as far as it says so. */
export interface ToldSubject {
  /** The person that was named when it was created or described. */
  readonly told: readonly string[]
  readonly values: MetadataValues
}

/** `name-only`: nothing in the record tells two persons of one name apart. */
export type Ownership = 'own' | 'name-only' | 'another'

/** Fields that name whose file it is, and the parties of a case (F27 姓名; F28 申请人, 被申请人). */
const NAMING_FIELDS = ['F27-2', 'F28-3', 'F28-4'] as const

/** Whether a record is about a person: the name is among those it says, and no number in it speaks against the one that was shown. */
export function ownershipOf(
  { told, values }: ToldSubject,
  scheme: MetadataScheme,
  { name, number }: Proven,
): Ownership {
  const names = [...told, ...NAMING_FIELDS.flatMap((id) => values[id] ?? [])].map(plain)
  if (!names.includes(plain(name))) return 'another'
  const checked = scheme.fields.filter(({ check }) => check === 'identity-number')
  const numbers = checked.flatMap(({ id }) => values[id] ?? []).map(plain)
  if (numbers.length === 0) return 'name-only'
  return numbers.includes(plain(number)) ? 'own' : 'another'
}

function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
}

/** Whether a number can be that of the paper that was shown. */
export function fitsProof(proof: IdentityProof, number: string): boolean {
  const signs = plain(number)
  return proof === 'passport' ? /^[A-Z0-9]{5,20}$/.test(signs) : hasIdentityForm(signs)
}

/** Signs of a number that stay, as of masked identity numbers. */
const LAST_SHOWN = 4

/** A number as it is kept: identity numbers as everywhere (REQ-53), others by their last signs alone. */
export function maskedNumber(number: string): string {
  const signs = plain(number)
  const masked = maskIdentityNumbers(signs)
  return masked === signs ? signs.slice(-LAST_SHOWN).padStart(signs.length, '*') : masked
}

/** Why a second person must agree before anything is given; `none` where the clerk at the window suffices. */
export function approvalFor(gives: GivingRuleKind, ownership: Ownership): GivingApproval {
  if (gives === 'approved') return 'class'
  return ownership === 'name-only' ? 'name-only' : 'none'
}

/** `LY2026-00012`: how a line of the register is called on copies and in the log. */
export function givingNumber({ year, number }: { readonly year: number; readonly number: number }): string {
  return `LY${year}-${String(number).padStart(5, '0')}`
}

/** What a refusal rests on; the applicant is told it in these words. */
export const GROUND_SOURCES: Readonly<Record<GivingGround, BilingualText>> = {
  'not-the-subject': {
    zh: '个人信息保护法第四十五条：本人有权查阅、复制本人的个人信息',
    en: 'Personal Information Protection Law Art 45: a person may read and copy their own data',
  },
  'no-authority': {
    zh: '民法典第一百六十五条：委托代理授权采用书面形式',
    en: 'Civil Code Art 165: an authority in writing',
  },
  'proof-lacking': {
    zh: '社会保险个人权益记录管理办法：查询须出示有效身份证件',
    en: 'Rules on social-insurance rights records: a valid proof of identity is shown',
  },
  'no-own-data': {
    zh: '档案法实施条例第三十四条：利用机关档案须经形成或者保管单位同意',
    en: 'Archives Law Implementing Regulations Art 34: the forming or keeping unit consents',
  },
  'third-persons': {
    zh: '个人信息保护法第二十五条：未经单独同意不得公开他人个人信息',
    en: 'Personal Information Protection Law Art 25: data of others is not disclosed without their consent',
  },
  'side-volume': {
    zh: '劳动人事争议仲裁办案规则第二十二条：副卷不提供查阅',
    en: 'Arbitration Rules Art 22: side volumes are not given',
  },
}

/** Media types of which a copy can be printed page by page. */
export const PRINTABLE_TYPES: readonly string[] = ['application/pdf', 'image/tiff', 'image/jpeg', 'image/png']
