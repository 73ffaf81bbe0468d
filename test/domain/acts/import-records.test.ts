import { beforeEach, describe, expect, test } from 'vitest'
import {
  concludeCheck,
  finishImport,
  finishWithdrawal,
  importRecords,
  refuseTable,
  withdrawRecords,
  type StagedRow,
} from '#domain/acts/import-records.ts'
import { approveImport, bringImport, orderWithdrawal } from '#domain/acts/imports.ts'
import { movePaper, type Move } from '#domain/acts/paper-acts.ts'
import { standingOf } from '#domain/acts/paper-effects.ts'
import { plainDate } from '#domain/dates.ts'
import type { Dormancy } from '#domain/vocabulary/import.ts'
import { idIn } from '#test/support/actors.ts'
import { PEOPLE, UNITS, World } from '#test/support/decisions.ts'
import { CLASS_OF_SITE, partsOn, placed } from '#test/support/standing-holds.ts'

let world: World
beforeEach(() => {
  world = new World()
})

function running(dormancy: Dormancy = 'sweep'): string {
  const table = {
    name: '存量',
    format: 'csv',
    uploadId: 'upload-1',
    headers: ['题名', '形成日期'],
    mapping: { title: 0, formedOn: 1 },
    formingUnitId: UNITS.forming,
    grade: 'internal',
    classCode: 'RS-02',
    carrier: 'paper',
    dormancy,
    fileIds: [],
    operator: null,
  } as const
  const id = idIn(world.must(PEOPLE.compiler, (facts) => bringImport(facts, table)).answer, 'importId')
  world.must(PEOPLE.engine, (facts) =>
    concludeCheck(facts, { id, rows: 2, goodRows: 2, checkDigest: 'd', faults: {} }),
  )
  world.must(PEOPLE.archivesHead, (facts) =>
    approveImport(facts, { id, confirm: '存量', checkDigest: 'd', operator: null }),
  )
  return id
}

function staged(number: number, over: Partial<StagedRow['row']> = {}): StagedRow {
  const row = {
    title: `人事档案${number}`,
    archivalCode: null,
    classCode: 'SI-5-03',
    formedOn: plainDate('2016-03-02'),
    eventOn: null,
    person: null,
    unitId: UNITS.forming,
    reference: null,
    pages: 12,
    grade: 'internal',
    carrier: 'paper',
    contents: [],
  } as const
  return { number, recordId: `record-${number}`, row: { ...row, ...over }, files: [] }
}

const imports = (id: string, ...rows: readonly StagedRow[]) =>
  world.must(PEOPLE.engine, (facts) => importRecords(facts, { id, rows }))

test('REQ-37 each imported record of a held class is held in the commit that makes it', () => {
  const id = running()
  const standingId = placed(world, CLASS_OF_SITE)
  const decision = imports(id, staged(2), staged(3, { classCode: 'RS-02', eventOn: plainDate('2020-01-05') }))
  expect(decision.epochs).toMatchObject([{ fondsId: 'fonds' }])
  expect(partsOn(world, 'record-2')).toMatchObject([{ standingId, joining: 'later' }])
  expect(partsOn(world, 'record-3')).toEqual([])
})

describe('FEA-A7 what is refused', () => {
  test('people do not import, and nothing is imported that does not run', () => {
    const id = running()
    const rows = [staged(2)]
    expect(world.act(PEOPLE.archivesHead, (facts) => importRecords(facts, { id, rows }))).toMatchObject({
      code: 'access.denied',
    })
    world.must(PEOPLE.engine, (facts) => finishImport(facts, { id, counts: {} }))
    expect(world.act(PEOPLE.engine, (facts) => importRecords(facts, { id, rows }))).toMatchObject({
      code: 'import.out-of-order',
    })
    expect(world.act(PEOPLE.engine, (facts) => withdrawRecords(facts, { id, records: [] }))).toMatchObject({
      code: 'import.out-of-order',
    })
  })

  test('REQ-53 no row opens its record, whatever its grade: it comes in controlled', () => {
    const id = running()
    imports(
      id,
      staged(2, { classCode: 'RS-02', grade: 'public', eventOn: plainDate('2020-01-05') }),
      staged(3),
    )
    for (const recordId of ['record-2', 'record-3'])
      expect(world.record(recordId).openingState).toBe('controlled')
  })

  test('a row whose class left force since the check is left by name, and the others are made', () => {
    const id = running()
    const made = imports(id, staged(2, { classCode: 'OLD-1' }), staged(3))
    expect(made.answer).toEqual({ verdicts: { 2: 'failed', 3: 'imported' } })
    expect(made.events.map(({ stream }) => stream.id)).toEqual(['record-3', 'record-3'])
  })

  test('what was concluded is not concluded again', () => {
    const id = running()
    const found = { id, rows: 9, goodRows: 9, checkDigest: 'e', faults: {} }
    expect(world.must(PEOPLE.engine, (facts) => concludeCheck(facts, found)).events).toEqual([])
    expect(
      world.must(PEOPLE.engine, (facts) => refuseTable(facts, { id, fault: 'import.file-broken', line: 1 }))
        .events,
    ).toEqual([])
    expect(world.must(PEOPLE.engine, (facts) => finishWithdrawal(facts, { id, counts: {} })).events).toEqual(
      [],
    )
  })
})

