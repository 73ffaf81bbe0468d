/** Closed lists of the import of a backlog (存量导入). */

/** How a record sleeps while it is kept: in a workflow of its own, or with nothing but the daily sweep to wake it. */
export const DORMANCIES = ['workflow', 'sweep'] as const
export type Dormancy = (typeof DORMANCIES)[number]

export const IMPORT_FORMATS = ['csv', 'xlsx'] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

/** Where an import of a backlog stands; `unreadable`, `discarded` and `withdrawn` end it, `finished` unless it is taken back. */
export const IMPORT_STATES = [
  'checking',
  'unreadable',
  'checked',
  'discarded',
  'running',
  'paused',
  'finished',
  'withdrawing',
  'withdrawn',
] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** What became of a row: a record, nothing for its faults, nothing because something had moved; and of its record when it was taken back. */
export const IMPORT_VERDICTS = ['imported', 'faulty', 'taken', 'failed', 'withdrawn', 'touched'] as const
export type ImportVerdict = (typeof IMPORT_VERDICTS)[number]

/** What events state of an import itself; those of its records stand with the others. */
export const IMPORT_EVENT_TYPES = [
  'import.brought',
  'import.checked',
  'import.unreadable',
  'import.discarded',
  'import.approved',
  'import.paused',
  'import.resumed',
  'import.finished',
  'import.withdrawal-ordered',
  'import.withdrawn',
] as const
