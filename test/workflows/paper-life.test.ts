import { expect, test } from 'vitest'
import { addPages, movePaper, saveContents, withdrawPage } from '#domain/acts/paper-acts.ts'
import { completeTask } from '#domain/acts/complete-task.ts'
import { plainDate } from '#domain/dates.ts'
import { PRINTED_FORMS } from '#domain/printed-forms.ts'
import { withActorAtOneMoment } from '#db/actor.ts'
import { ENGINE_ID } from '#db/fixed-ids.ts'
import { demoCellBarcode } from '#db/seed/demo-shelves.ts'
import { verifyStream } from '#db/verify.ts'
import { extractText } from '#activities/documents/pdf.ts'
import { actorOn, openTask, until, type Login } from '#test/support/actors.ts'
import { arrivesAt, ownStage } from '#test/support/lives.ts'
import { aScan, aTiffBomb } from '#test/support/scans.ts'

const stage = ownStage()

const OBJECTS = { want: { objects: true } } as const
const CONTENTS = [
  {
    title: '失业登记表',
    responsible: '失业保险科',
    documentNo: null,
    formedOn: plainDate('2016-03-02'),
    firstPage: 1,
    lastPage: 1,
  },
  {
    title: '核定表',
    responsible: '失业保险科',
    documentNo: '示失〔2016〕3号',
    formedOn: plainDate('2016-03-05'),
    firstPage: 2,
    lastPage: 3,
  },
]

async function handedOver(scanPolicy: 'always' | 'never'): Promise<string> {
  const { site } = stage
  const recordId = await actorOn(site, 'chen.lidong').creates({
    definition: 'paper-file',
    carrier: 'paper',
    title: '失业保险待遇案卷',
    sourceSystem: null,
  })
  await actorOn(site, 'chen.lidong').does(recordId, 'create', { outcome: 'submitted', form: {} })
  const archivist = actorOn(site, 'shen.zhiqiu')
  await archivist.claim(await openTask(site, recordId, 'arrange'))
  const listed = await archivist.act({ subjects: [recordId], ...OBJECTS }, (facts) =>
    saveContents(facts, { recordId, entries: CONTENTS }),
  )
  expect(listed).toMatchObject({ kind: 'accepted', answer: { pages: 3 } })
  await archivist.does(recordId, 'arrange', { outcome: 'arranged', form: { pages: 3 } })
  const form = { classCode: 'SI-5-03', volumeState: '完好', checkedBy: '郭怀远' }
  await archivist.does(recordId, 'file', { outcome: 'filed', form })
  await actorOn(site, 'guo.huaiyuan').does(recordId, 'appraise', {
    outcome: 'appraised',
    form: { scanPolicy, grade: 'internal', openingState: 'controlled' },
  })
  await archivist.does(recordId, 'hand-over', {
    slot: 'sender',
    outcome: 'signed',
    form: { records: 1, pages: 3 },
  })
  await actorOn(site, 'han.shuning').does(recordId, 'hand-over', {
    slot: 'receiver',
    outcome: 'signed',
    form: { countedPages: 3 },
  })
  return recordId
}

async function scans(recordId: string, pages: Readonly<Record<number, Buffer>>): Promise<void> {
  const scanner = actorOn(stage.site, 'ning.yue')
  await scanner.claim(await openTask(stage.site, recordId, 'scan'))
  const uploads = await Promise.all(
    Object.entries(pages).map(async ([page, body]) => ({
      page: Number(page),
      uploadId: await scanner.upload(stage.engine.store, {
        name: `${page}.tif`,
        body,
        mediaType: 'image/tiff',
      }),
    })),
  )
  const added = await scanner.act(
    { subjects: [recordId], uploads: uploads.map(({ uploadId }) => uploadId), ...OBJECTS },
    (facts) => addPages(facts, { recordId, pages: uploads }),
  )
  expect(added).toMatchObject({ kind: 'accepted' })
  await scanner.does(recordId, 'scan', { outcome: 'scanned', form: { pages: 3 } })
}

async function shelves(recordId: string, barcode: string, login: Login = 'cen.yuhe') {
  const keeper = actorOn(stage.site, login)
  const task = await openTask(stage.site, recordId, 'shelve')
  await keeper.claim(task)
  return keeper.act({ task, cell: barcode }, (facts) =>
    completeTask(facts, { taskId: task, outcome: 'shelved', form: { barcode } }),
  )
}

async function round(recordId: string, step: string, expected: number): Promise<void> {
  await until(
    `round ${expected} of ${step}`,
    async () => {
      const [row] = await stage.site.admin<{ step: string; round: number }[]>`
      select place_step as step, place_round as round from record where id = ${recordId}`
      return row?.step === step && row.round === expected ? true : undefined
    },
    60_000,
  )
}

