import { describe, expect, test } from 'vitest'
import { itemsOf, lastPassOf, pageImagesOf, standingOf } from '#domain/acts/paper-effects.ts'
import { addPages } from '#domain/acts/paper-acts.ts'
import { aPerson, PEOPLE, World } from '#test/support/decisions.ts'
import { created, does, machine, tries } from '#test/support/decided-lives.ts'
import {
  A_CELL,
  accepted,
  addImages,
  aPaperFile,
  bound,
  claimOpen,
  CONTENTS,
  examined,
  handedOver,
  listedFile,
  shelved,
  withImages,
} from '#test/support/paper-lives.ts'

const types = (world: World, id: string) => (world.history.get(id) ?? []).map((event) => event.type)

describe('arranging a paper file', () => {
  test.each([
    ['nothing listed', { pages: 3 }, 'contents.empty'],
    ['a gap', { pages: 3, contents: CONTENTS.replace('2-3', '3') }, 'contents.gap'],
    ['an overlap', { pages: 3, contents: CONTENTS.replace('2-3', '1-3') }, 'contents.overlap'],
    ['a wrong total', { pages: 4, contents: CONTENTS }, 'contents.total-differs'],
    ['a line that cannot be read', { pages: 3, contents: '登记表' }, 'contents.line-unreadable'],
  ])('REG-21 with %s is refused', (_what, form, code) => {
    const world = new World()
    const id = aPaperFile(world)
    const answer = tries(world, PEOPLE.archivist, id, { outcome: 'arranged', form })
    expect(answer).toMatchObject({ code: 'contents.faulty', detail: { faults: [{ code }] } })
  })

  test('REG-21 lists the contents with their pages, and names of persons stay out of the ledger', () => {
    const world = new World()
    const id = listedFile(world)
    expect(itemsOf(world.rows(id))).toMatchObject([
      { position: 1, title: '失业登记表', firstPage: 1, lastPage: 1 },
      { position: 2, documentNo: '示失〔2016〕3号', firstPage: 2, lastPage: 3, pages: 2 },
    ])
    expect(world.record(id)).toMatchObject({ pages: 3, level: 'file', carrier: 'paper', placeStep: 'file' })
    const listed = world.history.get(id)?.find((event) => event.type === 'record.contents-listed')
    expect(JSON.stringify(listed?.data)).not.toContain('登记表')
  })

  test('anew replaces the list, and the former one stays on record', () => {
    const world = new World()
    const id = listedFile(world)
    does(world, PEOPLE.archivist, id, { outcome: 'returned', form: { reason: '漏一页' } })
    const form = { pages: 4, contents: `${CONTENTS}\n附件|失业保险科||2016-03-06|4` }
    does(world, PEOPLE.archivist, id, { outcome: 'arranged', form })
    expect(itemsOf(world.rows(id))).toHaveLength(3)
    expect(world.rows(id).all('recordItem')).toHaveLength(5)
    expect(world.record(id).pages).toBe(4)
  })
})

describe('a paper file', () => {
  test('holds no bytes before it is scanned, and is of no other carrier', () => {
    const world = new World()
    expect(() => created(world, { definition: 'paper-file', carrier: 'paper' })).toThrow('request.invalid')
    expect(() => created(world, { definition: 'paper-file', uploadIds: [] })).toThrow('request.invalid')
  })

  test('REQ-46 REG-19 FEA-F1 goes from hand-over to binding where no scan was ordered, and the ledger says why', () => {
    const world = new World()
    const id = handedOver(world, 'never')
    expect(world.record(id).placeStep).toBe('bind')
    const skipped = (world.history.get(id) ?? []).filter((event) => event.type === 'place.skipped')
    expect(skipped.map((event) => event.data)).toEqual(
      ['scan', 'check-images', 'quality', 'preserve'].map((step) => ({ step, guard: 'not-scanned' })),
    )
    does(world, PEOPLE.binder, id, { outcome: 'bound', form: { countedPages: 3 } })
    expect(world.record(id).placeStep).toBe('shelve')
  })
})

