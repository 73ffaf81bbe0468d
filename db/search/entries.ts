import { foldText, gramsOf } from '#domain/search.ts'
import { initialsOf } from './initials.ts'

/** Of one record, whatever may be searched. */
export interface SearchedRecord {
  readonly id: string
  readonly title: string
  readonly archivalCode: string | null
  /** What it bore before: found by it for ever. */
  readonly formerCodes: readonly string[]
  readonly classCode: string
  readonly className: string | null
  /** What the classification schemes call it: its own class, and what became of it. */
  readonly schemeCodes: readonly string[]
  readonly isEnded: boolean
  /** Names of whom it is about; gone once they were erased. */
  readonly persons: readonly string[]
  /** What was said of it and of its items, but for names of persons. */
  readonly described: readonly string[]
  /** Of its contents list: titles, authors, numbers. */
  readonly items: readonly string[]
  readonly pages: readonly {
    readonly objectId: string
    readonly page: number
    readonly text: string
  }[]
}

export interface SearchEntry {
  readonly record_id: string
  readonly source_id: string
  readonly page: number
  readonly grams: readonly number[]
  readonly text: string
}

/** Of itself, and of whom it is about: no page of an object has such a number. */
const OWN_PAGE = 0
const PERSONS_PAGE = -1

/** What search looks into of a record. Of one that has ended, title, codes and class alone survive (ADR 23). */
export function entriesOf(record: SearchedRecord): readonly SearchEntry[] {
  const {
    id,
    title,
    archivalCode,
    formerCodes,
    classCode,
    className,
    schemeCodes,
    isEnded,
    persons,
    described,
    items,
    pages,
  } = record
  const surviving = [
    title,
    archivalCode,
    ...formerCodes,
    classCode,
    className,
    ...schemeCodes,
    initialsOf(title),
  ]
  const own = entryOf(record, {
    source: id,
    page: OWN_PAGE,
    parts: isEnded ? surviving : [...surviving, ...items, ...described],
  })
  if (isEnded) return [own]
  const people = persons.flatMap((name) => [name, initialsOf(name)])
  return [
    own,
    ...(people.length === 0 ? [] : [entryOf(record, { source: id, page: PERSONS_PAGE, parts: people })]),
    ...pages.map(({ objectId, page, text }) => entryOf(record, { source: objectId, page, parts: [text] })),
  ]
}

interface Part {
  readonly source: string
  readonly page: number
  readonly parts: readonly (string | null)[]
}

/** Parts stand on lines of their own, so that nothing is found across two of them. */
function entryOf({ id }: SearchedRecord, { source, page, parts }: Part): SearchEntry {
  const text = parts
    .flatMap((part) => (part === null ? [] : [foldText(part)]))
    .filter((part) => part !== '')
    .join('\n')
  return { record_id: id, source_id: source, page, grams: gramsOf(text), text }
}
