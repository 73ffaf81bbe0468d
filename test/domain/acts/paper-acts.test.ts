import { describe, expect, test } from 'vitest'
import { addPages, movePaper, saveContents, withdrawPage } from '#domain/acts/paper-acts.ts'
import { itemsOf, pageImagesOf, standingOf } from '#domain/acts/paper-effects.ts'
import { plainDate } from '#domain/dates.ts'
import { does } from '#test/support/decided-lives.ts'
import { PEOPLE, World } from '#test/support/decisions.ts'
import {
  A_CELL,
  anImage,
  aPaperFile,
  bound,
  claimOpen,
  handedOver,
  listedFile,
  shelved,
  withImages,
} from '#test/support/paper-lives.ts'

const entry = (firstPage: number, lastPage: number) => ({
  title: '登记表',
  responsible: '科室',
  documentNo: null,
  formedOn: plainDate('2016-03-02'),
  firstPage,
  lastPage,
})

describe('saving the contents list', () => {
  test('is refused before the task is claimed, at another step, with a gap, or to somebody else', () => {
    const world = new World()
    const id = aPaperFile(world)
    const save = (actor = PEOPLE.archivist, entries = [entry(1, 2)], recordId = id) =>
      world.act(actor, (facts) => saveContents(facts, { recordId, entries }))
    expect(save(PEOPLE.archivist, [entry(1, 2)], 'none')).toMatchObject({ code: 'not-found' })
    expect(save()).toMatchObject({ code: 'task.not-claimed' })
    expect(save(PEOPLE.head)).toMatchObject({ code: 'task.not-candidate' })
    claimOpen(world, id, PEOPLE.archivist)
    expect(save(PEOPLE.archivist, [entry(1, 2), entry(4, 5)])).toMatchObject({ code: 'contents.faulty' })
    expect(save(PEOPLE.archivist, [entry(1, 2)], listedFile(world))).toMatchObject({
      code: 'task.out-of-order',
    })
  })

  test('REG-21 can be done again until the step is completed, and the form needs only the total', () => {
    const world = new World()
    const id = aPaperFile(world)
    claimOpen(world, id, PEOPLE.archivist)
    for (const entries of [[entry(1, 2)], [entry(1, 2), entry(3, 3)]])
      world.must(PEOPLE.archivist, (facts) => saveContents(facts, { recordId: id, entries }))
    expect(itemsOf(world.rows(id))).toHaveLength(2)
    does(world, PEOPLE.archivist, id, { outcome: 'arranged', form: { pages: 3 } })
    expect(world.record(id)).toMatchObject({ placeStep: 'file', pages: 3 })
  })
})

describe('adding page images', () => {
  const start = (): { readonly world: World; readonly id: string } => {
    const world = new World()
    const id = handedOver(world)
    claimOpen(world, id)
    return { world, id }
  }

  test('is refused for files that are no images, are taken, or are given twice', () => {
    const { world, id } = start()
    world.over = {
      uploads: [
        anImage('one'),
        anImage('two'),
        anImage('gone', { takenBy: 'another' }),
        anImage('pdf', { mediaType: 'application/pdf' }),
        anImage('text', { mediaType: 'text/plain' }),
      ],
    }
    const add = (pages: Parameters<typeof addPages>[1]['pages']) =>
      world.act(PEOPLE.scanner, (facts) => addPages(facts, { recordId: id, pages }))
    expect(add([])).toMatchObject({ code: 'upload.unknown' })
    expect(add([{ uploadId: 'gone' }])).toMatchObject({ code: 'upload.unknown' })
    expect(add([{ uploadId: 'one' }, { uploadId: 'one' }])).toMatchObject({ code: 'upload.unknown' })
    expect(add([{ uploadId: 'one' }, { uploadId: 'pdf' }])).toMatchObject({ code: 'scan.is-pdf' })
    expect(add([{ uploadId: 'text' }])).toMatchObject({ code: 'scan.not-an-image' })
    expect(
      add([
        { uploadId: 'one', page: 1 },
        { uploadId: 'two', page: 1 },
      ]),
    ).toMatchObject({ code: 'request.invalid' })
  })

  test('FEA-F1 keeps page order, and a new image takes the place of an old one, which stays on record', () => {
    const world = new World()
    const id = withImages(world, [2, 1, undefined])
    expect(pageImagesOf(world.rows(id)).map(({ position }) => position)).toEqual([1, 2, 3])
    world.over = { uploads: [anImage('better')] }
    const done = world.must(PEOPLE.scanner, (facts) =>
      addPages(facts, { recordId: id, pages: [{ uploadId: 'better', page: 2 }] }),
    )
    expect(done.events.map(({ type }) => type)).toEqual(['object.withdrawn', 'object.added'])
    expect(done.uploads).toEqual([{ id: 'better', takenBy: id }])
    expect(pageImagesOf(world.rows(id))).toHaveLength(3)
    expect(world.rows(id).all('digitalObject')).toHaveLength(4)
  })

  test('can be undone page by page', () => {
    const world = new World()
    const id = withImages(world)
    const take = (page: number) =>
      world.act(PEOPLE.scanner, (facts) => withdrawPage(facts, { recordId: id, page }))
    expect(take(9)).toMatchObject({ code: 'not-found' })
    expect(take(3)).toMatchObject({ kind: 'decided' })
    expect(pageImagesOf(world.rows(id))).toHaveLength(2)
  })
})

describe('moving a file to another cell', () => {
  const other = { ...A_CELL, id: 'cell-2', barcode: 'C-01-02' }
  const move = (world: World, id: string, actor = PEOPLE.keeper, barcode = other.barcode) =>
    world.act(actor, (facts) => movePaper(facts, { recordId: id, barcode, reason: '调整', boxNumber: null }))

  test('is refused to others, for what stands nowhere, and into the cell where it stands', () => {
    const world = new World()
    const id = shelved(world)
    expect(move(world, 'none')).toMatchObject({ code: 'not-found' })
    expect(move(world, id, PEOPLE.compiler)).toMatchObject({ code: 'access.denied' })
    expect(move(world, id, PEOPLE.keeper, A_CELL.barcode)).toMatchObject({ code: 'cell.same' })
    world.over = { cell: { ...other, capacity: 1, taken: [1] } }
    expect(move(world, id)).toMatchObject({ code: 'cell.full' })
    expect(move(world, handedOver(world))).toMatchObject({ code: 'paper.awaits-shelving' })
    expect(move(world, bound(world))).toMatchObject({ code: 'paper.awaits-shelving' })
  })

  test('REQ-46 FEA-G1 frees the old place by the same act, and has the labels printed anew', () => {
    const world = new World()
    const id = shelved(world)
    world.over = { cell: other }
    expect(move(world, id)).toMatchObject({
      kind: 'decided',
      answer: { from: A_CELL.barcode },
      events: [
        { type: 'record.unshelved' },
        { type: 'record.shelved' },
        { type: 'job.started', data: { kind: 'print-forms', step: null } },
      ],
    })
    expect(standingOf(world.rows(id))).toMatchObject({ barcode: other.barcode })
    expect(
      world
        .rows(id)
        .all('placement')
        .filter(({ freedAt }) => freedAt === null),
    ).toHaveLength(1)
  })
})