describe('handing over a scan', () => {
  test('is refused without images, with another count, or with pages that cannot be read', () => {
    const world = new World()
    const id = handedOver(world)
    const hand = (form: Record<string, unknown>) =>
      tries(world, PEOPLE.scanner, id, { outcome: 'scanned', form })
    expect(hand({ pages: 3 })).toMatchObject({ code: 'scan.no-pages' })
    addImages(world, id, [1, 2])
    expect(hand({ pages: 3 })).toMatchObject({ code: 'pages.differ', detail: { scanned: 2, counted: 3 } })
    expect(hand({ pages: 2, asOriginal: 'the last' })).toMatchObject({ code: 'task.form-invalid' })
  })

  test('FEA-F1 gives it to the machine, with who scanned', () => {
    const world = new World()
    const id = withImages(world)
    does(world, PEOPLE.scanner, id, { outcome: 'scanned', form: { pages: 3, asOriginal: '2' } })
    expect(lastPassOf(world.rows(id))).toMatchObject({
      scannedBy: PEOPLE.scanner.personId,
      pages: 3,
      asOriginal: [2],
    })
    expect(world.record(id).placeStep).toBe('check-images')
    machine(world, id, 'faulty')
    expect(world.record(id)).toMatchObject({ placeStep: 'scan', placeRound: 1 })
  })
})

describe('checking quality', () => {
  const both = aPerson('quality-checker', 'archives', { personId: PEOPLE.scanner.personId })

  test.each(['accepted', 'returned'])('REG-22 FEA-F5 is refused to who scanned: %s', (outcome) => {
    const world = new World()
    const id = examined(world)
    const form = outcome === 'returned' ? { reason: '第二页倾斜' } : {}
    expect(tries(world, both, id, { outcome, form })).toMatchObject({ code: 'duty.scanner-checks' })
  })

  test('REG-22 FEA-F5 is refused to who added one page, even when another person handed the scan over', () => {
    const world = new World()
    const id = examined(world)
    const rows = world.rows(id)
    const [first] = pageImagesOf(rows)
    rows.change('digitalObject', first?.id ?? '', { addedBy: 'helper' })
    const helper = aPerson('quality-checker', 'archives', { personId: 'helper' })
    expect(tries(world, helper, id, { outcome: 'accepted', form: {} })).toMatchObject({
      code: 'duty.scanner-checks',
    })
  })

  test('is refused where the store holds no lock, and where pages are missing', () => {
    const world = new World()
    const id = examined(world)
    const [first] = pageImagesOf(world.rows(id))
    world.over = { site: { ...world.facts(PEOPLE.checker).site, storeFit: false } }
    expect(tries(world, PEOPLE.checker, id, { outcome: 'accepted', form: {} })).toMatchObject({
      code: 'store.unfit',
    })
    world.over = {}
    world.rows(id).change('digitalObject', first?.id ?? '', { withdrawnAt: '2027-03-01T00:00:00.000Z' })
    expect(tries(world, PEOPLE.checker, id, { outcome: 'accepted', form: {} })).toMatchObject({
      code: 'scan.pages-missing',
      detail: { missing: [1], extra: [] },
    })
  })

  test('FEA-F1 returns it with the faults of each page, and only of pages that are there', () => {
    const world = new World()
    const id = examined(world)
    const back = (faults: string) =>
      tries(world, PEOPLE.checker, id, { outcome: 'returned', form: { reason: '补扫', faults } })
    for (const wrong of ['9:skewed', '2:ugly'])
      expect(back(wrong)).toMatchObject({ code: 'task.form-invalid' })
    expect(back('')).toMatchObject({ kind: 'decided' })
    expect(world.record(id)).toMatchObject({ placeStep: 'scan', placeRound: 1 })

    claimOpen(world, id)
    addImages(world, id, [2])
    does(world, PEOPLE.scanner, id, { outcome: 'scanned', form: { pages: 3 } })
    machine(world, id, 'passed')
    expect(back('2:skewed 4:missing-page')).toMatchObject({ kind: 'decided' })
    expect(lastPassOf(world.rows(id))).toMatchObject({
      verdict: 'returned',
      judgedBy: PEOPLE.checker.personId,
      faults: [
        { page: 2, code: 'quality.skewed' },
        { page: 4, code: 'quality.missing-page' },
      ],
    })
  })

  test('REG-39 lets bytes become indelible only after acceptance', () => {
    const world = new World()
    const id = examined(world)
    expect(
      world
        .rows(id)
        .all('job')
        .filter((job) => job.kind === 'preserve'),
    ).toEqual([])
    does(world, PEOPLE.checker, id, { outcome: 'accepted', form: {} })
    expect(world.record(id).placeStep).toBe('preserve')
    expect(
      world
        .rows(id)
        .all('job')
        .filter((job) => job.kind === 'preserve'),
    ).toHaveLength(1)
  })
})

