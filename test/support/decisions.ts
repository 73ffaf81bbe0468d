import { readDefinitions } from '#db/reference/load-definitions.ts'
import { readMetadataScheme } from '#db/reference/load-metadata.ts'
import { readPersonalData } from '#db/reference/load-personal-data.ts'
import { readVolumeRules } from '#db/reference/load-volume-rules.ts'
import { candidateGroup, givesScope, type Actor } from '#domain/access.ts'
import { SHIPPED_FORMATS } from '#domain/archive-formats.ts'
import type {
  ActFacts,
  Counter,
  Decided,
  Decision,
  RecordClass,
  Reference,
  Upload,
} from '#domain/acts/act.ts'
import { heldAsMember } from '#domain/acts/membership.ts'
import { plainDate, type PlainDate } from '#domain/dates.ts'
import type { NewEvent, RecordedEvent } from '#domain/events.ts'
import { project } from '#domain/projection.ts'
import type { Refusal } from '#domain/refusal.ts'
import { rulesFor, type ScheduleRow } from '#domain/schedule.ts'
import { Rows, type DisposalListState, type RecordState, type TaskRow } from '#domain/state.ts'
import type { StandingHoldRow } from '#domain/state/holds.ts'
import type { TransferBatchState } from '#domain/state/transfer.ts'
import { RECORD_FAMILIES, type AppraiserKind, type Role } from '#domain/vocabulary.ts'
import { aScheduleRow } from './domain.ts'

/** Units of the smallest organisation that has every duty. */
export const UNITS = {
  forming: 'unit-forming',
  archives: 'unit-archives',
  agency: 'unit-agency',
  bureau: 'unit-bureau',
} as const
type Unit = keyof typeof UNITS
const UPWARD: Readonly<Record<Unit, readonly Unit[]>> = {
  forming: ['forming', 'agency', 'bureau'],
  archives: ['archives', 'agency', 'bureau'],
  agency: ['agency', 'bureau'],
  bureau: ['bureau'],
}

export function aPerson(
  role: Role,
  unit: Unit,
  over: Partial<Actor> & { readonly appraiserKind?: AppraiserKind } = {},
): Actor {
  const { appraiserKind, ...rest } = over
  return {
    personId: `${role}-${appraiserKind ?? unit}`,
    name: role,
    nameEn: role,
    kind: role === 'integration' || role === 'engine' ? 'service' : 'person',
    clearance: 'restricted',
    rightsVersion: 1,
    roles: [role],
    groups: UPWARD[unit].map((above) => candidateGroup(role, UNITS[above], appraiserKind)),
    units: givesScope(role) ? [UNITS[unit]] : [],
    families: RECORD_FAMILIES,
    granted: [],
    posts: [{ role, unitId: UNITS[unit], appraiserKind: appraiserKind ?? null }],
    ...rest,
  }
}

export const PEOPLE = {
  clerk: aPerson('business-clerk', 'forming'),
  system: aPerson('integration', 'forming'),
  archivist: aPerson('unit-archivist', 'forming'),
  head: aPerson('unit-head', 'forming'),
  compiler: aPerson('archives-clerk', 'archives'),
  archivesHead: aPerson('archives-head', 'archives'),
  mainHead: aPerson('main-head', 'agency'),
  witnessArchives: aPerson('witness', 'archives'),
  witnessBusiness: aPerson('witness', 'forming'),
  executor: aPerson('executor', 'archives'),
  auditor: aPerson('auditor', 'bureau'),
  scanner: aPerson('scanner', 'archives'),
  checker: aPerson('quality-checker', 'archives'),
  binder: aPerson('binder', 'archives'),
  keeper: aPerson('repository-keeper', 'archives'),
  admin: aPerson('system-admin', 'bureau'),
  engine: aPerson('engine', 'bureau'),
  agencyHead: aPerson('appraiser', 'agency', { appraiserKind: 'agency-head' }),
  business: aPerson('appraiser', 'forming', { appraiserKind: 'business' }),
  archives: aPerson('appraiser', 'archives', { appraiserKind: 'archives' }),
  administration: aPerson('appraiser', 'bureau', { appraiserKind: 'administration' }),
} as const

const [LIST, ITEM, PAPER, BATCH] = ['disposal-list', 'electronic-item', 'paper-file', 'transfer-batch'].map(
  (key) => readDefinitions().findLast(({ document }) => document.key === key)?.document,
)
if (LIST === undefined || ITEM === undefined || PAPER === undefined || BATCH === undefined)
  throw new Error('the definitions do not ship')
