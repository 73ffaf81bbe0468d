import { plainDate } from '#domain/dates.ts'
import type { Definition, HumanStep, UnitReference } from '#domain/lifecycle.ts'
import { createRecord, type NewRecord } from '#domain/acts/create-record.ts'
import type { Role } from '#domain/vocabulary.ts'
import type { Sql } from '#db/client.ts'
import type { Gate } from '#db/gate/gate.ts'
import { idOf, newId } from '#db/ids.ts'
import { checkedDefinition } from '#db/reference/load-definitions.ts'
import { demoPersonId, demoUnitId, type DemoLogin } from '#db/seed/demo-organisation.ts'
import { textAt } from './caller.ts'

interface BenchStep {
  readonly id: string
  readonly role: Role
  readonly unit: UnitReference
  readonly login: DemoLogin
}

/** The eight steps that people take, and who of the demo's people takes each. */
export const BENCH_STEPS = [
  { id: 'register', role: 'business-clerk', unit: 'forming', login: 'chen.lidong' },
  { id: 'arrange', role: 'unit-archivist', unit: 'forming', login: 'shen.zhiqiu' },
  { id: 'appraise', role: 'unit-head', unit: 'forming', login: 'guo.huaiyuan' },
  { id: 'hand-over', role: 'unit-archivist', unit: 'forming', login: 'shen.zhiqiu' },
  { id: 'receive', role: 'archives-clerk', unit: 'archives-office', login: 'han.shuning' },
  { id: 'check', role: 'archives-head', unit: 'archives-office', login: 'wei.changqing' },
  { id: 'bind', role: 'archives-clerk', unit: 'archives-office', login: 'han.shuning' },
  { id: 'shelve', role: 'archives-head', unit: 'archives-office', login: 'wei.changqing' },
] as const satisfies readonly BenchStep[]

/** One commit to create, and two for each step: claimed, then completed. */
export const COMMITS_PER_LIFECYCLE = 1 + 2 * BENCH_STEPS.length

/** Events of a lifecycle: birth and first task; each claim; each completion with its move and, but for the last, the next task. */
export const EVENTS_PER_LIFECYCLE = 2 + BENCH_STEPS.length + 3 * BENCH_STEPS.length - 1

function humanStep({ id, role, unit }: BenchStep, to: string): HumanStep {
  return {
    id,
    kind: 'human',
    name: { zh: id, en: id },
    order: 'in-sequence',
    deadlineWorkingDays: 3,
    slots: [{ id: 'one', role, unit, form: 'arrange' }],
    outcomes: [{ name: 'done', to }],
  }
}

/** Eight human steps, then the sleep with one wake-up far ahead. */
export const EIGHT_STEPS: Definition = {
  key: 'bench-eight-steps',
  version: 1,
  subject: 'record',
  name: { zh: '八步', en: 'Eight steps' },
  first: BENCH_STEPS[0].id,
  steps: [
    ...BENCH_STEPS.map((step, index) => humanStep(step, BENCH_STEPS[index + 1]?.id ?? 'keep')),
    {
      id: 'keep',
      kind: 'wait',
      name: { zh: '保管', en: 'Keep' },
      wait: 'retention',
      outcomes: [{ name: 'fell-due', to: 'destroyed' }],
    },
  ],
}

/** A procedure is data: the bench's own is one more row. */
export async function loadEightSteps(admin: Sql): Promise<void> {
  const { document, sha256 } = checkedDefinition('bench', EIGHT_STEPS)
  await admin`insert into definition (id, key, version, document, sha256)
    values (${idOf('definition', document.key, document.version)}, ${document.key}, ${document.version}, ${admin.json({ ...document } as never)}, ${sha256})`
}

export function aBenchRecord(): NewRecord {
  return {
    definition: EIGHT_STEPS.key,
    title: '失业保险待遇核定材料',
    classCode: 'SI-5-03',
    formedOn: plainDate('2016-03-02'),
    formingUnitId: demoUnitId('unemployment'),
    carrier: 'paper',
    grade: 'internal',
    sourceSystem: 'benefits',
    sourceReference: null,
    subjectName: null,
    uploadIds: [],
  }
}

/** Hands one record in through the gate, as the first step's person; answers its id. */
export async function createBenchRecord(gate: Gate): Promise<string> {
  const record = aBenchRecord()
  const principal = { kind: 'person', id: demoPersonId(BENCH_STEPS[0].login) } as const
  const facts = { principal, key: newId(), unit: record.formingUnitId, uploads: [] }
  const created = await gate.act({ name: 'record.create', facts, body: {} }, (seen) =>
    createRecord(seen, record),
  )
  if (created.kind === 'refused') throw new Error(`record.create: ${created.code}`)
  return textAt(created.answer, 'recordId')
}

export const BENCH_DONE = { outcome: 'done', form: { note: '已核对，可以继续。' } } as const