test('FEA-A7 REG-3 a record of a backlog is kept from its first day, under its rule, with its date explained', () => {
  const made = imports(running(), staged(2, { person: '周明远' }))
  expect(made.nudged).toEqual([])
  expect(world.record('record-2')).toMatchObject({
    placeStep: 'keep',
    custodyUnitId: UNITS.archives,
    archivalCode: 'J021-ZY·SY·DY·2016·D10-0001',
    dueOn: '2027-01-01',
    wakeOn: '2027-03-01',
    dormancy: 'sweep',
    importId: expect.any(String),
  })
  const [imported, computed] = world.history.get('record-2') ?? []
  expect(imported).toMatchObject({ type: 'record.imported', personal: { subjectDigest: '周明远' } })
  expect(JSON.stringify(imported?.data)).not.toContain('周明远')
  expect(computed).toMatchObject({
    type: 'retention.computed',
    data: { explanation: { ruleCode: 'SI-5-03' } },
  })
})

test('FEA-A7 an event that has come dates its class, and one with a workflow is told of', () => {
  imports(running('workflow'), staged(2, { classCode: 'RS-02', eventOn: plainDate('2020-02-29') }))
  expect(world.record('record-2')).toMatchObject({ triggeredOn: '2020-02-29', dormancy: 'workflow' })
})

test('FEA-A7 numbers run on within a page, over given ones, and never twice', () => {
  const id = running()
  const first = imports(
    id,
    staged(2),
    staged(3),
    staged(4, { archivalCode: 'J021-ZY·SY·DY·2016·D10-0040' }),
    staged(5),
  )
  expect([2, 3, 4, 5].map((n) => world.record(`record-${n}`).archivalCode?.slice(-4))).toEqual([
    '0001',
    '0002',
    '0040',
    '0041',
  ])
  expect(first.counters).toMatchObject([{ year: 2016, next: 1, last: 41 }])
  imports(id, staged(6))
  expect(world.record('record-6').archivalCode?.slice(-4)).toBe('0042')
  expect(imports(id, staged(7, { archivalCode: 'J021-ZY·SY·DY·2016·D10-0007' })).counters).toEqual([])
})

test('FEA-A7 taken back: a given code is free again, an allotted one is not, and what moved stays', () => {
  const id = running()
  imports(id, staged(2), staged(3, { archivalCode: 'J021-ZY·SY·DY·2016·D10-0040' }), staged(4))
  world.must(PEOPLE.engine, (facts) => finishImport(facts, { id, counts: { imported: 3 } }))
  const touched = { count: 0, records: [] }
  const asked = { id, confirm: '存量', reason: 'r', operator: null, touched }
  world.must(PEOPLE.archivesHead, (facts) => orderWithdrawal(facts, asked))
  const records = [
    { recordId: 'record-2', version: 2, givenCode: null },
    { recordId: 'record-3', version: 2, givenCode: 'J021-ZY·SY·DY·2016·D10-0040' },
    { recordId: 'record-4', version: 1, givenCode: null },
  ]
  const done = world.must(PEOPLE.engine, (facts) => withdrawRecords(facts, { id, records }))
  expect(done.answer).toEqual({
    verdicts: { 'record-2': 'withdrawn', 'record-3': 'withdrawn', 'record-4': 'touched' },
  })
  expect(world.record('record-2')).toMatchObject({
    placeStep: 'withdrawn',
    endedOn: '2027-03-01',
    wakeOn: null,
    archivalCode: expect.any(String),
  })
  expect(world.record('record-3')).toMatchObject({ placeStep: 'withdrawn', archivalCode: null })
  expect(world.record('record-4')).toMatchObject({ placeStep: 'keep', endedOn: null })
})

