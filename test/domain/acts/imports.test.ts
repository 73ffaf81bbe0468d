import { beforeEach, describe, expect, test } from 'vitest'
import {
  approveImport,
  bringImport,
  discardImport,
  orderWithdrawal,
  steerImport,
  type BroughtTable,
} from '#domain/acts/imports.ts'
import { concludeCheck, finishImport } from '#domain/acts/import-records.ts'
import { idIn } from '#test/support/actors.ts'
import { aPerson, PEOPLE, UNITS, World } from '#test/support/decisions.ts'

let world: World
beforeEach(() => {
  world = new World()
})

const TABLE: BroughtTable = {
  name: '存量',
  format: 'csv',
  uploadId: 'upload-1',
  headers: ['题名', '形成日期'],
  mapping: { title: 0, formedOn: 1 },
  formingUnitId: UNITS.forming,
  grade: 'internal',
  classCode: 'RS-02',
  carrier: 'paper',
  dormancy: 'sweep',
  fileIds: [],
  operator: null,
}
const untouched: { readonly count: number; readonly records: readonly object[] } = { count: 0, records: [] }

function brought(over: Partial<BroughtTable> = {}): string {
  return idIn(
    world.must(PEOPLE.compiler, (facts) => bringImport(facts, { ...TABLE, ...over })).answer,
    'importId',
  )
}

function checked(goodRows = 3): string {
  const id = brought()
  world.must(PEOPLE.engine, (facts) =>
    concludeCheck(facts, { id, rows: 4, goodRows, checkDigest: 'd', faults: {} }),
  )
  return id
}

const approval = (id: string) => ({ id, confirm: '存量', checkDigest: 'd', operator: null })

describe('FEA-A7 what is refused', () => {
  test.each([
    ['somebody outside the archives office', PEOPLE.archivist, {}, 'access.denied'],
    ['a clerk of another archives office', aPerson('archives-clerk', 'forming'), {}, 'record.unit-unknown'],
    [
      'a grade above the clearance',
      aPerson('archives-clerk', 'archives', { clearance: 'public' }),
      {},
      'record.unit-unknown',
    ],
    ['a unit that was not asked for', PEOPLE.compiler, { formingUnitId: 'other' }, 'record.unit-unknown'],
    ['a mapping without a title', PEOPLE.compiler, { mapping: { formedOn: 1 } }, 'import.mapping-invalid'],
    ['a class that is not in force', PEOPLE.compiler, { classCode: 'OLD-1' }, 'record.class-unknown'],
    [
      'a class that is not granted',
      { ...PEOPLE.compiler, families: ['business'] as const },
      {},
      'class.not-granted',
    ],
    ['a file that nobody received', PEOPLE.compiler, { uploadId: 'gone' }, 'upload.unknown'],
  ])('%s', (_what, actor, over, code) => {
    expect(world.act(actor, (facts) => bringImport(facts, { ...TABLE, ...over }))).toMatchObject({ code })
  })

  test('approval by who brought it in, of another check, of nothing, and before the check', () => {
    const head = aPerson('archives-head', 'archives', { personId: PEOPLE.compiler.personId })
    const id = checked()
    expect(world.act(head, (facts) => approveImport(facts, approval(id)))).toMatchObject({
      code: 'import.second-person',
    })
    expect(world.act(PEOPLE.compiler, (facts) => approveImport(facts, approval(id)))).toMatchObject({
      code: 'access.denied',
    })
    const other = { ...approval(id), checkDigest: 'e' }
    expect(world.act(PEOPLE.archivesHead, (facts) => approveImport(facts, other))).toMatchObject({
      code: 'import.check-differs',
    })
    expect(world.act(PEOPLE.archivesHead, (facts) => approveImport(facts, approval('none')))).toMatchObject({
      code: 'not-found',
    })
    const misnamed = { ...approval(id), confirm: '存' }
    expect(world.act(PEOPLE.archivesHead, (facts) => approveImport(facts, misnamed))).toMatchObject({
      code: 'import.confirm-differs',
    })
    const empty = checked(0)
    expect(world.act(PEOPLE.archivesHead, (facts) => approveImport(facts, approval(empty)))).toMatchObject({
      code: 'import.nothing-good',
    })
    const early = brought()
    expect(world.act(PEOPLE.archivesHead, (facts) => approveImport(facts, approval(early)))).toMatchObject({
      code: 'import.out-of-order',
    })
  })

  test('an undo before the end, with another name, or of touched records', () => {
    const id = checked()
    const asked = { id, confirm: '存量', reason: 'r', operator: null, touched: untouched }
    const withdraw = (over: Partial<typeof asked> = {}) =>
      world.act(PEOPLE.archivesHead, (facts) => orderWithdrawal(facts, { ...asked, ...over }))
    expect(withdraw()).toMatchObject({ code: 'import.out-of-order' })
    world.must(PEOPLE.archivesHead, (facts) => approveImport(facts, approval(id)))
    world.must(PEOPLE.engine, (facts) => finishImport(facts, { id, counts: { imported: 3 } }))
    expect(withdraw({ confirm: '存' })).toMatchObject({ code: 'import.confirm-differs' })
    const touched = { count: 1, records: [{ id: 'r' }] }
    expect(withdraw({ touched })).toMatchObject({ code: 'import.touched', detail: touched })
    expect(world.act(PEOPLE.compiler, (facts) => orderWithdrawal(facts, asked))).toMatchObject({
      code: 'access.denied',
    })
  })
})

