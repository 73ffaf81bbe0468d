import { LocationsView, PagesView, AddedPagesView, SavedContentsView } from '#api/contract/paper.ts'
import { CreatedRecordView } from '#api/contract/records.ts'
import { demoUnitId } from '#db/seed/demo-organisation.ts'
import { upload } from './client.ts'
import type { GivenPaperFile } from './input.ts'
import { arrival, does, type Play, type SeenRecord } from './play.ts'
import { until } from './wait.ts'

/** Where a paper file's way to the shelf came to: on it, or back on the scanner's desk. */
export type PaperArrival =
  | { readonly kind: 'kept' }
  | {
      readonly kind: 'returned-to-scanner'
      readonly faults: readonly { readonly page: number; readonly codes: readonly string[] }[]
    }

/** The clerk of the pension section opens a retiree's file; his paper is collected, so there are no bytes yet. */
export async function openPaperFile(play: Play, file: GivenPaperFile): Promise<string> {
  const clerk = play.as('lu.yunfan')
  const { title, classCode, formedOn, subjectName } = file
  const body = {
    definition: 'paper-file',
    title,
    classCode,
    formedOn,
    formingUnitId: demoUnitId('pension'),
    carrier: 'paper',
    grade: 'internal',
    uploadIds: [],
    ...(subjectName === null ? {} : { subjectName }),
  }
  const { recordId } = await clerk.post('/api/records', body, CreatedRecordView)
  play.feed.follow({ kind: 'records', id: recordId, name: 'file' })
  await does(play, clerk, { subjectId: recordId, step: 'create', outcome: 'submitted', form: () => ({}) })
  return recordId
}

/** Contents list, filing, appraisal, both signatures, scan, machine, second person, bound, shelved. */
export async function bringToShelf(
  play: Play,
  recordId: string,
  file: GivenPaperFile,
): Promise<PaperArrival> {
  const { place } = await bringToCheck(play, recordId, file)
  if (place.step === 'scan') return { kind: 'returned-to-scanner', faults: await faultsOf(play, recordId) }
  await checkQuality(play, recordId)
  await bindAndShelve(play, recordId, file)
  return { kind: 'kept' }
}

/** To the desk of the second person who looks at every image, or back to the scanner's. */
export async function bringToCheck(play: Play, recordId: string, file: GivenPaperFile): Promise<SeenRecord> {
  await arrangeAndFile(play, recordId, file)
  await handOver(play, recordId, file)
  await scan(play, recordId, file)
  return arrival(play, recordId, ['quality', 'scan'])
}

async function arrangeAndFile(
  play: Play,
  recordId: string,
  { pages, contents, classCode, formedOn }: GivenPaperFile,
) {
  const archivist = play.as('tang.ruoxi')
  const entries = contents.map((entry) => ({
    responsible: '养老保险科',
    documentNo: null,
    formedOn,
    ...entry,
  }))
  await does(play, archivist, {
    subjectId: recordId,
    step: 'arrange',
    outcome: 'arranged',
    async prepare() {
      await archivist.post(`/api/records/${recordId}/contents`, { entries }, SavedContentsView)
    },
    form: () => ({ pages: pages.length, isInOrder: true }),
  })
  await does(play, archivist, {
    subjectId: recordId,
    step: 'file',
    outcome: 'filed',
    form: () => ({ classCode, volumeState: '完好', checkedBy: '方明澈' }),
  })
  await does(play, play.as('fang.mingche'), {
    subjectId: recordId,
    step: 'appraise',
    outcome: 'appraised',
    form: () => ({ scanPolicy: 'always', grade: 'internal', openingState: 'controlled' }),
  })
}

async function handOver(play: Play, recordId: string, { pages }: GivenPaperFile): Promise<void> {
  const step = { subjectId: recordId, step: 'hand-over', outcome: 'signed' }
  await does(play, play.as('tang.ruoxi'), {
    ...step,
    slot: 'sender',
    form: () => ({ records: 1, pages: pages.length }),
  })
  await does(play, play.as('han.shuning'), {
    ...step,
    slot: 'receiver',
    form: () => ({ countedPages: pages.length }),
  })
}

async function scan(play: Play, recordId: string, { pages }: GivenPaperFile): Promise<void> {
  const scanner = play.as('ning.yue')
  await does(play, scanner, {
    subjectId: recordId,
    step: 'scan',
    outcome: 'scanned',
    async prepare() {
      const given: { readonly page: number; readonly uploadId: string }[] = []
      for (const [index, { name, bytes }] of pages.entries()) {
        const uploadId = await upload(scanner, { name, type: 'image/tiff', bytes })
        given.push({ page: index + 1, uploadId })
      }
      await scanner.post(`/api/records/${recordId}/pages`, { pages: given }, AddedPagesView)
    },
    form: () => ({ pages: pages.length }),
  })
}

async function faultsOf(play: Play, recordId: string) {
  const { items } = await play.as('ning.yue').get(`/api/records/${recordId}/pages`, PagesView)
  for (const { page, name, machineFaults } of items)
    play.say(`    page ${page}, ${name ?? 'nameless'}: ${machineFaults?.join(', ') || 'no fault'}`)
  return items.map(({ page, machineFaults }) => ({ page, codes: machineFaults ?? [] }))
}

/** A second person looks at every image. */
async function checkQuality(play: Play, recordId: string): Promise<void> {
  const checker = play.as('meng.qingyao')
  let looked = 0
  await does(play, checker, {
    subjectId: recordId,
    step: 'quality',
    outcome: 'accepted',
    async prepare() {
      const { items } = await checker.get(`/api/records/${recordId}/pages`, PagesView)
      for (const { imageUrl } of items)
        if (imageUrl !== null && (await checker.bytes(imageUrl)).length > 0) looked += 1
      if (looked < items.length) throw new Error(`${looked} of ${items.length} images could be looked at`)
    },
    form: () => ({ mode: 'page-by-page', checkedPages: looked }),
  })
}

async function bindAndShelve(play: Play, recordId: string, { pages }: GivenPaperFile): Promise<void> {
  await does(play, play.as('ding.bowen'), {
    subjectId: recordId,
    step: 'bind',
    outcome: 'bound',
    form: () => ({ countedPages: pages.length }),
  })
  const keeper = play.as('cen.yuhe')
  const { rooms } = await keeper.get('/api/locations', LocationsView)
  const cell = rooms.flatMap(({ racks }) => racks.flatMap(({ cells }) => cells)).find(({ free }) => free > 0)
  if (cell === undefined) throw new Error('no shelf cell has a place left')
  await does(play, keeper, {
    subjectId: recordId,
    step: 'shelve',
    outcome: 'shelved',
    form: () => ({ barcode: cell.barcode }),
  })
  await arrival(play, recordId, ['keep'])
}

/** Text recognised, searchable PDF made, forms printed: what the machines do beside the life. */
export async function machinesDone(play: Play, recordId: string): Promise<void> {
  await until('the machines to be done with the file', async () => {
    await play.feed.catchUp()
    const { jobs } = await arrival(play, recordId, ['keep'])
    return jobs.every(({ state }) => state !== 'running') ? true : undefined
  })
}
