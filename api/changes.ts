import { ENGINE_ID } from '#db/fixed-ids.ts'
import type { Principal } from '#db/gate/facts.ts'
import {
  isFiling,
  readChanges,
  seenAmong,
  type ChangeRow,
  type Horizon,
  type Seen,
} from '#db/queries/changes.ts'
import { SUBJECT_KINDS, type StreamKind, type SubjectKind } from '#domain/vocabulary.ts'
import type { ChangeView } from './contract/administration.ts'
import type { Dependencies } from './dependencies.ts'

export interface Listener {
  readonly principal: Principal
  readonly tell: (changes: readonly ChangeView[]) => void
  readonly end: () => void
}

export interface ChangeFeed {
  /** Begins to tell, and tells all that is committed after it has answered; the answer ends it. */
  listen(listener: Listener): Promise<() => void>
  close(): void
}

const POLL_MS = 250
/** Longer than any statement may run: a position that has not come by then never will. */
const SETTLE_MS = 60_000

/**
 * One reader of the ledger per process for all who listen. It asks only while somebody does, tells ids only, and of those each
 * listener hears what their own eyes may see at that moment.
 */
export function openChangeFeed({ sql, logger }: Pick<Dependencies, 'sql' | 'logger'>): ChangeFeed {
  const listeners = new Set<Listener>()
  let timer: NodeJS.Timeout | undefined
  let newsOf = followLedger(sql)
  let first: Promise<void> | undefined

  async function look(): Promise<void> {
    const { rows, isCut } = await newsOf()
    // Too much to tell one by one: whoever listens comes again and asks for everything.
    if (isCut) endAll()
    if (rows.length > 0) await tellAll(sql, listeners, rows)
  }

  function endAll(): void {
    for (const listener of listeners) listener.end()
    listeners.clear()
  }

  function next(): void {
    timer = setTimeout(() => {
      look()
        .catch((error: unknown) => logger.warn({ err: error }, 'changes could not be read'))
        .finally(() => {
          if (listeners.size > 0) next()
          else first = undefined
        })
    }, POLL_MS)
  }

  /** Nobody listened meanwhile: what happened then is nobody's news. */
  async function begin(): Promise<void> {
    newsOf = followLedger(sql)
    try {
      await look()
      next()
    } catch (error) {
      logger.warn({ err: error }, 'changes could not be read')
      first = undefined
      endAll()
    }
  }

  return {
    async listen(listener) {
      listeners.add(listener)
      first ??= begin()
      await first
      return () => listeners.delete(listener)
    },
    close() {
      clearTimeout(timer)
      endAll()
    },
  }
}

interface News {
  readonly rows: readonly ChangeRow[]
  /** More was written than one look reads: `rows` are not all. */
  readonly isCut: boolean
}

/**
 * Looks at the ledger from now on; each look answers what none before it has. Transactions commit out of order, so that every look reads
 * again from the oldest one that may still be open, and leaves out what was told.
 */
function followLedger(sql: Dependencies['sql']): () => Promise<News> {
  let horizon: Horizon | undefined
  let marks: readonly { readonly at: number; readonly position: number }[] = []
  /** What was told of transactions that the next look reads again, by position. */
  let told = new Map<number, ChangeRow>()

  return async () => {
    const { rows, highest, isCut, ...changes } = await readChanges(sql, ENGINE_ID, horizon)
    const now = performance.now()
    marks = [...marks, { at: now, position: highest }].filter(
      (mark, index, all) => now - mark.at < SETTLE_MS || (all[index + 1]?.at ?? now) > now - SETTLE_MS,
    )
    const settled = marks.findLast((mark) => now - mark.at >= SETTLE_MS)
    horizon = { ...changes.horizon, floor: Math.max(changes.horizon.floor, settled?.position ?? 0) }
    const news = rows.filter(({ position }) => !told.has(position))
    const { xmin } = horizon
    told = new Map(
      [...told.values(), ...news].filter((row) => row.transaction >= xmin).map((row) => [row.position, row]),
    )
    return { rows: news, isCut }
  }
}

/** Tells each listener what their own eyes may see; who is nobody any more is sent away. */
async function tellAll(
  sql: Dependencies['sql'],
  listeners: ReadonlySet<Listener>,
  rows: readonly ChangeRow[],
): Promise<void> {
  const byPrincipal = Map.groupBy(listeners, ({ principal }) => JSON.stringify(principal))
  for (const group of byPrincipal.values()) {
    const [first] = group
    const seen = first === undefined ? undefined : await seenAmong(sql, first.principal, rows)
    for (const listener of group) {
      if (seen === undefined) listener.end()
      else listener.tell(viewsOf(rows, seen))
    }
  }
}

function viewsOf(rows: readonly ChangeRow[], seen: Seen): readonly ChangeView[] {
  const told = new Map<string, ChangeView>()
  const tell = (change: ChangeView) => told.set(`${change.kind}/${change.id}`, change)
  for (const { streamKind, streamId, taskId, isMark } of rows) {
    if (streamKind === 'site') tell({ kind: 'site', id: streamId })
    if (isMark && seen.decidesMarks) tell({ kind: 'secret-mark', id: streamId })
    if (!seen.ids.has(streamId)) continue
    if (isFiling(streamKind)) tell({ kind: 'filing', id: streamId })
    if (!isSubject(streamKind)) continue
    tell({ kind: streamKind, id: streamId })
    if (taskId !== null) tell({ kind: 'task', id: taskId })
  }
  return [...told.values()]
}

function isSubject(kind: StreamKind): kind is SubjectKind {
  return SUBJECT_KINDS.some((known) => known === kind)
}