const faultsByPage = async (recordId: string) =>
  stage.site.admin<{ page: number; findings: string[] }[]>`
    select position as page, findings from digital_object
    where subject_id = ${recordId} and role = 'content' and withdrawn_at is null order by position`

const buckets = async (recordId: string) =>
  (
    await stage.site.admin<{ bucket: string }[]>`
      select distinct c.bucket from object_copy c join digital_object o on o.id = c.object_id
      where c.subject_id = ${recordId} and c.state = 'stored' and o.role = 'content' and o.withdrawn_at is null`
  ).map(({ bucket }) => bucket)

test(
  'REQ-29 REQ-30 REG-16 REG-21 REG-22 REG-39 FEA-F1 FEA-F4 FEA-G1 FEA-G6 FEA-G10 FLT-18 a paper file from its creation to the shelf, back from the machine and from quality',
  { timeout: 400_000 },
  async () => {
    const { site, engine } = stage
    const recordId = await handedOver('always')

    await scans(recordId, { 1: await aScan(), 2: await aScan({ skewDegrees: 4.5 }), 3: aTiffBomb() })
    await round(recordId, 'scan', 1)
    expect(await faultsByPage(recordId)).toEqual([
      { page: 1, findings: [] },
      { page: 2, findings: ['scan.skewed'] },
      { page: 3, findings: ['scan.too-large'] },
    ])

    await scans(recordId, { 2: await aScan(), 3: await aScan() })
    const checker = actorOn(site, 'meng.qingyao')
    await checker.does(recordId, 'quality', {
      outcome: 'returned',
      form: { reason: '第三页裁切', faults: '3:cut-off' },
    })
    await round(recordId, 'scan', 2)
    expect(await buckets(recordId)).toEqual(['intake'])

    await scans(recordId, { 3: await aScan({ text: '核定表第三页\n'.repeat(20) }) })
    const quality = await openTask(site, recordId, 'quality')
    expect(await actorOn(site, 'ning.yue').claim(quality)).toMatchObject({
      code: expect.stringMatching(/not-found|not-candidate/),
    })
    await checker.does(recordId, 'quality', {
      outcome: 'accepted',
      form: { mode: 'page-by-page', checkedPages: 3 },
    })
    await arrivesAt(site, 'record', recordId, 'bind')
    expect(await buckets(recordId)).toEqual(['masters'])
    await olderVersionsAreGone(recordId)

    const binder = actorOn(site, 'ding.bowen')
    const binding = await openTask(site, recordId, 'bind')
    await binder.claim(binding)
    expect(await binder.complete(binding, { outcome: 'bound', form: { countedPages: 4 } })).toMatchObject({
      code: 'pages.differ',
      detail: { listed: 3, scanned: 3, counted: 4 },
    })
    await binder.does(recordId, 'bind', { outcome: 'bound', form: { countedPages: 3 } })
    expect(await shelves(recordId, 'K9-99-99')).toMatchObject({ code: 'cell.unknown' })
    expect(await shelves(recordId, demoCellBarcode(1, 1))).toMatchObject({ kind: 'accepted' })
    await arrivesAt(site, 'record', recordId, 'keep')

    const pdf = await until(
      'the searchable PDF',
      async () => {
        const [row] = await site.admin<{ key: string }[]>`
        select c.key from object_copy c join digital_object o on o.id = c.object_id where o.subject_id = ${recordId} and o.role = 'dual-layer'`
        return row?.key
      },
      180_000,
    )
    const stream = await engine.store.get({ bucket: 'derived', key: pdf, versionId: null })
    const bytes = Buffer.concat(await stream.toArray())
    const { pages } = await extractText(bytes)
    expect(pages).toHaveLength(3)
    expect(pages[0]?.text).toMatch(/失业|核定|单位/)
    expect(bytes.toString('latin1')).toContain('pdfaid')
    const texts = await site.admin`select page from object_text where subject_id = ${recordId}`
    expect(texts).toHaveLength(3)

    const forms = await until(
      'every form to be printed',
      async () => {
        const rows = await site.admin<{ key: string; position: number }[]>`
          select c.key, o.position from object_copy c join digital_object o on o.id = c.object_id
          where o.subject_id = ${recordId} and o.role = 'form' and o.withdrawn_at is null order by o.position`
        return rows.length === PRINTED_FORMS.length ? rows : undefined
      },
      120_000,
    )
    const slip = forms[PRINTED_FORMS.indexOf('F09')]
    const printed = await engine.store.get({ bucket: 'derived', key: slip?.key ?? '', versionId: null })
    const [first] = (await extractText(Buffer.concat(await printed.toArray()))).pages
    expect(first?.text).toMatch(/业务材料交接单[\s\S]*沈知秋[\s\S]*韩书宁/)

    const verdict = await withActorAtOneMoment(site.sql, { kind: 'person', id: ENGINE_ID }, async (tx) =>
      verifyStream(tx, recordId),
    )
    expect(verdict).toMatchObject({ value: { verdict: 'whole', differing: [] } })
  },
)