describe('binding', () => {
  test('REG-16 is refused with the three numbers where one differs', () => {
    const world = new World()
    const id = accepted(world)
    expect(tries(world, PEOPLE.binder, id, { outcome: 'bound', form: { countedPages: 4 } })).toMatchObject({
      code: 'pages.differ',
      detail: { listed: 3, scanned: 3, counted: 4 },
    })
    const [first] = pageImagesOf(world.rows(id))
    world.rows(id).change('digitalObject', first?.id ?? '', { withdrawnAt: '2027-03-01T00:00:00.000Z' })
    expect(tries(world, PEOPLE.binder, id, { outcome: 'bound', form: { countedPages: 3 } })).toMatchObject({
      code: 'pages.differ',
      detail: { listed: 3, scanned: 2, counted: 3 },
    })
  })

  test('REG-16 states the numbers that agreed', () => {
    const world = new World()
    const id = bound(world)
    const event = world.history.get(id)?.find((e) => e.type === 'record.bound')
    expect(event?.data).toEqual({ listed: 3, scanned: 3, counted: 3 })
  })
})

describe('shelving', () => {
  test.each([
    ['no such cell', undefined, 'cell.unknown'],
    ['another cell than was read', { ...A_CELL, barcode: 'C-09-09' }, 'cell.unknown'],
    ['a full cell', { ...A_CELL, taken: [1, 2] }, 'cell.full'],
  ])('FEA-G1 in %s is refused', (_what, cell, code) => {
    const world = new World()
    const id = bound(world)
    world.over = cell === undefined ? {} : { cell }
    const answer = tries(world, PEOPLE.keeper, id, { outcome: 'shelved', form: { barcode: A_CELL.barcode } })
    expect(answer).toMatchObject({ code })
  })

  test('REQ-46 FEA-G1 takes the lowest free place of the cell, and the record is kept', () => {
    const world = new World()
    const id = shelved(world, { ...A_CELL, taken: [1] })
    expect(standingOf(world.rows(id))).toMatchObject({ barcode: A_CELL.barcode, slot: 2, freedAt: null })
    expect(world.record(id).placeStep).toBe('keep')
    expect(world.record(id).wakeOn).not.toBeNull()
    expect(types(world, id)).toContain('record.shelved')
  })
})

test('FLT-28 images are added by who holds the task alone', () => {
  const world = new World()
  const id = handedOver(world)
  claimOpen(world, id)
  const other = aPerson('scanner', 'archives', { personId: 'second-scanner' })
  expect(
    world.act(other, (facts) => addPages(facts, { recordId: id, pages: [{ uploadId: 'x' }] })),
  ).toMatchObject({
    code: 'task.not-yours',
  })
})
