import type { Actor } from '#domain/access.ts'
import { addPerson, addUnit, type AdministrationDecision } from '#domain/acts/administer.ts'
import type { SchemeDraft } from '#domain/acts/schemes.ts'
import type { StructureFacts } from '#domain/acts/structure-facts.ts'
import { plainDate, type PlainDate } from '#domain/dates.ts'
import type { RecordedEvent } from '#domain/events.ts'
import { project } from '#domain/projection.ts'
import type { Role } from '#domain/vocabulary.ts'
import type { Cadence } from '#domain/vocabulary/structure.ts'
import { Bureau } from './organisation.ts'

/** What a test lets be otherwise. */
type Over = Partial<Pick<StructureFacts, 'counted' | 'calendar' | 'reminded'>>

/** A bureau with a section, its head and its archivist, in which schemes, filings and cases are decided as the gate would. */
export class Structure {
  readonly bureau = Bureau.founded()
  today: PlainDate = plainDate('2027-03-01')
  #made = 0
  readonly unitId: string

  constructor() {
    const wanted = { parent: 'bureau', kind: 'section' as const, nameZh: '养老科', nameEn: 'Pension Section' }
    this.unitId = this.bureau.must((f) => addUnit(f, wanted)).answer['unitId'] ?? ''
    this.bureau.rows.change('unit', this.unitId, { fromOn: plainDate('2009-01-01') })
    for (const [login, role] of [
      ['unit.head', 'unit-head'],
      ['unit.archivist', 'unit-archivist'],
    ] as const) {
      const posts = [{ unit: this.unitId, role: role satisfies Role, appraiserKind: null }]
      const person = { id: login, login, nameZh: login, nameEn: login, clearance: 'internal' as const, posts }
      this.bureau.must((f) => addPerson(f, person))
    }
  }

  facts(personId: string, over: Over = {}): StructureFacts {
    const role = personId === 'unit.head' ? 'unit-head' : 'unit-archivist'
    const actor = {
      personId,
      groups: personId.startsWith('unit.') ? [`${role}@${this.unitId}`] : [],
    } as unknown as Actor
    return {
      ...this.bureau.unitFacts(),
      today: this.today,
      newId: () => `s-${(this.#made += 1)}`,
      actor,
      recordClasses: new Set(['SI-3-01', 'SI-3-04', 'SI-5-03']),
      calendar: { holidays: new Set(), makeUpWorkdays: new Set() },
      calendarIdOf: (unitId) => `calendar-${unitId}`,
      casesOfYear: this.bureau.rows.all('accountabilityCase').length,
      ...over,
    }
  }

  act(
    personId: string,
    decide: (facts: StructureFacts) => AdministrationDecision,
    over: Over = {},
  ): AdministrationDecision {
    const decision = decide(this.facts(personId, over))
    if (decision.kind === 'refused') return decision
    for (const event of decision.events) {
      const stated = { seq: 1, at: `${this.today}T01:00:00.000Z`, on: this.today, actor: personId, hash: '' }
      project(this.bureau.rows, { ...event, ...stated } as RecordedEvent)
    }
    return decision
  }

  must(personId: string, decide: (facts: StructureFacts) => AdministrationDecision, over: Over = {}) {
    const decision = this.act(personId, decide, over)
    if (decision.kind === 'refused') throw new Error(decision.code)
    return decision
  }
}

/** Year and employer, as it was in the 1980s. */
export function aScheme(unitId: string, over: Partial<SchemeDraft> = {}): SchemeDraft {
  return {
    line: 'SI',
    version: '1986',
    nameZh: '年度—参保单位',
    nameEn: 'Year and employer',
    effectiveOn: plainDate('2009-01-01'),
    authority: '人社〔2009〕1号',
    classes: [
      aClass({ code: 'CB' }),
      aClass({ code: 'CB-YL', parent: 'CB', recordClasses: ['SI-3-01'], units: [unitId], cadence: 'month' }),
    ],
    crosswalk: [],
    ...over,
  }
}

export function aClass(over: Partial<SchemeDraft['classes'][number]>): SchemeDraft['classes'][number] {
  const cadence: Cadence | null = null
  return {
    code: 'A',
    parent: null,
    nameZh: over.code ?? '甲',
    nameEn: over.code ?? 'A',
    recordClasses: [],
    units: [],
    cadence,
    ...over,
  }
}
