import {
  identityPlaces,
  PERSONAL_DATA,
  personalDataOf,
  type IdentityPlace,
  type PersonalData,
} from '#domain/personal-data.ts'
import { refuse, type Refusal } from '#domain/refusal.ts'
import type { ActFacts } from './act.ts'
import { metadataOf } from './describe-metadata.ts'
import { itemsOf } from './paper-effects.ts'
import type { RecordSubject } from './record-subject.ts'

export interface OpeningBar {
  /** The class that holds them by its nature; null where none does. */
  readonly classCode: string | null
  readonly data: readonly PersonalData[]
  readonly identityIn: readonly IdentityPlace[]
}

/**
 * Why a record may not be opened to the public: its class, or the class of one of its items, holds identity numbers, health or criminal
 * data, or somebody wrote an identity number into it (个人信息保护法 Arts 25 and 28; Noark 5.2.31). Names places, never what stands there.
 */
export function openingRefusal(
  facts: Pick<ActFacts, 'reference'>,
  subject: RecordSubject,
): Refusal | undefined {
  const bar = openingBarOf(facts, subject)
  if (bar === undefined) return undefined
  const { classCode, data, identityIn } = bar
  return refuse('opening.personal-data', {
    ...(classCode === null ? {} : { classCode, personalData: [...data] }),
    ...(identityIn.length === 0 ? {} : { identityIn: [...identityIn] }),
  })
}

/** What stands against opening a record; undefined where nothing does. */
export function openingBarOf(
  { reference }: Pick<ActFacts, 'reference'>,
  subject: RecordSubject,
): OpeningBar | undefined {
  const { row, rows } = subject
  const items = itemsOf(rows)
  const codes = [...new Set([row.classCode, ...items.flatMap(({ classCode }) => classCode ?? [])])]
  const held = codes.map((classCode) => {
    const family = reference.recordClass(classCode)?.family ?? ''
    return { classCode, data: personalDataOf(reference.personalData(), { family, classCode }) }
  })
  const holding = held.find(({ data }) => data.length > 0)
  const identityIn = identityPlaces({
    title: [row.title],
    metadata: [null, ...items.map(({ id }) => id)].flatMap((itemId) =>
      Object.values(metadataOf(subject, itemId)).flat(),
    ),
    contents: items.flatMap(({ title, responsible, documentNo }) => [title, responsible, documentNo]),
    'file-name': rows
      .all('digitalObject')
      .flatMap(({ role, withdrawnAt, name }) => (role === 'content' && withdrawnAt === null ? [name] : [])),
  })
  if (holding === undefined && identityIn.length === 0) return undefined
  const data = PERSONAL_DATA.filter((kind) => held.some((one) => one.data.includes(kind)))
  return { classCode: holding?.classCode ?? null, data, identityIn }
}
