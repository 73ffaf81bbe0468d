import type { SchemeDetailView } from '#api/contract/schemes.ts'
import type { CADENCES } from '#domain/vocabulary/structure.ts'

type Cadence = (typeof CADENCES)[number]

/** A class of the version that is being drafted, and what it was in the one that it follows. */
export interface DraftRow {
  readonly key: string
  /** Code in the version before; null for a class that is new. */
  readonly was: string | null
  readonly code: string
  readonly parent: string
  readonly nameZh: string
  readonly nameEn: string
  /** Codes of the schedules' classes, with commas between them. */
  readonly holds: string
  readonly units: readonly string[]
  readonly cadence: Cadence | null
  /** Code of the class that takes over one that ends; null while it goes on, empty while that is not said. */
  readonly endsInto: string | null
}

/** The version in force as the beginning of the next one. */
export function rowsFrom({ classes }: Pick<SchemeDetailView, 'classes'>): readonly DraftRow[] {
  const codes = new Map(classes.map(({ id, code }) => [id, code]))
  return classes.map((of) => ({
    key: of.id,
    was: of.code,
    code: of.code,
    parent: of.parentId === null ? '' : (codes.get(of.parentId) ?? ''),
    nameZh: of.name.zh,
    nameEn: of.name.en,
    holds: of.recordClasses.join(', '),
    units: of.units.map(({ id }) => id),
    cadence: of.cadences.at(-1)?.cadence ?? null,
    endsInto: null,
  }))
}

/** A class that is in no version before. */
export function newRow(): DraftRow {
  return {
    key: crypto.randomUUID(),
    was: null,
    code: '',
    parent: '',
    nameZh: '',
    nameEn: '',
    holds: '',
    units: [],
    cadence: null,
    endsInto: null,
  }
}

/** A class that moves or is renamed takes those below it along. */
export function withCode(rows: readonly DraftRow[], key: string, code: string): readonly DraftRow[] {
  const before = rows.find((row) => row.key === key)?.code
  return rows.map((row) => {
    if (row.key === key) return { ...row, code }
    return before !== undefined && before !== '' && row.parent === before ? { ...row, parent: code } : row
  })
}

/** What is sent: the classes that go on or are new, and for each of before what becomes of it. */
export function draftOf(rows: readonly DraftRow[], fromVersion: string) {
  const going = rows.filter(({ endsInto }) => endsInto === null)
  const classes = going.map(({ code, parent, nameZh, nameEn, holds, units, cadence }) => ({
    code: code.trim(),
    parent: parent === '' ? null : parent.trim(),
    nameZh: nameZh.trim(),
    nameEn: nameEn.trim(),
    recordClasses: holds.split(/[\s,，、]+/).filter((one) => one !== ''),
    units: [...units],
    cadence,
  }))
  const crosswalk = rows.flatMap(({ was, code, endsInto }) => {
    const to = endsInto ?? code.trim()
    return was === null || to === '' ? [] : [{ fromVersion, from: was, to }]
  })
  return { classes, crosswalk }
}
