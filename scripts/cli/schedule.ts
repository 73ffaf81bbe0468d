import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { readTableText } from '#domain/table-text.ts'
import type { ScheduleDetailView, TableFaultView, WhatIfView } from '#api/contract/schedules.ts'
import { UsageFault, table, type Answer, type Context } from './verb.ts'
import { Refused, signedIn, type AskedSession, type Wire } from './wire.ts'

export interface AskedImport extends AskedSession {
  readonly schedule: string
  readonly version: string
  readonly effectiveOn: string
  readonly key?: string
}

/** A draft of a new version from a CSV table; each faulty row is named with its line and its reason, and nothing is written. */
export async function importSchedule(file: string, asked: AskedImport): Promise<Answer> {
  const read = readTableText(await readFile(file))
  if (read.kind === 'unreadable') throw new UsageFault(`${file} is no table in UTF-8 or GB 18030`)
  return signedIn(asked, async (wire) => {
    const base = (await versionsOf(wire)).find(
      ({ schedule, state }) => schedule === asked.schedule && state === 'active',
    )
    if (base === undefined) throw new UsageFault(`no version of ${asked.schedule} is in force`)
    const { version, effectiveOn } = asked
    const body = { basedOnId: base.id, version, effectiveOn, csv: read.text }
    try {
      const drafted = await wire.post<{ scheduleVersionId: string }>('/api/schedules', body, asked.key)
      const id = drafted.scheduleVersionId
      const { changes, version: made } = await wire.get<ScheduleDetailView>(`/api/schedules/${id}`)
      const line = `Drafted ${made.version} (${read.encoding}): ${made.rows} rows, ${changes.length} differ, ${made.locked} locked. ${id}`
      return {
        lines: [line],
        json: { id, rows: made.rows, changed: changes.length, locked: made.locked, encoding: read.encoding },
      }
    } catch (error) {
      if (error instanceof Refused && error.problem.code === 'schedule.table-invalid') return faultsIn(error)
      throw error
    }
  })
}

function faultsIn({ message, problem }: Refused): Answer {
  const { faults = [], count = 0 } = (problem.detail ?? {}) as {
    readonly faults?: readonly TableFaultView[]
    readonly count?: number
  }
  const rows = faults.map(({ line, row, code, cell }) => [String(line), row, code, cell])
  return {
    lines: [...table([['line', 'row', 'fault', 'cell'], ...rows]), `${count} faults. ${message}`],
    json: problem,
    hasFaults: true,
  }
}

/** What a version changes against the one on which it is based, cell by cell. */
export async function diffSchedule(name: string, asked: AskedSession): Promise<Answer> {
  return signedIn(asked, async (wire) => {
    const { id } = await versionNamed(wire, name)
    const { changes } = await wire.get<ScheduleDetailView>(`/api/schedules/${id}`)
    const rows = changes.flatMap(({ code, change, cells }) =>
      cells.length === 0
        ? [[code, change, '', '', '']]
        : cells.map(({ column, from, to }) => [code, change, column, from, to]),
    )
    const lines =
      rows.length === 0 ? ['No row differs.'] : table([['row', 'change', 'column', 'from', 'to'], ...rows])
    return { lines, json: { id, changes } }
  })
}

/** Which records a version would move, within the rights of who asks. */
export async function whatIfSchedule(name: string, asked: AskedSession): Promise<Answer> {
  return signedIn(asked, async (wire) => {
    const { id } = await versionNamed(wire, name)
    const found = await wire.get<WhatIfView>(`/api/schedules/${id}/what-if`)
    const kinds = [
      'same',
      'later',
      'earlier',
      'conflict',
      'cannot_evaluate',
      'dueAtOnce',
      'byHandOvertaken',
    ] as const
    const rows = [{ code: 'all', tally: found.total }, ...found.byClass].map(({ code, tally }) => [
      code,
      ...kinds.map((kind) => String(tally[kind])),
    ])
    return { lines: table([['class', ...kinds], ...rows]), json: found }
  })
}

export interface AskedActivation extends AskedSession {
  readonly note: string
  /** The archives administration's consent: who gave it, its number and its day. */
  readonly consentBy: string
  readonly consent: string
  readonly consentOn: string
  /** Orders the re-dating as well, and waits for its end. */
  readonly redate?: true
  readonly key?: string
}

/** Puts an approved version in force as it was reviewed; where asked, its records are moved in the background meanwhile. */
export async function activateSchedule(
  name: string,
  { note, redate, key, consentBy, consent, consentOn, ...asked }: AskedActivation,
  { progress }: Pick<Context, 'progress'>,
): Promise<Answer> {
  return signedIn(asked, async (wire) => {
    const { id, version } = await versionNamed(wire, name)
    const detail = await wire.get<ScheduleDetailView>(`/api/schedules/${id}`)
    const signed = {
      sha256: detail.version.sha256,
      note,
      consent: { authority: consentBy, number: consent, on: consentOn },
    }
    await wire.post(`/api/schedules/${id}/activation`, signed, key)
    if (redate !== true) return { lines: [`${version} is in force.`], json: { id, state: 'active' } }
    const { jobId } = await wire.post<{ jobId: string }>(`/api/schedules/${id}/redating`, {})
    const counts = await untilFinished(wire, { id, jobId, progress })
    const said = Object.entries(counts).map(([verdict, n]) => `${verdict} ${n}`)
    const isLeft = ['failed', 'conflict', 'cannot_evaluate'].some((verdict) => (counts[verdict] ?? 0) > 0)
    return {
      lines: [`${version} is in force. Re-dated: ${said.join(', ') || 'nothing'}.`],
      json: { id, state: 'active', jobId, counts },
      hasFaults: isLeft,
    }
  })
}

const POLL_MS = 500

async function untilFinished(
  wire: Wire,
  {
    id,
    jobId,
    progress,
  }: { readonly id: string; readonly jobId: string; readonly progress: Context['progress'] },
): Promise<Readonly<Record<string, number>>> {
  for (;;) {
    const { redatings } = await wire.get<ScheduleDetailView>(`/api/schedules/${id}`)
    const job = redatings.find((one) => one.id === jobId)
    if (job === undefined) throw new Error(`the re-dating ${jobId} is gone`)
    if (job.state === 'finished') return job.counts
    const done = Object.values(job.counts).reduce((sum, n) => sum + n, 0)
    progress(`${done} records, ${job.state}`)
    await delay(POLL_MS)
  }
}

interface Named {
  readonly id: string
  readonly schedule: string
  readonly version: string
  readonly state: string
}

async function versionsOf(wire: Wire): Promise<readonly Named[]> {
  return (await wire.get<{ readonly items: readonly Named[] }>('/api/schedules')).items
}

async function versionNamed(wire: Wire, name: string): Promise<Named> {
  const versions = await versionsOf(wire)
  const found = versions.find(({ id, version }) => id === name || version === name)
  if (found === undefined)
    throw new UsageFault(`no version ${name}; known: ${versions.map(({ version }) => version).join(', ')}`)
  return found
}
