/** Paper files on a whole site, brought by the gate to where a test begins. */
import { addPages, saveContents } from '#domain/acts/paper-acts.ts'
import { plainDate } from '#domain/dates.ts'
import { actorOn, openTask, until } from './actors.ts'
import type { TestSite } from './database.ts'
import type { Stage } from './lives.ts'
import { aScan } from './scans.ts'

const ENTRIES = [
  {
    title: '失业登记表',
    responsible: '失业保险科',
    documentNo: null,
    formedOn: plainDate('2016-03-02'),
    firstPage: 1,
    lastPage: 1,
  },
  {
    title: '失业保险待遇核定表',
    responsible: '失业保险科',
    documentNo: '示失〔2016〕3号',
    formedOn: plainDate('2016-03-05'),
    firstPage: 2,
    lastPage: 3,
  },
]

/** A paper file with its clerk's part done: the archivist is to arrange it. */
export async function fileToArrange(site: TestSite, title: string): Promise<string> {
  const clerk = actorOn(site, 'chen.lidong')
  const recordId = await clerk.creates({
    definition: 'paper-file',
    carrier: 'paper',
    title,
    sourceSystem: null,
  })
  await clerk.does(recordId, 'create', { outcome: 'submitted', form: {} })
  return recordId
}

/** Three pages in two items, signed by both sides: to scan, or to bind where nothing is scanned. */
export async function fileHandedOver(
  site: TestSite,
  { title, scanPolicy = 'always' }: { readonly title: string; readonly scanPolicy?: 'always' | 'never' },
): Promise<string> {
  const recordId = await fileToArrange(site, title)
  const archivist = actorOn(site, 'shen.zhiqiu')
  await archivist.claim(await openTask(site, recordId, 'arrange'))
  await archivist.act({ subjects: [recordId], want: { objects: true } }, (facts) =>
    saveContents(facts, { recordId, entries: ENTRIES }),
  )
  await archivist.does(recordId, 'arrange', { outcome: 'arranged', form: { pages: 3 } })
  const filed = { classCode: 'SI-5-03', volumeState: '完好', checkedBy: '郭怀远' }
  await archivist.does(recordId, 'file', { outcome: 'filed', form: filed })
  const appraised = { scanPolicy, grade: 'internal', openingState: 'controlled' }
  await actorOn(site, 'guo.huaiyuan').does(recordId, 'appraise', { outcome: 'appraised', form: appraised })
  const sent = { records: 1, pages: 3 }
  await archivist.does(recordId, 'hand-over', { slot: 'sender', outcome: 'signed', form: sent })
  await actorOn(site, 'han.shuning').does(recordId, 'hand-over', {
    slot: 'receiver',
    outcome: 'signed',
    form: { countedPages: 3 },
  })
  return recordId
}

const MACHINE_MS = 90_000

/** Scanned well, and passed by the machine: to check, by the task that is answered. */
export async function fileToCheck(
  { site, engine }: Stage,
  title: string,
): Promise<{ readonly recordId: string; readonly taskId: string }> {
  const recordId = await fileHandedOver(site, { title })
  const scanner = actorOn(site, 'ning.yue')
  await scanner.claim(await openTask(site, recordId, 'scan'))
  const body = await aScan()
  const uploads: string[] = []
  for (const page of [1, 2, 3])
    uploads.push(await scanner.upload(engine.store, { name: `${page}.tif`, body, mediaType: 'image/tiff' }))
  const pages = uploads.map((uploadId) => ({ uploadId }))
  await scanner.act({ subjects: [recordId], uploads, want: { objects: true } }, (facts) =>
    addPages(facts, { recordId, pages }),
  )
  await scanner.does(recordId, 'scan', { outcome: 'scanned', form: { pages: 3 } })
  const taskId = await until(
    'the machine has looked at the images',
    async () => {
      const [row] = await site.admin<{ id: string }[]>`
        select id from task where subject_id = ${recordId} and step = 'quality' and state = 'open'`
      return row?.id
    },
    MACHINE_MS,
  )
  return { recordId, taskId }
}
