/** What a person asks a machine to make for them, beside all records. */
export const ERRAND_KINDS = ['box-forms', 'pdf-pages', 'certified-copy'] as const
export const ERRAND_STATES = ['waiting', 'working', 'done', 'refused'] as const
export type ErrandState = (typeof ERRAND_STATES)[number]