test('FEA-A7 REQ-60 the history of an import says who brought what, what was found, who approved it, and its end', () => {
  const id = checked()
  world.must(PEOPLE.archivesHead, (facts) => approveImport(facts, approval(id)))
  world.must(PEOPLE.compiler, (facts) => steerImport(facts, { id, to: 'paused' }))
  expect(world.act(PEOPLE.compiler, (facts) => steerImport(facts, { id, to: 'paused' }))).toMatchObject({
    code: 'import.out-of-order',
  })
  world.must(PEOPLE.compiler, (facts) => steerImport(facts, { id, to: 'running' }))
  world.must(PEOPLE.engine, (facts) => finishImport(facts, { id, counts: { imported: 3, faulty: 1 } }))
  const asked = { id, confirm: '存量', reason: '列对应有误', operator: null, touched: untouched }
  world.must(PEOPLE.archivesHead, (facts) => orderWithdrawal(facts, asked))
  expect(world.history.get(id)?.map(({ type, actor }) => [type, actor])).toEqual([
    ['import.brought', PEOPLE.compiler.personId],
    ['import.checked', PEOPLE.engine.personId],
    ['import.approved', PEOPLE.archivesHead.personId],
    ['import.paused', PEOPLE.compiler.personId],
    ['import.resumed', PEOPLE.compiler.personId],
    ['import.finished', PEOPLE.engine.personId],
    ['import.withdrawal-ordered', PEOPLE.archivesHead.personId],
  ])
  expect(world.rows(id).must('importBatch', id)).toMatchObject({
    state: 'withdrawing',
    rowCount: 4,
    goodRows: 3,
  })
})

test('FEA-A7 a table can be left while it is read, and a paused import is given up by taking it back', () => {
  const reading = brought()
  world.must(PEOPLE.compiler, (facts) => discardImport(facts, { id: reading, reason: 'r' }))
  world.must(PEOPLE.engine, (facts) =>
    concludeCheck(facts, { id: reading, rows: 1, goodRows: 1, checkDigest: 'd', faults: {} }),
  )
  expect(world.rows(reading).must('importBatch', reading)).toMatchObject({ state: 'discarded' })
  const id = checked()
  world.must(PEOPLE.archivesHead, (facts) => approveImport(facts, approval(id)))
  const asked = { id, confirm: '存量', reason: '列对应有误', operator: null, touched: untouched }
  expect(world.act(PEOPLE.archivesHead, (facts) => orderWithdrawal(facts, asked))).toMatchObject({
    code: 'import.out-of-order',
  })
  world.must(PEOPLE.compiler, (facts) => steerImport(facts, { id, to: 'paused' }))
  world.must(PEOPLE.archivesHead, (facts) => orderWithdrawal(facts, asked))
  expect(world.rows(id).must('importBatch', id)).toMatchObject({ state: 'withdrawing' })
})

test('FEA-A7 a checked table can be left, and who sits at the machine approves what the machine brought in', () => {
  const id = checked()
  world.must(PEOPLE.compiler, (facts) => discardImport(facts, { id, reason: 'r' }))
  expect(world.act(PEOPLE.compiler, (facts) => discardImport(facts, { id, reason: 'r' }))).toMatchObject({
    code: 'import.out-of-order',
  })
  const operators = { ...TABLE, operator: 'root' }
  const own = idIn(world.must(PEOPLE.engine, (facts) => bringImport(facts, operators)).answer, 'importId')
  world.must(PEOPLE.engine, (facts) =>
    concludeCheck(facts, { id: own, rows: 1, goodRows: 1, checkDigest: 'd', faults: {} }),
  )
  const decided = world.must(PEOPLE.engine, (facts) =>
    approveImport(facts, { ...approval(own), operator: 'root' }),
  )
  expect(decided.imports).toEqual([own])
})
