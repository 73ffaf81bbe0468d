import type { ActFacts, Decided, Fonds } from '#domain/acts/act.ts'
import type { Actor } from '#domain/access.ts'
import { Rows, type RecordState } from '#domain/state.ts'
import { newId } from '#db/ids.ts'
import type { LiveReference } from '#db/reference/read.ts'
import { sha256Hex } from './canonical.ts'
import type { FactsRequest, Gathered, Principal } from './facts.ts'

/** Forms whose completion rests on more than the record, its tasks and its place on the shelf: `gate_facts` reads the rest for them. */
export const FORMS_WITH_MORE: readonly string[] = [
  'create',
  'file',
  'arrange-file',
  'file-volume',
  'scan',
  'quality',
  'bind',
  'approve',
  'witness-check',
  'start-execution',
  'seal',
  'opinion',
  'authorise-terms',
]

/** What the commit compares where a decision rested on kept facts: with it they are as good as read anew. */
export interface KeptMark {
  readonly principal: Principal
  readonly referenceEpoch: number
}

export interface KeptFacts {
  /** The facts of an act by task, without asking the database; undefined where something of them is not kept. */
  of(request: FactsRequest, reference: LiveReference): (Gathered & { readonly kept: KeptMark }) | undefined
  /** What was read for an act. */
  read(principal: Principal, gathered: Gathered): void
  /** What a commit that stands has made of a record. */
  written(facts: ActFacts, recordId: string, after: Rows): void
}

const RECORDS = 2_000
const PEOPLE = 500
/** The database's clock is carried on by this process's own for no longer. */
const CLOCK_MS = 60_000

/** What the last reading said of the site, and when that was by this process's own clock. */
interface Scene extends Pick<ActFacts, 'now' | 'today' | 'site'> {
  readonly siteHeadHash: string
  readonly referenceEpoch: number
  readonly atMs: number
}

interface KeptRecord {
  readonly rows: Rows
  readonly fonds: Fonds
}

/**
 * Facts that this process has read or written itself, so that the next act on the same record is one round trip (ADR 16). They are a
 * guess: a decision from them stands only if the commit finds the record's version, the actor's rights, the day and the versions of the
 * reference unchanged under lock, and a refusal is never given on their ground.
 */
export function keepFacts(): KeptFacts {
  const records = new Recent<KeptRecord>(RECORDS)
  const recordOfTask = new Map<string, string>()
  const people = new Recent<{ readonly actor: Actor; readonly today: string }>(PEOPLE)
  let scene: Scene | undefined
  let latestMs = 0

  const forget = (recordId: string): void => {
    for (const { id } of records.get(recordId)?.rows.all('task') ?? []) recordOfTask.delete(id)
    records.drop(recordId)
  }
  const nowMs = ({ now, atMs }: Scene): number => {
    latestMs = Math.max(latestMs, Date.parse(now) + (performance.now() - atMs))
    return latestMs
  }

  return {
    of({ principal, task, key: _key, ...more }, reference) {
      if (task === undefined || scene === undefined || Object.keys(more).length > 0) return undefined
      if (performance.now() - scene.atMs > CLOCK_MS) return undefined
      const recordId = recordOfTask.get(task)
      const known = recordId === undefined ? undefined : records.get(recordId)
      const person = people.get(nameOf(principal))
      const { now, today, site, siteHeadHash, referenceEpoch } = scene
      if (recordId === undefined || known === undefined || person?.today !== today) return undefined
      const form = known.rows.get('task', task)?.form
      if (form === undefined || FORMS_WITH_MORE.includes(form)) return undefined
      const at = nowMs(scene)
      const ahead = Date.parse(site.archiveNow) - Date.parse(now)
      const facts: ActFacts = {
        ...NOTHING_BESIDE,
        actor: person.actor,
        now: new Date(at).toISOString(),
        today,
        site: { ...site, archiveNow: new Date(at + ahead).toISOString(), storeFit: false },
        subjects: new Map([[recordId, known.rows.copy()]]),
        fonds: [known.fonds],
        calendar: reference.calendar(),
        reference,
      }
      return {
        facts,
        siteHeadHash,
        referenceEpoch,
        prior: null,
        kept: { principal, referenceEpoch },
      }
    },

    read(principal, { facts, siteHeadHash, referenceEpoch }) {
      const { actor, now, today, site } = facts
      scene = { now, today, site, siteHeadHash, referenceEpoch, atMs: performance.now() }
      people.put(nameOf(principal), { actor, today })
    },

    written(facts, recordId, after) {
      const record = after.get('record', recordId)
      const fonds = [...facts.fonds, facts.unit?.fonds].find((one) => one?.id === record?.fondsId)
      forget(recordId)
      if (record === undefined || fonds === undefined || fonds === null) return
      if (record.endedOn !== null || record.activeHolds > 0) return
      const rows = rowsForNextAct(record, after)
      for (const { id } of rows.all('task')) recordOfTask.set(id, recordId)
      const dropped = records.put(recordId, { rows, fonds })
      for (const { id } of dropped?.rows.all('task') ?? []) recordOfTask.delete(id)
    },
  }
}

/** What an act that rests on its record alone does not ask for, and what is the same for every act. */
const NOTHING_BESIDE = { counters: [], uploads: [], participants: [], newId, digest: sha256Hex } as const

/** Of a record after an act: itself, where it lies, its tasks that wait, and those that its step has had already. */
function rowsForNextAct(record: RecordState, after: Rows): Rows {
  const rows = new Rows()
  rows.load('record', record)
  for (const row of after.all('placement')) if (row.freedAt === null) rows.load('placement', row)
  for (const row of after.all('task')) {
    const waits = row.state === 'open' || row.state === 'claimed'
    const filledHere =
      row.state === 'completed' && row.step === record.placeStep && row.round === record.placeRound
    if (waits || filledHere) rows.load('task', row)
  }
  return rows
}

/** A decision that changes nothing of the record would find nothing compared: it is taken from facts that were read. */
export function changesRecord({ events }: Decided, { subjects }: ActFacts): boolean {
  return events.length > 0 && events.every(({ stream }) => subjects.has(stream.id))
}

function nameOf(principal: Principal): string {
  return JSON.stringify(principal)
}

/** The last few by name: what was put first makes room. */
class Recent<V> {
  readonly #most: number
  readonly #values = new Map<string, V>()

  constructor(most: number) {
    this.#most = most
  }

  get(name: string): V | undefined {
    return this.#values.get(name)
  }

  drop(name: string): void {
    this.#values.delete(name)
  }

  /** Answers what had to go. */
  put(name: string, value: V): V | undefined {
    this.#values.delete(name)
    this.#values.set(name, value)
    const [oldest] = this.#values
    if (oldest === undefined || this.#values.size <= this.#most) return undefined
    this.#values.delete(oldest[0])
    return oldest[1]
  }
}
