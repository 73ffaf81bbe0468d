import type { AdministrationDecision, AdministrationFacts } from '#domain/acts/administer.ts'
import { foundSite, type Founding } from '#domain/acts/found-site.ts'
import { plainDate } from '#domain/dates.ts'
import type { RecordedEvent } from '#domain/events.ts'
import { project } from '#domain/projection.ts'
import { Rows } from '#domain/state.ts'
import type { UnitFacts, UnitWork } from '#domain/acts/units.ts'
import type { Role } from '#domain/vocabulary.ts'

const IDLE: UnitWork = { records: 0, custody: 0, lists: 0, batches: 0, lastRecordOn: null, lastMadeOn: null }

const TODAY = plainDate('2027-03-01')

const admin = (login: string, role: Role) => ({
  id: `id-${login}`,
  login,
  nameZh: `人${login}`,
  nameEn: `Name ${login}`,
  clearance: 'internal' as const,
  posts: [{ unit: 'bureau', role, appraiserKind: null }],
})

export const FOUNDING: Founding = {
  site: {
    mode: 'production',
    nameZh: '甲市档案馆',
    nameEn: 'Archive A',
    zone: 'Asia/Shanghai',
    coolingDays: 7,
    backupDays: 35,
  },
  units: [
    { id: 'bureau', parentId: null, kind: 'bureau', nameZh: '甲局', nameEn: 'Bureau A', fromOn: TODAY },
    {
      id: 'office',
      parentId: 'bureau',
      kind: 'archives-office',
      nameZh: '档案室',
      nameEn: 'Archives Office',
      fromOn: TODAY,
    },
  ],
  fonds: {
    id: 'fonds',
    code: 'J019',
    nameZh: '甲全宗',
    nameEn: 'Fonds A',
    agencyUnitId: 'bureau',
    archivesUnitId: 'office',
    bureauUnitId: 'bureau',
  },
  people: [admin('sys', 'system-admin'), admin('sec', 'security-admin'), admin('aud', 'audit-admin')],
}

/** An organisation in memory, which decisions change as the gate would. */
export class Bureau {
  readonly rows = new Rows()
  #made = 0

  static founded(): Bureau {
    const bureau = new Bureau()
    bureau.must((facts) => foundSite(facts, FOUNDING))
    return bureau
  }

  facts(): AdministrationFacts {
    return { siteId: 'site', today: TODAY, organisation: this.rows, newId: () => `id-${(this.#made += 1)}` }
  }

  /** With what is open in units; of a unit that is not named, nothing is. */
  unitFacts(work: Readonly<Record<string, Partial<UnitWork>>> = {}): UnitFacts {
    const ids = this.rows.all('unit').map(({ id }) => id)
    return { ...this.facts(), work: new Map(ids.map((id) => [id, { ...IDLE, ...work[id] }])) }
  }

  /** Decides, and folds what was decided. */
  act(decide: (facts: AdministrationFacts) => AdministrationDecision): AdministrationDecision {
    const decision = decide(this.facts())
    if (decision.kind === 'refused') return decision
    for (const event of decision.events) {
      project(this.rows, {
        ...event,
        seq: 1,
        at: '2027-03-01T01:00:00.000Z',
        on: TODAY,
        actor: 'operator',
        hash: '',
      } as RecordedEvent)
    }
    return decision
  }

  must(decide: (facts: AdministrationFacts) => AdministrationDecision) {
    const decision = this.act(decide)
    if (decision.kind === 'refused') throw new Error(decision.code)
    return decision
  }
}
