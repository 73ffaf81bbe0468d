/** What a standing hold is on: a class, of one unit or of the whole site, or a file with its volumes. */
export const HOLD_SCOPES = ['class', 'file'] as const
export type HoldScopeKind = (typeof HOLD_SCOPES)[number]

/** How a record came under a standing hold: it stood there when that was placed, or became a member afterwards. */
export const HOLD_JOININGS = ['present', 'later'] as const
export type HoldJoining = (typeof HOLD_JOININGS)[number]

/** What the engine does to a standing hold's records in the background. */
export const HOLD_WORKS = ['covering', 'releasing'] as const
export type HoldWork = (typeof HOLD_WORKS)[number]

/** What a lifting frees: every record, and the standing hold ends; or those alone that are members no more, and it goes on. */
export const LIFT_EXTENTS = ['all', 'departed'] as const
export type LiftExtent = (typeof LIFT_EXTENTS)[number]

export const STANDING_HOLD_EVENT_TYPES = [
  'standing-hold.placed',
  'standing-hold.covered',
  'standing-hold.lift-proposed',
  'standing-hold.lift-refused',
  'standing-hold.lifted',
  'standing-hold.released',
] as const
