/**
 * The engine's part of an import: what its check found, a page of rows as records, a page of records taken back, and the ends. Each record
 * gets a stream of its own; where it is kept, under which rule and until when comes from the same functions as for any other.
 */
import { mayAct } from '#domain/access.ts'
import { parseArchivalCode } from '#domain/archival-code.ts'
import { yearOf } from '#domain/dates.ts'
import type { NewEvent } from '#domain/events.ts'
import type { ImportFileFault } from '#domain/import-faults.ts'
import type { ImportRow } from '#domain/import-row.ts'
import { refuse } from '#domain/refusal.ts'
import type { ImportBatchRow } from '#domain/state/import.ts'
import type { CodeSequence } from '#domain/state/structure.ts'
import type { ImportVerdict } from '#domain/vocabulary/import.ts'
import { decided, type ActFacts, type Counter, type Decision, type Upload } from './act.ts'
import { addedEvent } from './create-record.ts'
import { causeOf, computedEvent } from './dating.ts'
import { freeSlotOf } from './paper-effects.ts'
import { eligibilityToday, fondsOf, holdRefusal, keepUntil, subjectOf } from './place.ts'
import { allotCode } from './allot-code.ts'
import { ruleOf } from './record-effects.ts'
import { ownerOfSideWork } from './side-work.ts'

interface Checked {
  readonly id: string
  readonly rows: number
  readonly goodRows: number
  readonly checkDigest: string
  /** Faults by code. */
  readonly faults: Readonly<Record<string, number>>
}

/** The engine says what it found in the table; nothing is imported before a person approves it. */
export function concludeCheck(facts: ActFacts, { id, ...found }: Checked): Decision {
  const batch = batchFor(facts, id)
  if (batch === undefined) return refuse('not-found')
  if (batch.state !== 'checking') return decided([], { importId: id })
  return decided([{ stream: { kind: 'import', id }, type: 'import.checked', data: found }], { importId: id })
}

/** A table that no reader can make sense of ends its import. */
export function refuseTable(
  facts: ActFacts,
  { id, fault, line }: { readonly id: string; readonly fault: ImportFileFault; readonly line: number | null },
): Decision {
  const batch = batchFor(facts, id)
  if (batch === undefined) return refuse('not-found')
  if (batch.state !== 'checking') return decided([], { importId: id })
  return decided([{ stream: { kind: 'import', id }, type: 'import.unreadable', data: { fault, line } }], {
    importId: id,
  })
}

/** A row that its check found good, under the id that its record will have. */
export interface StagedRow {
  readonly number: number
  readonly recordId: string
  readonly row: ImportRow
  readonly files: readonly Upload[]
}

/** A page of rows becomes records, each in its own stream; a row for which something has moved since the check is left, by name. */
export function importRecords(
  facts: ActFacts,
  { id, rows }: { readonly id: string; readonly rows: readonly StagedRow[] },
): Decision {
  if (!mayAct(facts.actor, 'import.run')) return refuse('access.denied', { act: 'import.run' })
  const batch = batchFor(facts, id)
  if (batch === undefined) return refuse('not-found')
  if (batch.state !== 'running') return refuse('import.out-of-order', { state: batch.state })
  const counting = new Counting(facts, batch)
  const shelving = new Shelving(facts)
  const made = rows.map((staged) => recordOf(facts, { batch, staged, counting, shelving }))
  return decided(
    made.flatMap(({ events }) => events),
    { verdicts: Object.fromEntries(made.map(({ number, verdict }) => [String(number), verdict])) },
    {
      counters: counting.used(),
      nudged: made.filter(({ wakes }) => wakes).map(({ recordId }) => recordId),
    },
  )
}

interface Making {
  readonly batch: ImportBatchRow
  readonly staged: StagedRow
  readonly counting: Counting
  readonly shelving: Shelving
}

interface Made {
  readonly number: number
  readonly recordId: string
  readonly verdict: ImportVerdict
  readonly events: readonly NewEvent[]
  /** Only what has a workflow, or work for a machine, is told of; the others sleep until the sweep finds them. */
  readonly wakes: boolean
}

