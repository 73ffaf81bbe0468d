import { mayAct, type Actor } from '#domain/access.ts'
import type { PlainDate } from '#domain/dates.ts'
import { maskIdentityNumbers } from '#domain/identity-number.ts'
import type { HoldRow } from '#domain/state/holds.ts'
import type { Names } from '#db/queries/organisation.ts'
import type { HoldView } from '#api/contract/holds.ts'
import { personView } from './words.ts'

export type HoldFields = Omit<HoldRow, 'placedOn'> & { readonly reviewOn: PlainDate }

export interface HeldThing {
  readonly title: string
  readonly archivalCode: string | null
}

interface Seeing {
  readonly actor: Actor
  readonly names: Names
}

export function holdView(hold: HoldFields, of: HeldThing, { actor, names }: Seeing): HoldView {
  const isProposed = hold.liftProposedBy !== null
  return {
    id: hold.id,
    recordId: hold.subjectId,
    recordTitle: maskIdentityNumbers(of.title),
    archivalCode: of.archivalCode,
    state: hold.state,
    reason: hold.reason,
    authority: hold.authority,
    placedBy: personView(names, hold.placedBy),
    placedAt: hold.placedAt,
    reviewOn: hold.reviewOn,
    liftProposal:
      hold.liftProposedBy === null
        ? null
        : { by: personView(names, hold.liftProposedBy), reason: hold.liftReason ?? '' },
    lifted:
      hold.liftedBy === null || hold.liftedAt === null
        ? null
        : { by: personView(names, hold.liftedBy), at: hold.liftedAt },
    standingHoldId: hold.standingId,
    allowedActions: {
      proposeLift: proposeOf(hold, actor),
      confirmLift: confirmOf(hold, { actor, isProposed }),
    },
  }
}

type Allowed = HoldView['allowedActions']['proposeLift']

function proposeOf(hold: HoldFields, actor: Actor): Allowed {
  if (!mayAct(actor, 'hold.propose-lift')) return { allowed: false, reason: 'access.denied' }
  if (hold.standingId !== null) return { allowed: false, reason: 'hold.of-standing' }
  return hold.state === 'active'
    ? { allowed: true, reason: null }
    : { allowed: false, reason: 'hold.not-active' }
}

function confirmOf(
  hold: HoldFields,
  { actor, isProposed }: { readonly actor: Actor; readonly isProposed: boolean },
): Allowed {
  if (!mayAct(actor, 'hold.confirm-lift')) return { allowed: false, reason: 'access.denied' }
  if (hold.state !== 'lift-proposed' || !isProposed) return { allowed: false, reason: 'hold.not-proposed' }
  return hold.liftProposedBy === actor.personId
    ? { allowed: false, reason: 'hold.second-person' }
    : { allowed: true, reason: null }
}
