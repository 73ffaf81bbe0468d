import type { ExportBegun, ExportEnded, SiteRestored } from '#domain/export.ts'
import type { PlainDate } from '#domain/dates.ts'
import type { FondsBirth, FondsSuccessionRow, UnitBirth, UnitRow } from '#domain/organisation.ts'
import type {
  AccountabilityCaseRow,
  ArchiveFormatListRow,
  CalendarYearRow,
  ClassCadenceRow,
  CodeExplanationRow,
  CodeReservationRow,
  CrosswalkRow,
  FilingAlertRow,
  FilingStatementRow,
  SchemeClassRow,
  SchemeRow,
  SecretStubRow,
} from '#domain/state/structure.ts'
import type { SuccessionWay, UnitEnding } from '#domain/vocabulary/structure.ts'
import type { StubEnd } from '#domain/vocabulary/secrets.ts'

/** What the events of units, fonds, schemes, filings and accountability state. */
export interface StructureEventData {
  'site.export-begun': ExportBegun
  'site.export-ended': ExportEnded
  'site.restored': SiteRestored
  'unit.created': UnitBirth
  'unit.renamed': Pick<UnitRow, 'nameZh' | 'nameEn' | 'fromOn'> & {
    unitId: string
    /** Id under which the former name is kept. */
    formerId: string
    authority: string
  }
  'unit.moved': { unitId: string; parentId: string; on: PlainDate; authority: string }
  /** The day from which it works in the system. */
  'unit.live-set': { unitId: string; on: PlainDate; authority: string }
  'unit.ended': Pick<UnitRow, 'successorIds' | 'heirId'> & {
    unitId: string
    toOn: PlainDate
    by: UnitEnding
    authority: string
  }
  'fonds.created': FondsBirth
  'fonds.succession-opened': Pick<FondsSuccessionRow, 'id' | 'fondsId' | 'unitId' | 'openedOn'>
  'fonds.succession-settled': {
    id: string
    fondsId: string
    way: SuccessionWay
    successorUnitId: string
    authority: string
  }
  /** The working days of a year by its order; the year is taken anew as a whole. */
  'calendar.set': Pick<CalendarYearRow, 'id' | 'year' | 'source' | 'days'>
  /** The list of archive formats, anew as a whole. */
  'formats.set': Pick<ArchiveFormatListRow, 'id' | 'mediaTypes' | 'moment' | 'basis'>
  /** The whole version; its classes have ids that no other version has. */
  'scheme.drafted': Pick<
    SchemeRow,
    'line' | 'version' | 'nameZh' | 'nameEn' | 'effectiveOn' | 'authority'
  > & {
    classes: readonly Omit<SchemeClassRow, 'schemeId'>[]
    cadences: readonly Pick<ClassCadenceRow, 'id' | 'classId' | 'cadence' | 'termDays'>[]
    crosswalk: readonly Omit<CrosswalkRow, 'schemeId'>[]
  }
  'scheme.activated': { on: PlainDate }
  'scheme.superseded': { by: string; endsOn: PlainDate }
  'scheme.cadence-set': Pick<ClassCadenceRow, 'id' | 'classId' | 'cadence' | 'fromOn' | 'termDays'> & {
    authority: string
  }
  'filing.stated': Omit<FilingStatementRow, 'calendarId' | 'filedOn' | 'statedBy'>
  /** Its day comes near. Changes no row: it rings a bell, and is said once. */
  'filing.reminded': Pick<FilingAlertRow, 'unitId' | 'classId' | 'fromOn' | 'toOn' | 'dueOn'>
  'filing.alerted': Omit<FilingAlertRow, 'calendarId' | 'raisedOn' | 'closedOn'>
  'case.opened': Pick<
    AccountabilityCaseRow,
    | 'number'
    | 'alertId'
    | 'calendarId'
    | 'unitId'
    | 'classId'
    | 'fromOn'
    | 'toOn'
    | 'dueOn'
    | 'headId'
    | 'directId'
  >
  'case.ordered': { text: string; dueOn: PlainDate }
  'case.replied': { text: string }
  'case.closed': { result: string; correctedOn: PlainDate; inTime: boolean }
  'code.reserved': Omit<
    CodeReservationRow,
    'sequenceId' | 'reservedOn' | 'reservedBy' | 'releasedOn' | 'releasedBy' | 'releaseReason' | 'usedNumbers'
  >
  'code.released': { id: string; reason: string; usedNumbers: readonly number[] }
  'code.explained': Pick<CodeExplanationRow, 'id' | 'fondsId' | 'year' | 'block' | 'number' | 'reason'>
  'code.stub-entered': Omit<
    SecretStubRow,
    'sequenceId' | 'enteredBy' | 'enteredOn' | 'endedAs' | 'endReference' | 'endedBy' | 'endedOn'
  >
  'code.stub-ended': { id: string; as: StubEnd; reference: string }
}
