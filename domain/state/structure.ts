import type { ConversionMoment } from '#domain/archive-formats.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { WorkingDayRow } from '#domain/working-days.ts'
import type { Cadence, CaseState, SchemeState } from '#domain/vocabulary/structure.ts'
import type { SecrecyGrade, StubEnd } from '#domain/vocabulary/secrets.ts'

/** A version of a classification scheme (分类方案): how a line of records is grouped and coded from a day on. Never edited. */
export interface SchemeRow {
  id: string
  /** Versions of one line follow each other; lines stand side by side. */
  line: string
  version: string
  nameZh: string
  nameEn: string
  state: SchemeState
  effectiveOn: PlainDate
  /** Last day; null while it is in force or has not begun. */
  endsOn: PlainDate | null
  /** The order on which it rests. */
  authority: string
  draftedBy: string
  draftedOn: PlainDate
  activatedBy: string | null
  activatedOn: PlainDate | null
}

export interface SchemeClassRow {
  id: string
  schemeId: string
  code: string
  parentId: string | null
  nameZh: string
  nameEn: string
  /** Classes of the retention schedules whose records it holds; none for one that only groups others. */
  recordClasses: readonly string[]
  /** Units that form its records and must file them in time. */
  unitIds: readonly string[]
}

/** How often the units of a class must file, from a day on (regulations 3.4). */
export interface ClassCadenceRow {
  id: string
  schemeId: string
  classId: string
  cadence: Cadence
  fromOn: PlainDate
  /** Last day; null while it holds. */
  toOn: PlainDate | null
  /** Working days after the close of a period; null: 30 June of the next year. */
  termDays: number | null
  /** The day on which it was set: periods that had closed before are nobody's debt. */
  setOn: PlainDate
}

/** What became of a class of an older version of the line. */
export interface CrosswalkRow {
  id: string
  /** The newer scheme. */
  schemeId: string
  fromClassId: string
  toClassId: string
  note: string
}

/** A unit's statement that a period of a class is filed. */
export interface FilingStatementRow {
  id: string
  calendarId: string
  unitId: string
  classId: string
  fromOn: PlainDate
  toOn: PlainDate
  dueOn: PlainDate
  filedOn: PlainDate
  statedBy: string
  /** Records of the period that stood filed then. */
  records: number
  note: string
}

/** A period that was not filed in time. */
export interface FilingAlertRow {
  id: string
  calendarId: string
  unitId: string
  classId: string
  fromOn: PlainDate
  toOn: PlainDate
  dueOn: PlainDate
  raisedOn: PlainDate
  /** The day on which the period was filed after all; null while it is open. */
  closedOn: PlainDate | null
}

/** Accountability for a late filing: on the unit head and the person directly responsible (档案法 Art 48, 实施条例 Art 49). */
export interface AccountabilityCaseRow {
  id: string
  number: string
  alertId: string
  calendarId: string
  unitId: string
  classId: string
  fromOn: PlainDate
  toOn: PlainDate
  dueOn: PlainDate
  state: CaseState
  headId: string
  directId: string
  openedBy: string
  openedOn: PlainDate
  /** The order to correct (责令限期改正); null until it is given, like everything that follows. */
  orderText: string | null
  orderDueOn: PlainDate | null
  orderedBy: string | null
  orderedOn: PlainDate | null
  reply: string | null
  repliedBy: string | null
  repliedOn: PlainDate | null
  result: string | null
  closedBy: string | null
  closedOn: PlainDate | null
}

/** A sequence of archival codes: within it numbers run without gap or double. */
export interface CodeSequence {
  readonly fondsId: string
  readonly year: number
  /** Fonds and class block as they are printed. */
  readonly block: string
}

/** Numbers of a sequence of archival codes that only their holder uses. */
export interface CodeReservationRow {
  id: string
  sequenceId: string
  fondsId: string
  year: number
  block: string
  firstNumber: number
  lastNumber: number
  purpose: string
  holderUnitId: string
  reservedOn: PlainDate
  reservedBy: string
  /** Null while the numbers are kept back, like the two that follow. */
  releasedOn: PlainDate | null
  releasedBy: string | null
  releaseReason: string | null
  /** Numbers that had been taken out of it when it was released; while it is kept back, those on which a stub stands. */
  usedNumbers: readonly number[]
}

/** Why a number of a sequence stands on nothing, in a person's words. */
export interface CodeExplanationRow {
  id: string
  sequenceId: string
  fondsId: string
  year: number
  block: string
  number: number
  reason: string
  explainedOn: PlainDate
  explainedBy: string
}

/**
 * That a classified file of a class and year exists elsewhere (保密法 Arts 30 and 31): where, in which grade and for how long. There is
 * no column for what it says.
 */
export interface SecretStubRow {
  id: string
  sequenceId: string
  fondsId: string
  year: number
  block: string
  classCode: string
  formingUnitId: string
  grade: SecrecyGrade
  /** Term of secrecy from the year of the file; null: until its conditions for declassification are met. */
  secrecyYears: number | null
  /** Under which code the classified system keeps it. */
  custodyCode: string
  /** Its number and code in the sequence; null where it has none here. */
  number: number | null
  code: string | null
  enteredBy: string
  enteredOn: PlainDate
  /** Null while it stands, like the three that follow. */
  endedAs: StubEnd | null
  endReference: string | null
  endedBy: string | null
  endedOn: PlainDate | null
}

/** The working days of a year as a person entered them from its order. */
export interface CalendarYearRow {
  id: string
  year: number
  /** Number and title of the order. */
  source: string
  days: readonly WorkingDayRow[]
  setBy: string
  setOn: PlainDate
}

/** A list of archive formats as it was set; the newest is in force. `number`: which one of the site. */
export interface ArchiveFormatListRow {
  id: string
  number: number
  mediaTypes: readonly string[]
  moment: ConversionMoment
  basis: string
  setBy: string
  setOn: PlainDate
}

/** Row types by table. */
export interface StructureRowTypes {
  calendarYear: CalendarYearRow
  archiveFormatList: ArchiveFormatListRow
  scheme: SchemeRow
  schemeClass: SchemeClassRow
  classCadence: ClassCadenceRow
  crosswalk: CrosswalkRow
  filingStatement: FilingStatementRow
  filingAlert: FilingAlertRow
  accountabilityCase: AccountabilityCaseRow
  codeReservation: CodeReservationRow
  codeExplanation: CodeExplanationRow
  secretStub: SecretStubRow
}

/** Tables of schemes, filings and accountability. */
export const STRUCTURE_TABLES = [
  'calendarYear',
  'archiveFormatList',
  'scheme',
  'schemeClass',
  'classCadence',
  'crosswalk',
  'filingStatement',
  'filingAlert',
  'accountabilityCase',
  'codeReservation',
  'codeExplanation',
  'secretStub',
] as const