function recordOf(facts: ActFacts, { batch, staged, counting, shelving }: Making): Made {
  const { number, recordId, row, files } = staged
  const left: Made = { number, recordId, verdict: 'failed', events: [], wakes: false }
  const rule = ruleOf(facts, { classCode: row.classCode, scheduleVersionId: null })
  const definition = facts.reference.newestDefinition(
    row.carrier === 'paper' ? 'paper-file' : 'electronic-item',
  )
  if (rule.kind === 'refused' || !rule.recordClass.isActive || definition === undefined) return left
  if (!shelving.hasRoomFor(row)) return left
  const code = counting.codeFor(row, rule)
  if (code === undefined) return left
  const { scheduleVersionId } = rule.recordClass
  const dated = {
    id: recordId,
    classCode: row.classCode,
    formedOn: row.formedOn,
    triggeredOn: row.eventOn,
    starts: null,
    extendedYears: null,
    manualEndsOn: null,
    ownRule: null,
    scheduleVersionId,
    definitionId: definition.id,
  }
  const answer = eligibilityToday(facts, dated, rule.rules)
  if (causeOf(answer) !== undefined) return left
  const stream = { kind: 'record' as const, id: recordId }
  const imported: NewEvent = {
    stream,
    type: 'record.imported',
    data: {
      ...describedBy(staged),
      ...broughtBy(batch),
      level: definition.document.level ?? 'item',
      definitionId: definition.id,
      archivalCode: code,
      scheduleVersionId,
      scanPolicy: rule.row.scanPolicy,
      placeStep: 'keep',
      wakeOn: keepUntil(facts, dated),
    },
    ...(row.person === null ? {} : { personal: { subjectDigest: row.person } }),
  }
  const contents = files.map((file, index) => addedEvent(facts, { recordId, file, position: index + 1 }))
  const events = [
    imported,
    computedEvent(dated, answer),
    ...shelving.eventsOf(staged),
    ...contents,
    ...inspectionOf(facts, { batch, stream, files }),
  ]
  return {
    number,
    recordId,
    verdict: 'imported',
    events,
    wakes: batch.dormancy === 'workflow' || files.length > 0,
  }
}

/** What the row says of its record. */
function describedBy({ number, row }: StagedRow) {
  return {
    row: number,
    carrier: row.carrier,
    title: row.title,
    classCode: row.classCode,
    formingUnitId: row.unitId,
    grade: row.grade,
    formedOn: row.formedOn,
    triggeredOn: row.eventOn,
    codeOrigin: row.archivalCode === null ? 'allotted' : 'given',
    pages: row.pages,
    sourceSystem: IMPORT_SOURCE,
    sourceReference: row.reference,
    subjectDigest: null,
  } as const
}

/** What the import says of all of its records. */
function broughtBy(batch: ImportBatchRow) {
  return {
    importId: batch.id,
    fondsId: batch.fondsId,
    custodyUnitId: batch.custodyUnitId,
    openingState: 'controlled',
    dormancy: batch.dormancy,
  } as const
}

/** The system that references of imported records are of: doubles are looked for among these. */
export const IMPORT_SOURCE = 'import'

/** Files of an imported record are inspected and then locked as those of a filed one are, beside its sleep: no row waits for it. */
function inspectionOf(
  facts: ActFacts,
  {
    batch,
    stream,
    files,
  }: {
    readonly batch: ImportBatchRow
    readonly stream: NewEvent['stream']
    readonly files: readonly Upload[]
  },
): readonly NewEvent[] {
  if (files.length === 0) return []
  const { bureauUnitId } = fondsOf(facts, batch.fondsId)
  const data = {
    id: facts.newId(),
    kind: 'inspect',
    step: null,
    ownerGroup: ownerOfSideWork({ bureauUnitId }),
  } as const
  return [{ stream, type: 'job.started', data }]
}

/** Places of cells that a page takes, one after the other; whoever takes one of them meanwhile has the page decided again. */
class Shelving {
  readonly #facts: Pick<ActFacts, 'cells' | 'newId'>
  readonly #taken = new Map<string, number[]>()

  constructor(facts: ActFacts) {
    this.#facts = facts
  }

  hasRoomFor({ cell }: Pick<ImportRow, 'cell'>): boolean {
    return cell === undefined || cell === null || this.#placeIn(cell) !== undefined
  }