/** Pages two and three were scanned anew, page three twice: those versions are gone, each by an event of its own with its proof, and the final ones stay. */
async function olderVersionsAreGone(recordId: string): Promise<void> {
  const { site } = stage
  const copies = await site.admin<
    { id: string; state: string; isFinal: boolean; bucket: string; logged: number }[]
  >`
    select c.id, c.state, c.bucket, o.withdrawn_at is null as "isFinal", (
      select count(*)::int from event e where e.stream_id = c.subject_id and e.type = 'copy.destroyed'
        and e.canonical::jsonb->'data'->>'copyId' = c.id::text and e.canonical::jsonb->'data'->>'proof' like '%' || c.key || '%') as logged
    from object_copy c join digital_object o on o.id = c.object_id where c.subject_id = ${recordId} and o.role = 'content'`
  const older = copies.filter(({ isFinal }) => !isFinal)
  expect(older.map(({ state, logged }) => [state, logged])).toEqual(older.map(() => ['destroyed', 1]))
  expect(older).toHaveLength(3)
  const masters = copies.filter(({ bucket }) => bucket === 'masters')
  expect(masters.map(({ state, isFinal, logged }) => [state, isFinal, logged])).toEqual([
    ['stored', true, 0],
    ['stored', true, 0],
    ['stored', true, 0],
  ])
  const scanner = actorOn(site, 'ning.yue')
  const refused = await scanner.act({ subjects: [recordId], ...OBJECTS }, (facts) =>
    withdrawPage(facts, { recordId, page: 1 }),
  )
  expect(refused).toMatchObject({ kind: 'refused' })
}

test(
  'REQ-46 FEA-G1 FLT-28 two files for the last place of a cell: one is shelved, the other refused; moving one frees its place and prints its label anew',
  { timeout: 400_000 },
  async () => {
    const { site } = stage
    const ids = [await handedOver('never'), await handedOver('never')]
    for (const id of ids) {
      const skipped = await site.admin`select 1 from event where stream_id = ${id} and type = 'place.skipped'`
      expect(skipped).toHaveLength(4)
      await actorOn(site, 'ding.bowen').does(id, 'bind', { outcome: 'bound', form: { countedPages: 3 } })
    }
    const small = demoCellBarcode(2, 6)
    const answers = await Promise.all(ids.map(async (id) => shelves(id, small)))
    expect(answers.map((answer) => answer.kind).sort()).toEqual(['accepted', 'refused'])
    expect(answers.find(({ kind }) => kind === 'refused')).toMatchObject({ code: 'cell.full' })

    const [shelved = '', waiting = ''] = answers[0]?.kind === 'accepted' ? ids : ids.toReversed()
    const other = demoCellBarcode(1, 2)
    const moved = await actorOn(site, 'cen.yuhe').act({ subjects: [shelved], cell: other }, (facts) =>
      movePaper(facts, { recordId: shelved, barcode: other, reason: '调整库位', boxNumber: null }),
    )
    expect(moved).toMatchObject({ kind: 'accepted' })
    expect(await shelves(waiting, small)).toMatchObject({ kind: 'accepted' })
    for (const id of ids) {
      // A machine that commits between two reads of the check would look like a difference.
      await until(
        'the machines to be done',
        async () =>
          (await site.admin`select 1 from job where subject_id = ${id} and state = 'running'`).length === 0
            ? true
            : undefined,
        90_000,
      )
      const verdict = await withActorAtOneMoment(site.sql, { kind: 'person', id: ENGINE_ID }, async (tx) =>
        verifyStream(tx, id),
      )
      expect(verdict).toMatchObject({ value: { verdict: 'whole' } })
    }
    expect(await labelsOf(shelved)).toEqual([expect.stringContaining(other)])
    expect(await labelsOf(waiting)).toEqual([expect.stringContaining(small)])
  },
)

/** What stands on the box labels of a file that count. */
async function labelsOf(recordId: string): Promise<readonly string[]> {
  const rows = await stage.site.admin<{ key: string }[]>`
    select c.key from object_copy c join digital_object o on o.id = c.object_id
    where o.subject_id = ${recordId} and o.role = 'form' and o.withdrawn_at is null
      and o.position = ${PRINTED_FORMS.indexOf('box-label') + 1}`
  return Promise.all(
    rows.map(async ({ key }) => {
      const label = await stage.engine.store.get({ bucket: 'derived', key, versionId: null })
      const [first] = (await extractText(Buffer.concat(await label.toArray()))).pages
      return first?.text ?? ''
    }),
  )
}
