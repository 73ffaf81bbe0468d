import type { JobKind, SubjectKind } from '#domain/vocabulary.ts'

/** Where a subject stands, as far as its workflow needs to know. */
export type Standing =
  | { readonly kind: 'end'; readonly outcome: string }
  /** A machine's step: perform the job, then look again. */
  | { readonly kind: 'machine'; readonly job: JobTicket }
  /** A date of the law has come: ask the gate to confirm it. */
  | { readonly kind: 'due' }
  /** A person's task, an incident, or a date ahead: wait for a nudge, at most so long. */
  | { readonly kind: 'waiting'; readonly lookAgainInMs: number; readonly sideJobs: readonly JobTicket[] }

export interface JobTicket {
  readonly jobId: string
  readonly kind: JobKind
  readonly subjectKind: SubjectKind
  readonly subjectId: string
}

export interface LocateInput {
  readonly subjectKind: SubjectKind
  readonly subjectId: string
  /** The workflow's own clock, in milliseconds: compared with the clock of the law (ADR 8). */
  readonly workflowNowMs: number
}

/** What became of one attempt at a job: done, or to be tried again at a time that something outside decides. */
export type JobProgress =
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly ms: number; readonly why: string }

export interface JobFailureInput extends JobTicket {
  readonly code: string
  readonly detail: string
}

export interface LifecycleActivities {
  /** Reads where the subject stands. A missing subject fails without retry. */
  locate(input: LocateInput): Promise<Standing>
  /** Confirms through the gate what fell due: retention, cooling-off, reminders. Key: the subject, its version, the day. */
  confirmDue(input: Omit<LocateInput, 'workflowNowMs'>): Promise<void>
  /** Does a machine's work and brings it back through the gate. Key: the job. */
  performJob(ticket: JobTicket): Promise<JobProgress>
  /** After the retries: the job becomes an incident with owner, cause and retry button. Key: the job and its attempts. */
  reportIncident(failure: JobFailureInput): Promise<void>
}

export interface MaintenanceActivities {
  /** Nudges whatever is due and has no nudge waiting; answers how many. */
  sweep(): Promise<number>
  /** Renews rolling locks that are about to lapse, and reports the oldest lapse. */
  patrolLocks(): Promise<{ readonly checked: number; readonly renewed: number }>
  /** Reads the locked copies that waited longest and compares their digests; what is damaged becomes an incident. */
  patrolFixity(): Promise<{ readonly checked: number; readonly damaged: number }>
  /** Takes away uploads that nobody took or that never became whole, objects that no row names, copies of withdrawn files, and what was made for somebody. */
  sweepOrphans(): Promise<{
    readonly uploads: number
    readonly sessions: number
    readonly unnamed: number
    readonly unfinished: number
    readonly withdrawn: number
    readonly errands: number
  }>
}

/** How far a work over many records has come. */
export interface BulkProgress {
  readonly jobId: string
  /** 1: every record; 2: once more those that failed. */
  readonly round: number
  readonly after: string | null
}

export type BulkStep =
  | { readonly kind: 'page'; readonly round: number; readonly after: string | null }
  | { readonly kind: 'paused' }
  | { readonly kind: 'finished'; readonly counts: Readonly<Record<string, number>> }

export interface BulkActivities {
  /** Moves a page of records to the version in force, a verdict for each, or puts a standing hold on a page of them, or takes it off. Key: the job, the round and where the page begins. */
  redatePage(progress: BulkProgress): Promise<BulkStep>
}

/** How far an import has come is asked of the database each time. */
export interface ImportTicket {
  readonly importId: string
}

/** `more`: there is another page; `rest`: nothing to do until somebody acts. */
export type ImportStep = { readonly kind: 'more' } | { readonly kind: 'rest'; readonly state: string }

export interface ImportActivities {
  /** Reads and checks the table, makes records of a page of its rows, or takes a page back. Key: the import and the page's first row. */
  advanceImport(ticket: ImportTicket): Promise<ImportStep>
}

export interface CheckpointActivities {
  /** Signs the head of the log over everything new, and renews the locks of all former ones. Key: the checkpoint's number. */
  signHeads(): Promise<{ readonly made: number; readonly renewed: number }>
}
