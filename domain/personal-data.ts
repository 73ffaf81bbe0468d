/**
 * What is never published: identity numbers, health and criminal data (个人信息保护法 Arts 25 and 28; Noark 5.2.31). Which classes
 * hold them is data; an identity number that somebody wrote is found wherever it stands.
 */
import { hasIdentityNumber } from './identity-number.ts'
import { refuse, type Refusal } from './refusal.ts'
import type { RecordState } from './state.ts'
import { RECORD_FAMILIES } from './vocabulary.ts'

/** 身份证件号码, 医疗健康信息, 违法犯罪信息. */
export const PERSONAL_DATA = ['identity', 'health', 'criminal'] as const
export type PersonalData = (typeof PERSONAL_DATA)[number]

export interface PersonalDataRule {
  /** A family, a class, or what codes of classes begin with. */
  readonly scope: string
  /** Empty: records of the scope hold nothing of the kind. */
  readonly data: readonly PersonalData[]
  readonly source: string
}

export interface PersonalDataRules {
  readonly version: number
  readonly rules: readonly PersonalDataRule[]
}

/** Before any table is loaded: of no class is it known that it may be opened. */
export const NO_PERSONAL_DATA_RULES: PersonalDataRules = { version: 0, rules: [] }

/**
 * What records of a class hold by their nature: as its nearest rule says, the class before its group before its family. A class of
 * which no rule speaks may hold all of it.
 */
export function personalDataOf(
  { rules }: PersonalDataRules,
  { family, classCode }: { readonly family: string; readonly classCode: string },
): readonly PersonalData[] {
  const ofClass = rules
    .filter(({ scope }) => classCode === scope || classCode.startsWith(`${scope}-`))
    .toSorted((a, b) => b.scope.length - a.scope.length)
  const nearest = ofClass[0] ?? rules.find(({ scope }) => scope === family)
  return nearest?.data ?? PERSONAL_DATA
}

/** What is wrong with a table of rules: each family has one, with its source. */
export function personalDataFaults({ rules }: PersonalDataRules): readonly string[] {
  const scopes = rules.map(({ scope }) => scope)
  return [
    ...RECORD_FAMILIES.filter((family) => !scopes.includes(family)).map((family) => `${family} has no rule`),
    ...scopes.filter((scope, index) => scopes.indexOf(scope) < index).map((scope) => `${scope} stands twice`),
    ...rules.filter(({ source }) => source === '').map(({ scope }) => `${scope} cites no source`),
  ]
}

/** Where an identity number may have been written. */
export const IDENTITY_PLACES = ['title', 'metadata', 'contents', 'file-name'] as const
export type IdentityPlace = (typeof IDENTITY_PLACES)[number]

export type WrittenTexts = Readonly<Partial<Record<IdentityPlace, readonly (string | null)[]>>>

/** The places in which an identity number stands. */
export function identityPlaces(texts: WrittenTexts): readonly IdentityPlace[] {
  return IDENTITY_PLACES.filter((place) =>
    (texts[place] ?? []).some((text) => text !== null && hasIdentityNumber(text)),
  )
}

/** Why a text may not be written into a record: it is open, and an identity number stands in the text. */
export function openTextRefusal(
  { openingState }: Pick<RecordState, 'openingState'>,
  texts: WrittenTexts,
): Refusal | undefined {
  const identityIn = openingState === 'open' ? identityPlaces(texts) : []
  return identityIn.length === 0
    ? undefined
    : refuse('opening.personal-data', { identityIn: [...identityIn] })
}
