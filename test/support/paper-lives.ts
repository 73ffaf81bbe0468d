/** Lives of paper files in memory, as far as a test wants them. */
import type { Cell, Upload } from '#domain/acts/act.ts'
import { addPages } from '#domain/acts/paper-acts.ts'
import { claimTask } from '#domain/acts/claim-task.ts'
import { created, does, machine } from './decided-lives.ts'
import { PEOPLE, type World } from './decisions.ts'

export const CONTENTS =
  '失业登记表|失业保险科||2016-03-02|1\n核定表|失业保险科|示失〔2016〕3号|2016-03-05|2-3'
export const SCANNED = { scanPolicy: 'always', grade: 'internal', openingState: 'controlled' } as const
export const A_CELL: Cell = { id: 'cell-1', barcode: 'C-01-01', capacity: 2, taken: [] }

export function anImage(id: string, over: Partial<Upload> = {}): Upload {
  return {
    id,
    key: `upload/${id}`,
    name: `${id}.tif`,
    mediaType: 'image/tiff',
    sizeBytes: 9,
    sha256: 'b'.repeat(64),
    takenBy: null,
    ...over,
  }
}

export function aPaperFile(world: World): string {
  const id = created(world, { definition: 'paper-file', carrier: 'paper', uploadIds: [] })
  does(world, PEOPLE.clerk, id, { outcome: 'submitted', form: {} })
  return id
}

/** At `file`. */
export function listedFile(world: World): string {
  const id = aPaperFile(world)
  does(world, PEOPLE.archivist, id, { outcome: 'arranged', form: { pages: 3, contents: CONTENTS } })
  return id
}

/** Handed over: at `scan`, or at `bind` where no scan was ordered. */
export function handedOver(world: World, scanPolicy: 'always' | 'if-used' | 'never' = 'always'): string {
  const id = listedFile(world)
  does(world, PEOPLE.archivist, id, { outcome: 'filed', form: { classCode: 'SI-5-03' } })
  does(world, PEOPLE.head, id, { outcome: 'appraised', form: { ...SCANNED, scanPolicy } })
  does(world, PEOPLE.archivist, id, { outcome: 'signed', form: { records: 1, pages: 3 } })
  does(world, PEOPLE.compiler, id, { outcome: 'signed', form: { countedPages: 3 } })
  return id
}

/** The scanner has claimed the task and added images: without numbers, three in order. */
export function withImages(
  world: World,
  pages: readonly (number | undefined)[] = [undefined, undefined, undefined],
): string {
  const id = handedOver(world)
  claimOpen(world, id)
  addImages(world, id, pages)
  return id
}

export function claimOpen(world: World, id: string, actor = PEOPLE.scanner): void {
  const [task] = world.open(id)
  if (task === undefined) throw new Error(`${id} has no open task`)
  world.must(actor, (facts) => claimTask(facts, { taskId: task.id }))
}

let images = 0
export function addImages(world: World, recordId: string, pages: readonly (number | undefined)[]): void {
  const uploads = pages.map(() => anImage(`image-${(images += 1)}`))
  world.over = { ...world.over, uploads }
  world.must(PEOPLE.scanner, (facts) =>
    addPages(facts, {
      recordId,
      pages: pages.map((page, index) => ({
        uploadId: uploads[index]?.id ?? '',
        ...(page === undefined ? {} : { page }),
      })),
    }),
  )
}

/** The machine found nothing: at `quality`. */
export function examined(world: World): string {
  const id = withImages(world)
  does(world, PEOPLE.scanner, id, { outcome: 'scanned', form: { pages: 3 } })
  machine(world, id, 'passed')
  return id
}

/** Accepted and locked: at `bind`. */
export function accepted(world: World): string {
  const id = examined(world)
  does(world, PEOPLE.checker, id, { outcome: 'accepted', form: { mode: 'page-by-page' } })
  machine(world, id, 'preserved')
  return id
}

/** At `shelve`. */
export function bound(world: World): string {
  const id = accepted(world)
  does(world, PEOPLE.binder, id, { outcome: 'bound', form: { countedPages: 3 } })
  return id
}

/** On the shelf: at `keep`. */
export function shelved(world: World, cell: Cell = A_CELL): string {
  const id = bound(world)
  world.over = { ...world.over, cell }
  does(world, PEOPLE.keeper, id, { outcome: 'shelved', form: { barcode: cell.barcode } })
  return id
}
