import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { newId } from '#db/ids.ts'
import { demoCellBarcode } from '#db/seed/demo-shelves.ts'
import {
  aFile,
  aHandIn,
  doNext,
  engineDoes,
  handIn,
  multipart,
  openTaskOf,
  personAt,
  type Person,
} from '#test/support/api.ts'
import { openApi } from '#test/support/opened-api.ts'
import { aScan } from '#test/support/scans.ts'

const { api, archivist, clerk, head, scanner, keeper } = openApi({
  archivist: 'shen.zhiqiu',
  clerk: 'han.shuning',
  head: 'guo.huaiyuan',
  scanner: 'ning.yue',
  keeper: 'cen.yuhe',
})

const ENTRIES = [
  {
    title: '失业登记表',
    responsible: '失业保险科',
    documentNo: null,
    formedOn: '2015-03-02',
    firstPage: 1,
    lastPage: 1,
  },
  {
    title: '核定表',
    responsible: '失业保险科',
    documentNo: '示失〔2015〕3号',
    formedOn: '2015-03-05',
    firstPage: 2,
    lastPage: 2,
  },
]

/** At `arrange`: a business system hands in a file of paper, of which there is nothing to send. */
async function aPaperFile(): Promise<string> {
  const answer = await handIn(api.app, {
    record: aHandIn({ definition: 'paper-file', carrier: 'paper' }),
    files: [],
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<{ recordId: string }>().recordId
}

async function claimed(person: Person, recordId: string): Promise<string> {
  const taskId = await openTaskOf(api, recordId)
  const claim = await person.post(`/api/tasks/${taskId}/claim`)
  if (claim.statusCode !== 200) throw new Error(claim.body)
  return taskId
}

/** At `scan`, or at `bind` where no scan is ordered. */
async function handedOver(scanPolicy = 'always'): Promise<string> {
  const recordId = await aPaperFile()
  await claimed(archivist, recordId)
  const saved = await archivist.post(`/api/records/${recordId}/contents`, { body: { entries: ENTRIES } })
  expect(saved.json()).toEqual({ entries: 2, pages: 2 })
  const steps: readonly (readonly [Person, string, object])[] = [
    [archivist, 'arranged', { pages: 2 }],
    [archivist, 'filed', { classCode: 'SI-5-03', volumeState: '完好' }],
    [head, 'appraised', { scanPolicy, grade: 'internal', openingState: 'controlled' }],
    [archivist, 'signed', { records: 1, pages: 2 }],
    [clerk, 'signed', { countedPages: 2 }],
  ]
  for (const [person, outcome, form] of steps) {
    const done = await doNext(api, recordId, { person, outcome, form })
    if (done.statusCode !== 200) throw new Error(`${outcome}: ${done.body}`)
  }
  return recordId
}

const aPage = sharp({ create: { width: 40, height: 56, channels: 3, background: '#eee' } })
  .tiff()
  .toBuffer()

async function uploaded(person: Person, filename = '001.tif', content?: Buffer): Promise<string> {
  const { body, headers } = multipart([aFile(filename, content ?? (await aPage))])
  const answer = await person.post('/api/uploads', { body, headers })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json<{ id: string }>().id
}

describe('who may not see a paper file', () => {
  test.each(['contents', 'pages', 'placements'])(
    'FLT-26 PRM-6 hears of its %s what they hear of a missing one',
    async (part) => {
      const recordId = await aPaperFile()
      const stranger = await personAt(api.app, 'tang.ruoxi')
      const [foreign, missing] = await Promise.all(
        [recordId, newId()].map((id) => stranger.get(`/api/records/${id}/${part}`)),
      )
      expect(foreign?.statusCode).toBe(404)
      expect(foreign?.json<{ code: string }>().code).toBe(missing?.json<{ code: string }>().code)
      expect((await archivist.get(`/api/records/${recordId}/${part}`)).statusCode).toBe(200)
    },
  )
})

describe('the contents list', () => {
  test.each([
    ['a gap', [ENTRIES[0], { ...ENTRIES[1], firstPage: 3, lastPage: 3 }], 'contents.gap'],
    ['an overlap', [ENTRIES[0], { ...ENTRIES[1], firstPage: 1 }], 'contents.overlap'],
    [
      'FLT-20 a name that turns from right to left',
      [{ ...ENTRIES[0], title: 'a\u202Eb' }],
      'contents.control-character',
    ],
    ['FLT-20 a title of 300 characters', [{ ...ENTRIES[0], title: '长'.repeat(300) }], 'contents.too-long'],
  ])('REG-21 with %s is refused with the line', async (_what, entries, code) => {
    const recordId = await aPaperFile()
    await claimed(archivist, recordId)
    const answer = await archivist.post(`/api/records/${recordId}/contents`, { body: { entries } })
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ code: 'contents.faulty', detail: { faults: [{ code }] } })
  })

  test('REG-21 is saved by who arranges, shown to who may see the file, and says who may change it', async () => {
    const recordId = await aPaperFile()
    const early = await archivist.post(`/api/records/${recordId}/contents`, { body: { entries: ENTRIES } })
    expect(early.json()).toMatchObject({ code: 'task.not-claimed' })
    await claimed(archivist, recordId)
    await archivist.post(`/api/records/${recordId}/contents`, { body: { entries: ENTRIES } })
    expect((await archivist.get(`/api/records/${recordId}/contents`)).json()).toEqual({
      entries: ENTRIES.map((entry, index) => ({
        id: expect.any(String),
        archivalCode: null,
        no: index + 1,
        ...entry,
      })),
      pages: 2,
      edit: { allowed: true, reason: null },
      changeItems: { allowed: false, reason: 'record.closed' },
      withdrawn: [],
    })
    expect((await head.get(`/api/records/${recordId}/contents`)).json()).toMatchObject({
      edit: { allowed: false },
    })
  })
})

