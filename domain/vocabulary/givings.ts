/** Own data at the service window (本人查询利用): closed lists of who asks, how they prove who they are, and what becomes of it. */

/** The person whom the data is about, or somebody with an authority in writing. */
export const GIVING_ASKERS = ['subject', 'agent'] as const
export type GivingAsker = (typeof GIVING_ASKERS)[number]

/** What was shown: 居民身份证, 社会保障卡, 护照, 电子身份认证. */
export const IDENTITY_PROOFS = ['identity-card', 'social-security-card', 'passport', 'electronic'] as const
export type IdentityProof = (typeof IDENTITY_PROOFS)[number]

/** A certified copy on paper, or read out at the window. */
export const GIVING_WAYS = ['copy', 'reading'] as const
export type GivingWay = (typeof GIVING_WAYS)[number]

export const GIVING_STATES = ['asked', 'approved', 'refused', 'given'] as const
export type GivingState = (typeof GIVING_STATES)[number]

/** Why a second person must agree; `none`: nobody needs to. */
export const GIVING_APPROVALS = ['none', 'class', 'name-only'] as const
export type GivingApproval = (typeof GIVING_APPROVALS)[number]

/** Why nothing is given; the law that each rests on stands in `givings.ts`. */
export const GIVING_GROUNDS = [
  'not-the-subject',
  'no-authority',
  'proof-lacking',
  'no-own-data',
  'third-persons',
  'side-volume',
] as const
export type GivingGround = (typeof GIVING_GROUNDS)[number]

export const GIVING_EVENT_TYPES = [
  'giving.asked',
  'giving.approved',
  'giving.refused',
  'giving.given',
] as const
