/** Facts that events of units, fonds, schemes, filings and accountability state, `thing.verb` in the past. */
export const STRUCTURE_EVENT_TYPES = [
  'site.export-begun',
  'site.export-ended',
  'site.restored',
  'unit.created',
  'unit.renamed',
  'unit.moved',
  'unit.live-set',
  'unit.ended',
  'fonds.created',
  'fonds.succession-opened',
  'fonds.succession-settled',
  'calendar.set',
  'formats.set',
  'scheme.drafted',
  'scheme.activated',
  'scheme.superseded',
  'scheme.cadence-set',
  'filing.stated',
  'filing.reminded',
  'filing.alerted',
  'case.opened',
  'case.ordered',
  'case.replied',
  'case.closed',
  'code.reserved',
  'code.released',
  'code.explained',
  'code.stub-entered',
  'code.stub-ended',
] as const

/** What becomes of looks on request, on the history of the site. */
export const ACCESS_EVENT_TYPES = [
  'access.requested',
  'access.granted',
  'access.refused',
  'access.ended',
  'key.created',
  'key.rotated',
  'key.revoked',
] as const

/** Where a number of a sequence of archival codes stands; `missing` alone waits for somebody's word. */
export const CODE_NUMBER_STATES = [
  'given',
  'destroyed',
  'transferred',
  'renumbered',
  'import-withdrawn',
  'reserved',
  'reservation-released',
  'explained',
  'classified',
  'missing',
] as const
export type CodeNumberState = (typeof CODE_NUMBER_STATES)[number]

/** Whether a new unit works in the system at once, or from a day that is set later (分批上线). */
export const UNIT_BEGINNINGS = ['at-once', 'when-set'] as const
export type UnitBeginning = (typeof UNIT_BEGINNINGS)[number]

/** How a unit ends: 撤销, 合并, 分立. */
export const UNIT_ENDINGS = ['closed', 'merged', 'split'] as const
export type UnitEnding = (typeof UNIT_ENDINGS)[number]

/** The successor goes on with the fonds, or the fonds is closed and only answered for. */
export const SUCCESSION_WAYS = ['continued', 'closed'] as const
export type SuccessionWay = (typeof SUCCESSION_WAYS)[number]

/** How often a class is filed: 日, 旬, 月, 季, 半年, 年. */
export const CADENCES = ['day', 'ten-days', 'month', 'quarter', 'half-year', 'year'] as const
export type Cadence = (typeof CADENCES)[number]

export const SCHEME_STATES = ['draft', 'active'] as const
export type SchemeState = (typeof SCHEME_STATES)[number]

/** Of an accountability case (责任追究): 立案, 责令限期改正, 答复, 结案. */
export const CASE_STATES = ['opened', 'ordered', 'replied', 'closed'] as const
export type CaseState = (typeof CASE_STATES)[number]