describe('page images', () => {
  test('FLT-28 are refused from a second scanner, before the claim, and of other kinds', async () => {
    const recordId = await handedOver()
    const uploadId = await uploaded(scanner)
    const add = (person: Person, id = uploadId) =>
      person.post(`/api/records/${recordId}/pages`, { body: { pages: [{ uploadId: id }] } })
    expect((await add(scanner)).json()).toMatchObject({ code: 'task.not-claimed' })
    await claimed(scanner, recordId)
    expect((await add(archivist)).json()).toMatchObject({ code: 'task.not-candidate' })
    expect((await add(scanner, await uploaded(archivist))).json()).toMatchObject({ code: 'upload.unknown' })
    const pdf = await uploaded(scanner, 'scan.pdf', Buffer.from('%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF\n'))
    expect((await add(scanner, pdf)).json()).toMatchObject({ code: 'scan.is-pdf' })
  })

  test('FLT-20 keep names as data, whatever they hold', async () => {
    const recordId = await handedOver()
    await claimed(scanner, recordId)
    const names = ['../../etc/002.tif', 'a\u202Efit.tif', `${'页'.repeat(300)}.tif`, '空\u0000白.tif']
    const pages: { uploadId: string }[] = []
    for (const name of names) pages.push({ uploadId: await uploaded(scanner, name) })
    const added = await scanner.post(`/api/records/${recordId}/pages`, { body: { pages } })
    expect(added.json()).toMatchObject({ pages: [{ page: 1 }, { page: 2 }, { page: 3 }, { page: 4 }] })
    const { items } = (await scanner.get(`/api/records/${recordId}/pages`)).json<{
      items: { name: string }[]
    }>()
    for (const { name } of items) {
      expect(name).toMatch(/\.tif$/)
      expect(name).not.toMatch(/[/\\\u0000\u202E]/)
      expect(Array.from(name).length).toBeLessThanOrEqual(200)
    }
  })

  test('FEA-F1 stand in page order with their entry, faults and passes, and can be taken out', async () => {
    const recordId = await handedOver()
    await claimed(scanner, recordId)
    const [second, first, third] = [await uploaded(scanner), await uploaded(scanner), await uploaded(scanner)]
    await scanner.post(`/api/records/${recordId}/pages`, {
      body: { pages: [{ uploadId: second, page: 2 }, { uploadId: first, page: 1 }, { uploadId: third }] },
    })
    const view = () => scanner.get(`/api/records/${recordId}/pages`)
    expect((await view()).json()).toMatchObject({
      listed: 2,
      items: [
        { page: 1, entryNo: 1, machineFaults: null, isLocked: false },
        { page: 2, entryNo: 2 },
        { page: 3, entryNo: null },
      ],
      missing: [],
      extra: [3],
      passes: [],
      change: { allowed: true },
    })
    expect((await scanner.del(`/api/records/${recordId}/pages/3`)).statusCode).toBe(200)
    expect((await scanner.del(`/api/records/${recordId}/pages/3`)).statusCode).toBe(404)
    await doNext(api, recordId, { person: scanner, outcome: 'scanned', form: { pages: 2 } })
    await engineDoes(api.site, recordId, 'passed')

    const checker = await personAt(api.app, 'meng.qingyao')
    const back = await doNext(api, recordId, {
      person: checker,
      outcome: 'returned',
      form: { reason: '第二页不清', faults: '2:unsharp' },
    })
    expect(back.json()).toMatchObject({ place: { step: 'scan', round: 1 } })
    expect((await view()).json()).toMatchObject({
      items: [
        { page: 1, qualityFaults: [] },
        { page: 2, qualityFaults: ['quality.unsharp'] },
      ],
      passes: [
        {
          round: 0,
          pages: 2,
          verdict: 'returned',
          scannedBy: { name: { en: 'Ning Yue' } },
          judgedBy: { name: { en: 'Meng Qingyao' } },
        },
      ],
    })
  })
})

