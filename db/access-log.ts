import type { Sql } from './client.ts'
import type { Principal } from './gate/facts.ts'

/** What is remembered of a view, a download, a sign-in or a refusal. */
export interface AccessEntry {
  /** Whoever is known already; else the principal is resolved when the entry is written. */
  readonly personId?: string
  readonly principal?: Principal
  readonly action: string
  /** `ok`, or the problem code of the refusal. */
  readonly result: string
  readonly subjectKind?: string
  readonly subjectId?: string
  readonly detail?: string
  /** What a person's file was opened for. */
  readonly purpose?: string | null
  readonly traceId?: string
}

export interface AccessLog {
  /** Takes an entry at once; it is written with others a moment later, so that no answer waits for it. */
  note(entry: AccessEntry): void
  /** Writes what waits. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** Long enough to gather a burst, short enough that a killed process loses a blink. */
const GATHER_MS = 100
/** More than this at once is written in several statements. */
const BATCH = 500
/** While the database is away entries wait; beyond this the oldest go, so that memory stays bounded. */
const MOST_WAITING = 50_000

interface Options {
  readonly onFault: (error: unknown) => void
}

export function openAccessLog(sql: Sql, { onFault }: Options): AccessLog {
  let waiting: AccessEntry[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  async function write(): Promise<void> {
    let atOnce = BATCH
    while (waiting.length > 0) {
      const batch = waiting.splice(0, atOnce)
      try {
        await insert(sql, batch)
      } catch (error) {
        const isOurs = !isRefused(error)
        // What one caller sent keeps no other entry out: they go one by one, and the refused one without its words.
        const left = isOurs || atOnce > 1 ? batch : batch.flatMap(bareOf)
        waiting = [...left, ...waiting].slice(-MOST_WAITING)
        atOnce = 1
        onFault(error)
        if (isOurs) return
      }
    }
  }
  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write)
    return writing
  }
  return {
    note(entry) {
      waiting.push(entry)
      timer ??= setTimeout(() => void flush(), GATHER_MS)
    },
    flush,
    close: flush,
  }
}

/** SQLSTATE classes 22 and 23: the database is there, and does not take what it was given. */
function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code))
}

/** The entry without what a caller may have put into it; nothing when it had none of that. */
function bareOf({ detail, purpose, subjectId, ...bare }: AccessEntry): readonly AccessEntry[] {
  return detail === undefined && purpose === undefined && subjectId === undefined ? [] : [bare]
}

async function insert(sql: Sql, entries: readonly AccessEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({
    person_id: entry.personId ?? null,
    principal: entry.principal ?? null,
    action: entry.action,
    result: entry.result,
    subject_kind: entry.subjectKind ?? null,
    subject_id: entry.subjectId ?? null,
    detail: entry.detail ?? null,
    trace_id: entry.traceId ?? null,
    purpose: entry.purpose ?? null,
  }))
  await sql`
    insert into access_log (on_date, person_id, action, result, subject_kind, subject_id, detail, trace_id, purpose)
    select archive_today(), coalesce(e.person_id, case when e.principal is null then null else gate_principal(e.principal) end),
      e.action, e.result, e.subject_kind, e.subject_id, e.detail, e.trace_id, e.purpose
    from jsonb_to_recordset(${sql.json(rows as never)}) as e(person_id uuid, principal jsonb, action text, result text,
      subject_kind text, subject_id uuid, detail text, trace_id text, purpose text)`
}
