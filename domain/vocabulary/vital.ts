/** What a review of a vital record (重要档案) finds. */
export const VITAL_OUTCOMES = ['still-vital', 'no-longer-vital'] as const
export type VitalOutcome = (typeof VITAL_OUTCOMES)[number]

/** What is told of a review that nobody has done yet. */
export const VITAL_REMINDERS = ['due', 'overdue'] as const
export type VitalReminder = (typeof VITAL_REMINDERS)[number]

export const VITAL_EVENT_TYPES = ['vital.set', 'vital.reviewed', 'vital.reminded'] as const