describe('the shelves', () => {
  test('REG-29 FEA-G1 show rooms, racks and cells with free places; an unknown barcode is refused', async () => {
    const { rooms } = (await keeper.get('/api/locations')).json<{
      rooms: { racks: { cells: { barcode: string }[] }[]; free: number; capacity: number }[]
    }>()
    expect(rooms).toHaveLength(1)
    expect(rooms[0]?.racks.map(({ cells }) => cells.length)).toEqual([6, 6])
    expect(rooms[0]?.capacity).toBe(221)
    expect((await keeper.get('/api/locations/cells/K9-99')).json()).toMatchObject({ code: 'cell.unknown' })
    expect((await keeper.get(`/api/locations/cells/${demoCellBarcode(2, 6)}`)).json()).toMatchObject({
      capacity: 1,
      free: 1,
      files: [],
    })
  })

  test('REQ-46 REG-21 FEA-G1 FEA-G10 a file is bound, shelved by barcode, found in its cell, and moved', async () => {
    const recordId = await handedOver('never')
    const binder = await personAt(api.app, 'ding.bowen')
    const differs = await doNext(api, recordId, {
      person: binder,
      outcome: 'bound',
      form: { countedPages: 3 },
    })
    expect(differs.json()).toMatchObject({
      code: 'pages.differ',
      detail: { listed: 2, scanned: null, counted: 3 },
    })
    await doNext(api, recordId, { person: binder, outcome: 'bound', form: { countedPages: 2 } })
    const small = demoCellBarcode(2, 6)
    const unknown = await doNext(api, recordId, {
      person: keeper,
      outcome: 'shelved',
      form: { barcode: 'K9-99' },
    })
    expect(unknown.json()).toMatchObject({ code: 'cell.unknown' })
    const shelved = await doNext(api, recordId, {
      person: keeper,
      outcome: 'shelved',
      form: { barcode: small, boxNumber: '12' },
    })
    expect(shelved.json()).toMatchObject({ place: { step: 'keep' } })

    const cell = (await clerk.get(`/api/locations/cells/${small}`)).json()
    expect(cell).toMatchObject({ free: 0, files: [{ recordId, slot: 1, boxNumber: '12' }] })
    const stranger = await personAt(api.app, 'tang.ruoxi')
    expect((await stranger.get(`/api/locations/cells/${small}`)).json()).toMatchObject({ free: 0, files: [] })

    const move = (person: Person, barcode: string) =>
      person.post(`/api/records/${recordId}/placements`, { body: { barcode, reason: '调整库位' } })
    expect((await move(clerk, demoCellBarcode(1, 1))).json()).toMatchObject({ code: 'access.denied' })
    expect((await move(keeper, small)).json()).toMatchObject({ code: 'cell.same' })
    expect((await move(keeper, demoCellBarcode(1, 1))).json()).toEqual({
      barcode: demoCellBarcode(1, 1),
      from: small,
      slot: 1,
    })
    expect((await keeper.get(`/api/records/${recordId}/placements`)).json()).toMatchObject({
      current: { barcode: demoCellBarcode(1, 1), freedAt: null },
      earlier: [{ barcode: small, freedReason: '调整库位' }],
      move: { allowed: true },
    })
  })
})

test("FLT-20 a scanner's own TIFF is taken, though its directory lies behind the image; what only begins like one is not named so", async () => {
  const scan = await aScan()
  expect(scan.readUInt32LE(4)).toBeGreaterThan(4100)
  await expect(uploaded(scanner, '001.tif', scan)).resolves.toMatch(/^[0-9a-f-]{36}$/)
  await expect(uploaded(scanner, '001.tif', Buffer.from('II*'))).rejects.toThrow('upload.lies')
  await expect(uploaded(scanner, '001.png', scan)).rejects.toThrow('upload.lies')
})
