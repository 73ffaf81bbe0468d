import type { PlainDate } from './dates.ts'
import type {
  AppraiserKind,
  Grade,
  PERSON_KINDS,
  PERSON_STATES,
  Role,
  SiteMode,
  UnitKind,
} from './vocabulary.ts'

/** What the founding of a site fixes for ever; its clock is beside this. */
export interface SiteRow {
  id: string
  mode: SiteMode
  nameZh: string
  nameEn: string
  /** IANA name of the zone in which the archive's civil dates are counted. */
  zone: string
  coolingDays: number
  backupDays: number
}

/** A node of the dated tree of units; `path` holds the ids from the root to itself. */
export interface UnitRow {
  id: string
  parentId: string | null
  path: readonly string[]
  kind: UnitKind
  nameZh: string
  nameEn: string
  fromOn: PlainDate
  /** Null while the unit exists. */
  toOn: PlainDate | null
}

export interface FondsRow {
  id: string
  code: string
  nameZh: string
  nameEn: string
  agencyUnitId: string
  archivesUnitId: string
  bureauUnitId: string
}

/** A natural person or a service principal; ids and logins are never used again. */
export interface PersonRow {
  id: string
  kind: (typeof PERSON_KINDS)[number]
  state: (typeof PERSON_STATES)[number]
  login: string
  nameZh: string
  nameEn: string
  clearance: Grade
}

export interface PostRow {
  id: string
  personId: string
  unitId: string
  role: Role
  appraiserKind: AppraiserKind | null
  givesScope: boolean
  fromOn: PlainDate
  /** Last day on which the post is held; null while it is. */
  toOn: PlainDate | null
}
