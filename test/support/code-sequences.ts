import { allotCode } from '#domain/acts/allot-code.ts'
import { decided } from '#domain/acts/act.ts'
import type { AdministrationDecision } from '#domain/acts/administer.ts'
import type { CodeFacts } from '#domain/acts/code-sequences.ts'
import { renumberRecord, type Renumbering } from '#domain/acts/renumber-record.ts'
import { numbered, NUMBER_WIDTH } from '#domain/archival-code.ts'
import { standingsOf, type CodeUse, type NumberStanding } from '#domain/code-sequence.ts'
import { plainDate } from '#domain/dates.ts'
import type { RecordedEvent } from '#domain/events.ts'
import { project } from '#domain/projection.ts'
import { Rows } from '#domain/state.ts'
import { freesNumber } from '#domain/state/secrets.ts'
import { created } from './decided-lives.ts'
import { PEOPLE, UNITS, World } from './decisions.ts'

export const SEQUENCE = { fondsId: 'fonds', year: 2016, block: 'J021-ZY·SY·DY·2016·D10' } as const

/** One sequence of codes: records that are filed in it, renumbered and destroyed, and numbers that are kept back, in memory. */
export class Numbering {
  readonly world = new World()
  /** Codes in the order in which they were given by the counter, by hand or by a table. */
  readonly given: string[] = []
  readonly records: string[] = []
  #organisation = new Rows()
  #ids = 0

  constructor() {
    const fonds = { id: 'fonds', code: 'J021', agencyUnitId: UNITS.agency, archivesUnitId: UNITS.archives }
    this.#organisation.load('fonds', {
      ...fonds,
      nameZh: '',
      nameEn: '',
      bureauUnitId: UNITS.bureau,
      frozenSince: null,
      closedOn: null,
    })
    this.#organisation.load('unit', {
      id: UNITS.forming,
      parentId: UNITS.agency,
      kind: 'section',
      nameZh: '',
      nameEn: '',
      path: [UNITS.agency, UNITS.forming],
      fromOn: plainDate('1986-01-01'),
      liveFrom: plainDate('1986-01-01'),
      toOn: null,
      successorIds: [],
      heirId: null,
    } as never)
  }

  get next(): number {
    return (
      this.world.facts(PEOPLE.archivist).counters.find(({ block }) => block === SEQUENCE.block)?.next ?? 1
    )
  }

  /** A record that is filed in the sequence, by the counter or under the number that a table gave it. */
  file(number?: number): string {
    const recordId = created(this.world)
    this.world.must(PEOPLE.archivist, (facts) => {
      const { row, rule } = this.#coded(recordId)
      const allotted = allotCode(facts, row, rule)
      if (allotted.kind === 'refused') throw new Error(allotted.code)
      const code = number === undefined ? allotted : this.#stated(number)
      const data = {
        classCode: 'SI-5-03',
        archivalCode: code.text,
        scheduleVersionId: 'schedule-1',
        codeBlock: SEQUENCE.block,
        number: code.number,
      }
      return decided(
        [{ stream: { kind: 'record', id: recordId }, type: 'record.filed', data }],
        {},
        { counters: [code.counter] },
      )
    })
    this.given.push(this.codeOf(recordId))
    this.records.push(recordId)
    return recordId
  }

  /** As an import reads it from a table: the counter goes on behind it. */
  #stated(number: number) {
    const code = numbered(SEQUENCE.block, number, NUMBER_WIDTH)
    if (code.kind === 'refused') throw new Error(code.code)
    const counter = { ...SEQUENCE, next: this.next, last: Math.max(this.next - 1, number) }
    return { text: code.text, number, counter }
  }

  #coded(recordId: string) {
    const recordClass = this.world.reference.recordClass('SI-5-03')
    const row = this.world.reference.scheduleRow('schedule-1', 'SI-5-03')
    if (recordClass === undefined || row === undefined) throw new Error('the class does not ship')
    return { row: this.world.record(recordId), rule: { recordClass, row } }
  }

  renumber(over: Partial<Renumbering> & { readonly recordId: string }, actor = PEOPLE.archivesHead) {
    const { number = null } = over
    const code = number === null ? undefined : numbered(SEQUENCE.block, number, NUMBER_WIDTH)
    const stands = code?.kind === 'ok' && this.uses().some((use) => use.code === code.text)
    const other = { grade: 'internal', formingUnitId: UNITS.forming, custodyUnitId: null } as const
    if (stands) this.world.over = { ...this.world.over, named: { recordId: 'other', isSeen: true, ...other } }
    const done = this.world.act(actor, (facts) =>
      renumberRecord(facts, { reason: '年度写错', number, ...over }),
    )
    const { named: _named, ...rest } = this.world.over
    this.world.over = rest
    if (done.kind === 'decided') this.given.push(this.codeOf(over.recordId))
    return done
  }

  codeOf(recordId: string): string {
    return this.world.record(recordId).archivalCode ?? ''
  }

  facts(over: Partial<CodeFacts> = {}): CodeFacts {
    return {
      siteId: 'site',
      today: this.world.today,
      organisation: this.#organisation,
      newId: () => `code-${(this.#ids += 1)}`,
      actor: PEOPLE.compiler,
      sequence: { id: 'sequence', next: this.next, codes: this.uses().map(({ code }) => code) },
      ...over,
    }
  }

  /** Decides and, unless refused, keeps what was said. */
  say(decide: (facts: CodeFacts) => AdministrationDecision): AdministrationDecision {
    const decision = decide(this.facts())
    if (decision.kind === 'refused') return decision
    for (const event of decision.events)
      project(this.#organisation, {
        ...event,
        seq: 1,
        at: `${this.world.today}T01:00:00.000Z`,
        on: this.world.today,
        actor: PEOPLE.compiler.personId,
        hash: '',
      } as RecordedEvent)
    this.world.over = { ...this.world.over, reserved: this.#organisation.all('codeReservation') }
    return decision
  }

  reservations() {
    return this.#organisation.all('codeReservation')
  }

  stubs() {
    return this.#organisation.all('secretStub')
  }

  uses(): readonly CodeUse[] {
    const stubs = this.stubs().flatMap(({ id, code, endedAs }): readonly CodeUse[] =>
      code === null || (endedAs !== null && freesNumber(endedAs))
        ? []
        : [{ code, recordId: id, state: 'classified' }],
    )
    const records = this.records.flatMap((recordId): readonly CodeUse[] => {
      const { placeStep, archivalCode } = this.world.record(recordId)
      const former = this.world.rows(recordId).all('formerCode')
      const state =
        placeStep === 'destroyed' ? 'destroyed' : placeStep === 'withdrawn' ? 'import-withdrawn' : 'given'
      return [
        ...(archivalCode === null ? [] : [{ code: archivalCode, recordId, state } as const]),
        ...former.map(({ code }) => ({ code, recordId, state: 'renumbered' }) as const),
      ]
    })
    return [...records, ...stubs]
  }

  standings(): readonly NumberStanding[] {
    return standingsOf({
      next: this.next,
      uses: this.uses(),
      reservations: this.reservations(),
      explanations: this.#organisation.all('codeExplanation'),
    })
  }

  /** The record is no longer there. */
  end(recordId: string, placeStep: 'destroyed' | 'withdrawn'): void {
    this.world.rows(recordId).change('record', recordId, { placeStep, endedOn: this.world.today })
  }
}