export const LIST_DEFINITION = LIST
export const ITEM_DEFINITION = ITEM
export const PAPER_DEFINITION = PAPER
export const BATCH_DEFINITION = BATCH

const CLASSES: Readonly<Record<string, RecordClass>> = Object.fromEntries(
  [
    ['SI-5-03', 'business', true],
    ['SI-5-04', 'business', true],
    ['SI-1-01', 'business', true],
    ['ZC-01', 'arbitration', true],
    ['RS-01', 'retiree-personnel', true],
    ['RS-02', 'retiree-personnel', true],
    ['OLD-1', 'business', false],
    ['BARE-1', 'business', true],
  ].map(([code, family, isActive]) => [
    String(code),
    {
      code: String(code),
      nameZh: '',
      family: String(family),
      codeParts: ['ZY', 'SY', 'DY'],
      scheduleVersionId: 'schedule-1',
      isActive: isActive === true,
    },
  ]),
)

const SCHEME = readMetadataScheme()
const PERSONAL_DATA_RULES = readPersonalData()
const VOLUME_RULES = readVolumeRules()

const ROWS: Readonly<Record<string, ScheduleRow>> = {
  'SI-5-03': aScheduleRow(),
  'SI-5-04': aScheduleRow({ code: 'SI-5-04' }),
  'OLD-1': aScheduleRow({ code: 'OLD-1' }),
  'ZC-01': aScheduleRow({
    code: 'ZC-01',
    family: 'arbitration',
    trigger: { kind: 'event', event: 'case-closed' },
  }),
  'RS-02': aScheduleRow({
    code: 'RS-02',
    family: 'retiree-personnel',
    trigger: { kind: 'event', event: 'death' },
  }),
  'RS-01': aScheduleRow({
    code: 'RS-01',
    family: 'retiree-personnel',
    trigger: { kind: 'none' },
    period: { kind: 'permanent' },
  }),
  'SI-1-01': aScheduleRow({
    code: 'SI-1-01',
    period: { kind: 'permanent' },
    transfer: { kind: 'after', from: 'formed', years: 10, to: 'city-archive' },
  }),
}

/** Definitions as they ship, and a few classes; `rows` replaces or adds schedule rows by version and code. */
export function aReference(
  rows: Readonly<Record<string, ScheduleRow>> = {},
  classes: Readonly<Record<string, Partial<RecordClass>>> = {},
): Reference {
  const definitions: Readonly<Record<string, typeof ITEM_DEFINITION>> = {
    'definition-item': ITEM_DEFINITION,
    'definition-list': LIST_DEFINITION,
    'definition-paper': PAPER_DEFINITION,
    'definition-batch': BATCH_DEFINITION,
  }
  return {
    definition: (id) => definitions[id],
    newestDefinition: (key) =>
      Object.entries(definitions)
        .map(([id, document]) => ({ id, document }))
        .find(({ document }) => document.key === key),
    recordClass: (code) => (CLASSES[code] === undefined ? undefined : { ...CLASSES[code], ...classes[code] }),
    scheduleRow: (version, code) => rows[`${version}/${code}`] ?? ROWS[code],
    metadataScheme: () => SCHEME,
    volumeRules: () => VOLUME_RULES,
    personalData: () => PERSONAL_DATA_RULES,
    archiveFormats: () => SHIPPED_FORMATS,
    liveFrom: () => plainDate('1986-01-01'),
    standingHolds: () => [],
    rules: (version, code) => {
      const own = rows[`${version}/${code}`] ?? ROWS[code]
      const others = Object.entries(rows).filter(([key]) => key.startsWith(`${version}/`))
      return own === undefined ? undefined : rulesFor(code, [own, ...others.map(([, row]) => row)])
    },
  }
}

/** Everything that happened to the subjects of a test, in memory: what the gate does, without a database. */
export class World {
  readonly subjects = new Map<string, Rows>()
  readonly history = new Map<string, RecordedEvent[]>()
  today: PlainDate
  reference: Reference
  over: Partial<ActFacts> = {}
  #ids = 0
  #holdEpoch = 0
  #counters: Counter[] = []

  constructor(today = '2027-03-01', reference: Reference = aReference()) {
    this.today = plainDate(today)
    this.reference = reference
  }

