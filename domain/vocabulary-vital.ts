/** What a review of a vital record (重要档案) finds. */
export const VITAL_OUTCOMES = ['still-vital', 'no-longer-vital'] as const
export type VitalOutcome = (typeof VITAL_OUTCOMES)[number]

export const VITAL_EVENT_TYPES = ['vital.set', 'vital.reviewed'] as const