  /** Where the row names a cell with room, its paper stands there from the first moment. */
  eventsOf({ recordId, row }: StagedRow): readonly NewEvent[] {
    const barcode = row.cell ?? null
    const place = barcode === null ? undefined : this.#placeIn(barcode)
    if (barcode === null || place === undefined) return []
    const { cellId, slot } = place
    this.#taken.set(barcode, [...(this.#taken.get(barcode) ?? []), slot])
    const data = { id: this.#facts.newId(), cellId, barcode, slot, boxNumber: null }
    return [{ stream: { kind: 'record', id: recordId }, type: 'record.shelved', data }]
  }

  #placeIn(barcode: string) {
    const cell = this.#facts.cells?.find((one) => one.barcode === barcode)
    if (cell === undefined) return undefined
    const slot = freeSlotOf({ ...cell, taken: [...cell.taken, ...(this.#taken.get(barcode) ?? [])] })
    return slot === undefined ? undefined : { cellId: cell.id, slot }
  }
}

/** Numbers used by a page: those allotted one by one, and those that given codes have used up. */
class Counting {
  readonly #facts: Pick<ActFacts, 'counters' | 'fonds' | 'reserved'>
  readonly #fondsId: string
  readonly #next = new Map<string, Counter>()

  constructor({ counters, fonds, reserved = [] }: ActFacts, { fondsId }: ImportBatchRow) {
    this.#facts = { counters, fonds, reserved }
    this.#fondsId = fondsId
  }

  codeFor(row: ImportRow, rule: Parameters<typeof allotCode>[2]): string | undefined {
    if (row.archivalCode !== null) return this.#given(row.archivalCode, yearOf(row.formedOn))
    const { classCode, formedOn } = row
    const counters = [...this.#next.values(), ...this.#facts.counters]
    const code = allotCode(
      { ...this.#facts, counters },
      { classCode, formedOn, fondsId: this.#fondsId },
      rule,
    )
    if (code.kind === 'refused') return undefined
    this.#raise(code.counter, code.number)
    return code.text
  }

  /** A number that stands on a thing already is never allotted again. */
  #given(text: string, formedInYear: number): string | undefined {
    const parsed = parseArchivalCode(text)
    if (parsed.kind === 'refused') return undefined
    const { block, numbers } = parsed.code
    const year = block.kind === 'class' ? (block.year ?? formedInYear) : formedInYear
    const blockText = text.split('-').slice(0, 2).join('-')
    this.#raise({ fondsId: this.#fondsId, year, block: blockText }, Number(numbers[0]))
    return text
  }

  #raise({ fondsId, year, block }: CodeSequence, used: number): void {
    const key = `${year} ${block}`
    const known =
      this.#next.get(key) ??
      this.#facts.counters.find((c) => c.fondsId === fondsId && c.year === year && c.block === block)
    const next = Math.max(known?.next ?? 1, used + 1)
    this.#next.set(key, { ...known, fondsId, year, block, next })
  }

  used(): readonly Counter[] {
    return [...this.#next.values()].flatMap((after) => {
      const before =
        this.#facts.counters.find(
          (c) => c.fondsId === after.fondsId && c.year === after.year && c.block === after.block,
        )?.next ?? 1
      return after.next > before ? [{ ...after, next: before, last: after.next - 1 }] : []
    })
  }
}

/** The engine says that every row was looked at, and what became of them. */
export function finishImport(
  facts: ActFacts,
  { id, counts }: { readonly id: string; readonly counts: Readonly<Record<string, number>> },
): Decision {
  const batch = batchFor(facts, id)
  if (batch === undefined) return refuse('not-found')
  if (batch.state !== 'running') return decided([], { importId: id })
  return decided([{ stream: { kind: 'import', id }, type: 'import.finished', data: { counts } }], {
    importId: id,
  })
}

/** A record as it stood when nobody had touched it. */
export interface UntouchedRecord {
  readonly recordId: string
  readonly version: number
  /** The code that the table gave it; null where the archive allotted one. */
  readonly givenCode: string | null
}

/** A page of records of an import that is taken back; whatever somebody has touched in this moment stays, by name. */
export function withdrawRecords(
  facts: ActFacts,
  { id, records }: { readonly id: string; readonly records: readonly UntouchedRecord[] },
): Decision {
  if (!mayAct(facts.actor, 'import.run')) return refuse('access.denied', { act: 'import.run' })
  if (batchFor(facts, id)?.state !== 'withdrawing') return refuse('import.out-of-order')
  const made = records.map((record) => withdrawnOf(facts, id, record))
  return decided(
    made.flatMap(({ events }) => events),
    {
      verdicts: Object.fromEntries(
        made.map(({ recordId, events }) => [recordId, events.length > 0 ? 'withdrawn' : 'touched']),
      ),
    },
    { nudged: made.filter(({ wakes }) => wakes).map(({ recordId }) => recordId) },
  )
}

function withdrawnOf(facts: ActFacts, importId: string, { recordId, version, givenCode }: UntouchedRecord) {
  const subject = subjectOf(facts, recordId)
  const touched = { recordId, events: [], wakes: false }
  if (subject?.kind !== 'record' || subject.row.importId !== importId || subject.row.version !== version)
    return touched
  const { placeStep, disposalListId, transferBatchId, dormancy, endedOn } = subject.row
  if (endedOn !== null || placeStep !== 'keep') return touched
  if (holdRefusal(facts, subject.row, {}) !== undefined) return touched
  if (disposalListId !== null || transferBatchId !== null || subject.rows.all('job').length > 0)
    return touched
  const event: NewEvent = {
    stream: { kind: 'record', id: recordId },
    type: 'record.import-withdrawn',
    data: { importId, from: placeStep, freedCode: givenCode },
  }
  return { recordId, events: [event], wakes: dormancy === 'workflow' }
}

export function finishWithdrawal(
  facts: ActFacts,
  { id, counts }: { readonly id: string; readonly counts: Readonly<Record<string, number>> },
): Decision {
  const batch = batchFor(facts, id)
  if (batch === undefined) return refuse('not-found')
  if (batch.state !== 'withdrawing') return decided([], { importId: id })
  return decided([{ stream: { kind: 'import', id }, type: 'import.withdrawn', data: { counts } }], {
    importId: id,
  })
}

function batchFor(facts: ActFacts, id: string): ImportBatchRow | undefined {
  return mayAct(facts.actor, 'import.run') ? facts.subjects.get(id)?.get('importBatch', id) : undefined
}