  facts(actor: Actor): ActFacts {
    return {
      actor,
      now: `${this.today}T04:00:00.000Z`,
      today: this.today,
      site: {
        id: 'site',
        mode: 'test',
        version: 0,
        coolingDays: 7,
        backupDays: 35,
        archiveNow: `${this.today}T04:00:00.000Z`,
        zone: 'Asia/Shanghai',
        storeFit: true,
      },
      subjects: this.subjects,
      fonds: [
        {
          id: 'fonds',
          code: 'J021',
          agencyUnitId: UNITS.agency,
          archivesUnitId: UNITS.archives,
          bureauUnitId: UNITS.bureau,
          holdEpoch: this.#holdEpoch,
        },
      ],
      calendar: { holidays: new Set(), makeUpWorkdays: new Set() },
      counters: this.#counters,
      uploads: [anUpload('upload-1'), anUpload('upload-2')],
      unit: {
        id: UNITS.forming,
        kind: 'section',
        liveFrom: plainDate('1986-01-01'),
        fonds: {
          id: 'fonds',
          code: 'J021',
          agencyUnitId: UNITS.agency,
          archivesUnitId: UNITS.archives,
          bureauUnitId: UNITS.bureau,
          holdEpoch: this.#holdEpoch,
        },
      },
      participants: [],
      reference: { ...this.reference, standingHolds: () => this.#standingHolds() },
      newId: () => `id-${(this.#ids += 1)}`,
      digest: (text) => `digest(${text.length})`,
      ...this.over,
    }
  }

  #standingHolds(): readonly StandingHoldRow[] {
    const all = [...this.subjects.values()].flatMap((rows) => rows.all('standingHold'))
    return all.filter(({ state }) => state !== 'lifted')
  }

  /** Decides and, unless refused, appends. */
  act(actor: Actor, decide: (facts: ActFacts) => Decision): Decided | Refusal {
    const facts = this.facts(actor)
    const asked = decide(facts)
    if (asked.kind === 'refused') return asked
    const decision = heldAsMember(facts, asked)
    for (const event of decision.events) this.#append(actor, event)
    for (const { fondsId, year, block, next, epoch, last = next } of decision.counters ?? []) {
      this.#counters = [
        ...this.#counters.filter((c) => c.fondsId !== fondsId || c.block !== block || c.year !== year),
        { fondsId, year, block, next: last + 1, ...(epoch === undefined ? {} : { epoch }) },
      ]
    }
    const raises = (decision.epochs ?? []).some((epoch) => epoch.raise === true)
    if (raises || decision.standingHolds === 'changed') this.#holdEpoch += 1
    return decision
  }

  /** The decision must stand. */
  must(actor: Actor, decide: (facts: ActFacts) => Decision): Decided {
    const decision = this.act(actor, decide)
    if (decision.kind === 'refused')
      throw new Error(`${actor.personId}: ${decision.code} ${JSON.stringify(decision.detail)}`)
    return decision
  }

  #append(actor: Actor, event: NewEvent): void {
    const { kind, id } = event.stream
    if (kind === 'site' || kind === 'person') return
    const rows = this.subjects.get(id) ?? new Rows()
    const past = this.history.get(id) ?? []
    const seq = past.length + 1
    const recorded = {
      ...event,
      seq,
      at: `${this.today}T04:00:00.000Z`,
      on: this.today,
      actor: actor.personId,
      hash: `hash-${id}-${seq}`,
    } as RecordedEvent
    this.subjects.set(id, rows)
    this.history.set(id, [...past, recorded])
    project(rows, recorded)
  }

  record(id: string): RecordState {
    return this.rows(id).must('record', id)
  }

  batch(id: string): TransferBatchState {
    return this.rows(id).must('transferBatch', id)
  }

  list(id: string): DisposalListState {
    return this.rows(id).must('disposalList', id)
  }

  rows(id: string): Rows {
    const rows = this.subjects.get(id)
    if (rows === undefined) throw new Error(`nothing happened to ${id}`)
    return rows
  }

  open(id: string, slot?: string): readonly TaskRow[] {
    return this.rows(id)
      .all('task')
      .filter((t) => (t.state === 'open' || t.state === 'claimed') && (slot === undefined || t.slot === slot))
  }
}

export function anUpload(id: string): Upload {
  return {
    id,
    key: `upload/${id}`,
    name: '核定表.pdf',
    mediaType: 'application/pdf',
    sizeBytes: 9,
    sha256: 'a'.repeat(64),
    takenBy: null,
  }
}
