import type { HoldRow, HoldScope, StandingHoldRow } from '#domain/state/holds.ts'
import type { HoldJoining, LiftExtent } from '#domain/vocabulary/holds.ts'

/** What events state of holds: of one record, and of those that stand over a class or a file. */
export interface HoldEventData {
  /** `standing`: it is part of one, which `placedBy` placed; absent for a hold of this record alone. */
  'hold.placed': Pick<HoldRow, 'id' | 'reason' | 'authority' | 'reviewOn'> & {
    standing?: { id: string; joining: HoldJoining; placedBy: string }
  }
  'hold.lift-proposed': { holdId: string; reason: string }
  'hold.lift-refused': { holdId: string; reason: string }
  /** `standing`: the two persons who lifted the whole of which it is a part; absent for a hold of this record alone. */
  'hold.lifted': {
    holdId: string
    standing?: { proposedBy: string; liftedBy: string; reason: string }
  }
  'hold.refused': { reason: string; authority: string }
  'standing-hold.placed': HoldScope &
    Pick<StandingHoldRow, 'reason' | 'authority' | 'reviewOn'> & { jobId: string }
  /** Every record that was a member is held. */
  'standing-hold.covered': { jobId: string; records: number }
  'standing-hold.lift-proposed': { reason: string; extent: LiftExtent }
  'standing-hold.lift-refused': { reason: string }
  'standing-hold.lifted': { extent: LiftExtent; jobId: string }
  /** Every record that the lifting frees is free of it; `records`: how many it was taken off so far. */
  'standing-hold.released': { jobId: string; records: number }
}