describe('FEA-G1 the paper of a backlog gets its place by an act of its own', () => {
  const cell = { id: 'cell-1', barcode: 'C-01-01', capacity: 1, taken: [] }
  const puts = (recordId: string, said: Partial<Move> = {}, actor = PEOPLE.keeper) =>
    world.act(actor, (facts) =>
      movePaper(facts, {
        recordId,
        barcode: cell.barcode,
        reason: null,
        boxNumber: null,
        from: null,
        ...said,
      }),
    )

  test('what has no paper here, a full or unknown cell, and a second keeper are refused', () => {
    imports(running(), staged(2), staged(3), staged(4, { carrier: 'electronic' }))
    expect(puts('record-2')).toMatchObject({ code: 'cell.unknown' })
    world.over = { cell }
    expect(puts('record-2', {}, PEOPLE.compiler)).toMatchObject({ code: 'access.denied' })
    expect(puts('record-4')).toMatchObject({ code: 'paper.none' })
    world.over = { cell: { ...cell, taken: [1] } }
    expect(puts('record-3')).toMatchObject({ code: 'cell.full' })
    world.over = { cell }
    expect(puts('record-2')).toMatchObject({ kind: 'decided' })
    expect(puts('record-2')).toMatchObject({ code: 'cell.same' })
    world.over = { cell: { ...cell, id: 'cell-2', barcode: 'C-01-02' } }
    const second = puts('record-2', { barcode: 'C-01-02' })
    expect(second).toMatchObject({ code: 'paper.elsewhere', detail: { barcode: cell.barcode } })
    expect(puts('record-2', { barcode: 'C-01-02', from: cell.barcode })).toMatchObject({
      code: 'paper.reason-missing',
    })
  })

  test('it stands there by one event, and leaves by a move that says why', () => {
    imports(running(), staged(2))
    world.over = { cell }
    expect(puts('record-2')).toMatchObject({
      events: [{ type: 'record.shelved', data: { slot: 1 } }],
      answer: { from: null, slot: 1 },
    })
    expect(world.record('record-2')).toMatchObject({ isShelved: true, placeStep: 'keep' })
    world.over = { cell: { ...cell, id: 'cell-2', barcode: 'C-01-02' } }
    expect(puts('record-2', { barcode: 'C-01-02', from: cell.barcode, reason: '放错' })).toMatchObject({
      answer: { from: cell.barcode },
    })
    expect(world.record('record-2')).toMatchObject({ isShelved: true })
  })
})

test('FEA-A7 FEA-G1 a row that names its cell stands there from its first event, what finds no place is left, and the undo frees it', () => {
  const id = running()
  world.over = { cells: [{ id: 'cell-1', barcode: 'C-01-01', capacity: 2, taken: [1] }] }
  const cell = 'C-01-01'
  const decision = imports(
    id,
    staged(2, { cell }),
    staged(3, { cell }),
    staged(4, { cell: 'C-09-09' }),
    staged(5),
  )
  expect(decision.answer).toEqual({
    verdicts: { '2': 'imported', '3': 'failed', '4': 'failed', '5': 'imported' },
  })
  expect(standingOf(world.rows('record-2'))).toMatchObject({ barcode: cell, slot: 2 })
  expect(world.record('record-5')).toMatchObject({ isShelved: false })
  world.must(PEOPLE.engine, (facts) => finishImport(facts, { id, counts: { imported: 2 } }))
  const touched = { count: 0, records: [] }
  const asked = { id, confirm: '存量', reason: '列对应有误', operator: null, touched }
  world.must(PEOPLE.archivesHead, (facts) => orderWithdrawal(facts, asked))
  const { version } = world.record('record-2')
  world.must(PEOPLE.engine, (facts) =>
    withdrawRecords(facts, { id, records: [{ recordId: 'record-2', version, givenCode: null }] }),
  )
  expect(world.record('record-2')).toMatchObject({ isShelved: false, placeStep: 'withdrawn' })
  expect(world.rows('record-2').all('placement')).toMatchObject([{ freedReason: 'withdrawn' }])
})
